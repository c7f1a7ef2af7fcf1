"use client";

import type { FieldDef } from "@/lib/custom-fields/types";
import type { CustomDraft } from "./draft";
import { FieldInput } from "./field-input";

type CustomInputsProps = {
  fields: readonly FieldDef[];
  /** The stage that the form would store, which says what is required. */
  stage: string;
  draft: CustomDraft;
  onChange: (draft: CustomDraft) => void;
  wrong: (path: string) => string | undefined;
};

/** The organisation's own fields in a form, in the admin's order. */
export function CustomInputs({ fields, stage, draft, onChange, wrong }: CustomInputsProps) {
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
          error={wrong(`custom.${field.key}`)}
          onChange={(value) => onChange({ ...draft, [field.key]: value })}
        />
      ))}
    </div>
  );
}
