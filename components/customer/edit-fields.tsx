"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { GRADES, INTENTS, STAGES } from "@/db/enums";
import type { ActionFailure } from "@/lib/action-result";
import { type EditDraft, TEXT_FIELDS } from "./edit-form";
import { useFieldFailure } from "./use-field-failure";
import { WorthFields } from "./worth-fields";

export type FieldsProps = {
  draft: EditDraft;
  change: (part: Partial<EditDraft>) => void;
  failure: ActionFailure | null;
};

/** The facts of a customer as fields. */
export function FactFields({ draft, change, failure }: FieldsProps) {
  const t = useTranslations("customer.fields");
  const form = useTranslations("customer.editForm");
  const grades = useTranslations("enums.grade");
  const stages = useTranslations("enums.stage");
  const intents = useTranslations("enums.intent");
  const wrong = useFieldFailure(failure);
  return (
    <>
      <Field label={t("name")} required error={wrong("changes.name")}>
        {(control) => (
          <Input
            {...control}
            maxLength={200}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <div className="grid grid-cols-3 gap-3">
        <Choice
          label={t("grade")}
          value={draft.grade}
          options={GRADES.map((value) => ({ value, label: grades(value) }))}
          onChange={(grade) => change({ grade })}
        />
        <Choice
          label={t("stage")}
          value={draft.stage}
          options={STAGES.filter((one) => one !== "won" || draft.stage === "won").map((value) => ({
            value,
            label: stages(value),
          }))}
          onChange={(stage) => change({ stage })}
        />
        <Choice
          label={t("intent")}
          place="intent"
          value={draft.intent}
          options={INTENTS.map((value) => ({ value, label: intents(value) }))}
          onChange={(intent) => change({ intent })}
        />
      </div>
      <div className="grid grid-cols-2 gap-3">
        {TEXT_FIELDS.map((field) => (
          <Field key={field} label={t(field)} error={wrong(`changes.${field}`)}>
            {(control) => (
              <Input
                {...control}
                data-place={field}
                maxLength={500}
                value={draft[field]}
                onChange={(event) => change({ [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <WorthFields
        draft={draft.worth}
        onChange={(part) => change({ worth: { ...draft.worth, ...part } })}
        failure={failure}
        path="changes."
      />
      <Field label={t("tags")} hint={form("tagsHint")} error={wrong("changes.tags")}>
        {(control) => (
          <Input {...control} value={draft.tags} onChange={(event) => change({ tags: event.target.value })} />
        )}
      </Field>
      <Field label={t("note")} error={wrong("changes.note")}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            className="min-h-16"
            maxLength={5000}
            value={draft.note}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

type ChoiceProps = {
  label: string;
  place?: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
};

function Choice({ label, place, value, options, onChange }: ChoiceProps) {
  return (
    <Field label={label}>
      {(control) => (
        <NativeSelect
          {...control}
          data-place={place}
          value={value}
          options={options}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
