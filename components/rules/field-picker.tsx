"use client";

import { Command } from "cmdk";
import { useTranslations } from "next-intl";
import { CUSTOM_PREFIX, FIELDS, type Fields } from "@/lib/conditions/fields";
import { fieldsOf, useRuleNames } from "./names";
import { part } from "./segment";
import { Surface } from "./surface";
import { useFieldWords } from "./use-condition-words";

const GROUPS = ["customer", "contacts", "course", "times", "owner", "custom"] as const;
type GroupName = (typeof GROUPS)[number];

const CONTACTS = new Set([
  ...["contactCount", "hasPhone", "hasEmail", "hasWechat", "completeness", "dataIssues"],
]);
const CUSTOMER = new Set([
  ...["grade", "stage", "intent", "industry", "region", "source", "name", "tags", "website", "creditCode"],
  "expectedValue",
]);

function groupOf(field: string, fields: Fields): GroupName {
  if (field.startsWith(CUSTOM_PREFIX)) return "custom";
  if (field.startsWith("owner") && field !== "ownerCount") return "owner";
  if (fields[field]?.kind === "elapsed") return "times";
  if (CONTACTS.has(field)) return "contacts";
  return CUSTOMER.has(field) ? "customer" : "course";
}

/** What a field is called where it stands alone: an event is asked how long ago it was. */
export function useFieldTitle(): (field: string) => string {
  const t = useTranslations("rules.builder");
  const { name } = useFieldWords();
  return (field) => {
    const elapsed = Object.hasOwn(FIELDS, field) && FIELDS[field as keyof typeof FIELDS].kind === "elapsed";
    const title = elapsed ? t("elapsed", { field: name(field) }) : name(field);
    return title.charAt(0).toLocaleUpperCase() + title.slice(1);
  };
}

/** The fields in their groups, found by typing. */
export function FieldPicker(props: { field: string; onChange: (field: string) => void }) {
  const { field, onChange } = props;
  const t = useTranslations("rules.builder");
  const title = useFieldTitle();
  return (
    <Surface title={t("fieldLabel")} shown={title(field)} className={part}>
      {(close) => (
        <FieldList
          onChoose={(chosen) => {
            close();
            onChange(chosen);
          }}
        />
      )}
    </Surface>
  );
}

/** The list itself, for a button that adds a clause. */
export function FieldList({ onChoose }: { onChoose: (field: string) => void }) {
  const t = useTranslations("rules.builder");
  const groups = useTranslations("rules.groups");
  const title = useFieldTitle();
  const fields = fieldsOf(useRuleNames());
  return (
    <Command label={t("find")}>
      <Command.Input
        placeholder={t("find")}
        className="mb-1 h-8 w-full rounded-md border border-input bg-background px-2.5 text-13 outline-none focus-visible:border-ring max-md:h-11 max-md:text-16"
      />
      <Command.List className="max-h-72 overflow-y-auto max-md:max-h-[50dvh]">
        <Command.Empty className="px-2 py-3 text-12 text-muted-foreground">{t("notFound")}</Command.Empty>
        {GROUPS.map((group) => {
          const inside = Object.keys(fields).filter((field) => groupOf(field, fields) === group);
          if (inside.length === 0) return null;
          return (
            <Command.Group
              key={group}
              heading={groups(group)}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-12 [&_[cmdk-group-heading]]:text-faint-foreground"
            >
              {inside.map((field) => (
                <Command.Item
                  key={field}
                  value={field}
                  keywords={[title(field)]}
                  onSelect={() => onChoose(field)}
                  className="flex h-7 cursor-pointer items-center rounded-md px-2 data-[selected=true]:bg-muted max-md:h-11 max-md:text-14"
                >
                  {title(field)}
                </Command.Item>
              ))}
            </Command.Group>
          );
        })}
      </Command.List>
    </Command>
  );
}
