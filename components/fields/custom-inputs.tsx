"use client";

import type { ActionFailure } from "@/lib/action-result";
import type { FieldDef } from "@/lib/custom-fields/types";
import type { CustomDraft } from "./draft";
import { FieldInput } from "./field-input";
import { useFieldWrong } from "./use-field-wrong";

type CustomInputsProps = {
  fields: readonly FieldDef[];
  /** The stage that the form would store, which says what is required. */
  stage: string;
  draft: CustomDraft;
  onChange: (draft: CustomDraft) => void;
  failure: ActionFailure | null;
};

/** The organisation's own fields in a form, in the admin's order. */
export function CustomInputs({ fields, stage, draft, onChange, failure }: CustomInputsProps) {
  const wrong = useFieldWrong(failure);
  const open = fields.filter(({ retired }) => !retired);
  if (open.length === 0) return null;
  return (
    <div className="grid grid-cols-2 gap-3">
      {open.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          draft={draft[field.key] ?? ""}
          required={field.requiredStages.some((one) => one === stage)}
          error={wrong(field)}
          onChange={(value) => onChange({ ...draft, [field.key]: value })}
        />
      ))}
    </div>
  );
}
