import { useTranslations } from "next-intl";
import { useRuleNames } from "@/components/rules/names";
import { type BuiltInField, CUSTOM_PREFIX, FIELDS } from "@/lib/conditions/fields";
import type { Unknown } from "@/lib/simulation/types";

const isBuiltIn = (field: string): field is BuiltInField => Object.hasOwn(FIELDS, field);

/** Says in words what an answer can't know: facts of which only the present is stored are asked today, or when an observation looks. */
export function useUnknownWords(of: "replay" | "observation"): (one: Unknown) => string {
  const t = useTranslations("simulation.unknown");
  const fields = useTranslations("rules.fields");
  const comma = useTranslations("policy")("comma");
  const { customFields } = useRuleNames();
  const fieldName = (field: string): string => {
    if (isBuiltIn(field)) return fields(field);
    const key = field.slice(CUSTOM_PREFIX.length);
    return customFields.find((one) => one.key === key)?.label ?? key;
  };
  return (one) => {
    switch (one.code) {
      case "CUT_SHORT":
        return t("CUT_SHORT", { count: one.count });
      case "AS_TODAY":
        return t(of === "replay" ? "AS_TODAY" : "asItLooks", {
          fields: one.fields.map(fieldName).join(comma),
        });
      case "OVERFLOW":
        return t("OVERFLOW", { cap: one.cap === null ? "none" : String(one.cap), own: one.own });
      case "CURVE_WITHOUT":
      case "OBSERVED_WITHOUT":
        return t(one.code, { kinds: one.kinds.map((kind) => t(`kinds.${kind}`)).join(comma) });
      default:
        return t(one.code);
    }
  };
}
