"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { minorUnitsOf } from "@/components/customers/use-money";
import { type FieldDraft, valueOfDraft } from "@/components/fields/draft";
import { FieldInput } from "@/components/fields/field-input";
import { useFields } from "@/components/fields/fields-provider";
import { useRuleNames } from "@/components/rules/names";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { GRADES, INTENTS } from "@/db/enums";
import { CUSTOM_PREFIX } from "@/lib/conditions/fields";
import { Bulk } from "@/lib/selections/schema";

const NAMED = ["intent", "region", "industry", "source", "expectedValue", "contractEndsOn"] as const;
const BUILT_IN = ["grade", ...NAMED, "addTags", "removeTags"] as const;
type BuiltIn = (typeof BUILT_IN)[number];

const isBuiltIn = (id: string): id is BuiltIn => (BUILT_IN as readonly string[]).includes(id);
const tagsOf = (text: string): string[] =>
  text
    .split(/[,，、]/)
    .map((tag) => tag.trim())
    .filter(Boolean);

type Drafts = Record<string, FieldDraft>;

/** Which fields of many customers are given which values: only what is added here is changed. */
export function BulkEditForm({ count, onEdit }: { count: number; onEdit: (bulk: Bulk) => void }) {
  const t = useTranslations("views.selection");
  const common = useTranslations("common");
  const fields = useFields();
  const { currency } = useRuleNames();
  const [drafts, setDrafts] = useState<Drafts>({});
  const title = useFieldTitle();
  const put = (id: string, draft: FieldDraft) => setDrafts({ ...drafts, [id]: draft });
  const without = (id: string) =>
    setDrafts(Object.fromEntries(Object.entries(drafts).filter(([key]) => key !== id)));
  const all = [...BUILT_IN, ...fields.map(({ key }) => CUSTOM_PREFIX + key)];
  const bulk = Bulk.safeParse(editOf(drafts, fields, currency));
  const first = (id: string): FieldDraft => (id === "grade" ? "A" : id === "intent" ? "high" : "");
  return (
    <DialogContent
      width="md"
      title={t("editTitle", { count })}
      description={t("editText")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" onClick={() => bulk.success && onEdit(bulk.data)}>
            {t("editRun", { count })}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {Object.entries(drafts).map(([id, draft]) => {
          const own = fields.find(({ key }) => CUSTOM_PREFIX + key === id);
          return (
            <Removable key={id} label={title(id)} onRemove={() => without(id)}>
              {own ? (
                <FieldInput
                  field={own}
                  draft={draft}
                  required={false}
                  error={undefined}
                  onChange={(next) => put(id, next)}
                />
              ) : isBuiltIn(id) ? (
                <BuiltInInput id={id} value={String(draft)} onChange={(next) => put(id, next)} />
              ) : null}
            </Removable>
          );
        })}
        <NativeSelect
          aria-label={t("addField")}
          placeholder={t("addField")}
          value=""
          options={all.filter((id) => !(id in drafts)).map((id) => ({ value: id, label: title(id) }))}
          onChange={(event) => event.target.value && put(event.target.value, first(event.target.value))}
        />
      </div>
    </DialogContent>
  );
}

function useFieldTitle(): (id: string) => string {
  const t = useTranslations("views.selection");
  const columns = useTranslations("views.columns");
  const fields = useFields();
  return (id) => {
    if (id === "addTags" || id === "removeTags") return t(id);
    if (id === "grade") return columns("grade");
    const named = NAMED.find((one) => one === id);
    if (named) return columns(`pool.${named}`);
    return fields.find(({ key }) => CUSTOM_PREFIX + key === id)?.label ?? id;
  };
}

/** What the drafts ask for, as the verb takes it; what is left empty empties the field. */
function editOf(drafts: Drafts, fields: ReturnType<typeof useFields>, currency: string) {
  const changes: Record<string, unknown> = {};
  const custom: Record<string, unknown> = {};
  const tags = { addTags: [] as string[], removeTags: [] as string[] };
  for (const [id, draft] of Object.entries(drafts)) {
    const own = fields.find(({ key }) => CUSTOM_PREFIX + key === id);
    if (own) custom[own.key] = valueOfDraft(own, draft);
    else if (id === "addTags" || id === "removeTags") tags[id] = tagsOf(String(draft));
    else if (id === "expectedValue") {
      const text = String(draft).trim();
      changes[id] = text === "" ? null : Math.round(Number(text) * minorUnitsOf(currency));
    } else changes[id] = String(draft).trim() || null;
  }
  return { verb: "edit", changes, custom, ...tags };
}

function Removable({
  label,
  onRemove,
  children,
}: {
  label: string;
  onRemove: () => void;
  children: ReactNode;
}) {
  const common = useTranslations("common");
  return (
    <div className="flex items-end gap-2">
      <div className="min-w-0 flex-1">{children}</div>
      <Button
        variant="ghost"
        icon
        aria-label={`${common("remove")} ${label}`}
        onClick={onRemove}
        className="mb-1"
      >
        <X aria-hidden />
      </Button>
    </div>
  );
}

function BuiltInInput({
  id,
  value,
  onChange,
}: {
  id: BuiltIn;
  value: string;
  onChange: (value: string) => void;
}) {
  const t = useTranslations("views.selection");
  const grades = useTranslations("enums.grade");
  const intents = useTranslations("enums.intent");
  const title = useFieldTitle();
  const { currency } = useRuleNames();
  const label = title(id);
  if (id === "grade" || id === "intent") {
    const options =
      id === "grade"
        ? GRADES.map((one) => ({ value: one, label: grades(one) }))
        : INTENTS.map((one) => ({ value: one, label: intents(one) }));
    return (
      <Field label={label}>
        {(control) => (
          <NativeSelect
            {...control}
            options={options}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    );
  }
  const isTags = id === "addTags" || id === "removeTags";
  const hint = isTags ? t("tagsHint") : id === "expectedValue" ? currency : t("empty");
  const type = id === "contractEndsOn" ? "date" : "text";
  return (
    <Field label={label} hint={value === "" || isTags ? hint : undefined}>
      {(control) => (
        <Input
          {...control}
          type={type}
          {...(id === "expectedValue" ? { inputMode: "decimal" as const } : {})}
          value={value}
          maxLength={200}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
