"use client";

import { useTranslations } from "next-intl";
import { useMoney } from "@/components/customers/use-money";
import { useAllFields } from "@/components/fields/fields-provider";
import { useFieldText } from "@/components/fields/use-field-text";
import { useRuleNames } from "@/components/rules/names";
import { GRADES, INTENTS, STAGES } from "@/db/enums";
import { valueFrom } from "@/lib/custom-fields/rules";
import type { FieldFacts } from "@/lib/custom-fields/types";

const FIELDS = [
  "name",
  "grade",
  "stage",
  "intent",
  "industry",
  "region",
  "source",
  "creditCode",
  "externalId",
  "website",
  "address",
  "note",
  "tags",
  "expectedValue",
  "contractEndsOn",
  "churnRiskAt",
  "churnNote",
  "extra",
  "nextStep",
  "nextStepAt",
  "liftedBounces",
] as const;
const CONTACT_FIELDS = ["name", "title", "phone", "email", "wechat", "isPrimary"] as const;

/** The name of a changed field, and its value in words: `contact.<id>.phone` is 联系人电话. */
export function useFieldName() {
  const t = useTranslations("customer.fields");
  const contact = useTranslations("customer.contactFields");
  const grades = useTranslations("enums.grade");
  const stages = useTranslations("enums.stage");
  const intents = useTranslations("enums.intent");
  const own = useAllFields();
  const ownText = useFieldText();
  const money = useMoney();
  const { currency } = useRuleNames();
  const name = (field: string): string => {
    const [group, key, part] = field.split(".");
    if (group === "custom") return own.find((one) => one.key === key)?.label ?? field;
    if (group === "contact") {
      const known = CONTACT_FIELDS.find((one) => one === part);
      return known ? contact(known) : contact("whole");
    }
    const known = FIELDS.find((one) => one === group);
    return known ? t(known) : field;
  };
  const value = (field: string, raw: string | null, of: FieldFacts | null = null): string | null => {
    if (raw === null || raw === "") return null;
    if (of) return ownText(of, valueFrom(of.type, raw));
    if (field === "grade")
      return GRADES.some((one) => one === raw) ? grades(raw as (typeof GRADES)[number]) : raw;
    if (field === "stage")
      return STAGES.some((one) => one === raw) ? stages(raw as (typeof STAGES)[number]) : raw;
    if (field === "intent") {
      return INTENTS.some((one) => one === raw) ? intents(raw as (typeof INTENTS)[number]) : raw;
    }
    return field === "expectedValue" ? money(Number(raw), currency) : raw;
  };
  return Object.assign(name, { value });
}
