"use client";

import { useTranslations } from "next-intl";
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
  /** A short form: what isn't required folds away once it is much. */
  folds?: boolean;
};

const MOST_UNFOLDED = 4;

/** The organisation's own fields in a form, in the admin's order. */
export function CustomInputs({ fields, stage, draft, onChange, failure, folds = false }: CustomInputsProps) {
  const t = useTranslations("fields");
  const wrong = useFieldWrong(failure);
  const open = fields.filter(({ retired }) => !retired);
  const isRequired = (field: FieldDef) => field.requiredStages.some((one) => one === stage);
  const grid = (some: readonly FieldDef[]) => (
    <div className="grid grid-cols-2 gap-3">
      {some.map((field) => (
        <FieldInput
          key={field.key}
          field={field}
          draft={draft[field.key] ?? ""}
          required={isRequired(field)}
          error={wrong(field)}
          onChange={(value) => onChange({ ...draft, [field.key]: value })}
        />
      ))}
    </div>
  );
  if (open.length === 0) return null;
  const rest = open.filter((field) => !isRequired(field));
  if (!folds || rest.length <= MOST_UNFOLDED) return grid(open);
  const needed = open.filter(isRequired);
  return (
    <>
      {needed.length > 0 ? grid(needed) : null}
      <details open={rest.some((field) => wrong(field) !== undefined) || undefined}>
        <summary className="cursor-pointer text-muted-foreground max-md:py-2">
          {t("moreFields", { count: rest.length })}
        </summary>
        <div className="mt-3">{grid(rest)}</div>
      </details>
    </>
  );
}
