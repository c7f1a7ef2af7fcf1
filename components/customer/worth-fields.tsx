"use client";

import { useTranslations } from "next-intl";
import { FieldInput } from "@/components/fields/field-input";
import { useRuleNames } from "@/components/rules/names";
import type { ActionFailure } from "@/lib/action-result";
import { WORTH_FIELDS, type WorthDraft, type WorthField, worthDef } from "./worth-draft";

type WorthFieldsProps = {
  draft: WorthDraft;
  onChange: (part: Partial<WorthDraft>) => void;
  failure: ActionFailure | null;
  /** Where a refusal names the fields: `changes.` in an edit. */
  path?: string;
};

/** What the customer may be worth, and the last day of its contract. */
export function WorthFields({ draft, onChange, failure, path = "" }: WorthFieldsProps) {
  const t = useTranslations("customer.fields");
  const wrong = useTranslations("fields.wrong");
  const { currency } = useRuleNames();
  const errorOf = (field: WorthField) => {
    const at = `${path}${field}`;
    if (failure?.params.field !== at && !failure?.fields?.[at]) return undefined;
    return wrong(field === "expectedValue" ? "money" : "date");
  };
  return (
    <div className="grid grid-cols-2 gap-3">
      {WORTH_FIELDS.map((field) => (
        <FieldInput
          key={field}
          field={worthDef(field, t(field), currency)}
          draft={draft[field]}
          required={false}
          error={errorOf(field)}
          onChange={(value) => onChange({ [field]: String(value) })}
        />
      ))}
    </div>
  );
}
