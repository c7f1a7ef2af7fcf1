import { CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRuleNames } from "@/components/rules/names";
import { type BuiltInField, CUSTOM_PREFIX, FIELDS } from "@/lib/conditions/fields";
import type { Unknown } from "@/lib/simulation/types";

const isBuiltIn = (field: string): field is BuiltInField => Object.hasOwn(FIELDS, field);

/** What a replay can't know, said before anybody decides by it. */
export function UnknownList({ unknown }: { unknown: readonly Unknown[] }) {
  const t = useTranslations("simulation.unknown");
  const fields = useTranslations("rules.fields");
  const comma = useTranslations("policy")("comma");
  const { customFields } = useRuleNames();
  const fieldName = (field: string): string => {
    if (isBuiltIn(field)) return fields(field);
    const key = field.slice(CUSTOM_PREFIX.length);
    return customFields.find((one) => one.key === key)?.label ?? key;
  };
  const say = (one: Unknown): string => {
    switch (one.code) {
      case "CUT_SHORT":
        return t("CUT_SHORT", { count: one.count });
      case "AS_TODAY":
        return t("AS_TODAY", { fields: one.fields.map(fieldName).join(comma) });
      default:
        return t(one.code);
    }
  };
  return (
    <section className="mx-5 mb-6 rounded-md bg-muted px-4 py-3 max-md:mx-4">
      <h2 className="flex items-center gap-1.5 font-medium">
        <CircleHelp aria-hidden className="size-4 text-muted-foreground" />
        {t("title")}
      </h2>
      <p className="mt-1 text-12 text-muted-foreground">{t("lead")}</p>
      <ul className="mt-2 flex list-disc flex-col gap-1 ps-5 marker:text-faint-foreground">
        {unknown.map((one) => (
          <li key={one.code} className="max-w-[90ch] text-pretty">
            {say(one)}
          </li>
        ))}
      </ul>
      <p className="mt-2.5 max-w-[90ch] text-pretty text-12 text-muted-foreground">{t("definition")}</p>
    </section>
  );
}
