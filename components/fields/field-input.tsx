"use client";

import { useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { NativeSelect } from "@/components/ui/select";
import { MAX_TEXT } from "@/lib/custom-fields/limits";
import type { FieldDef } from "@/lib/custom-fields/types";
import type { FieldDraft } from "./draft";
import { ToggleChips } from "./toggle-chips";

type FieldInputProps = {
  field: FieldDef;
  draft: FieldDraft;
  required: boolean;
  error: string | undefined;
  onChange: (draft: FieldDraft) => void;
};

/** What may be chosen: the options in use, and retired ones that are held. */
const choosable = (field: FieldDef, held: readonly string[]) =>
  field.options.filter(({ value, retired }) => !retired || held.includes(value));

const INPUT = {
  text: { type: "text", maxLength: MAX_TEXT },
  number: { type: "text", inputMode: "decimal", maxLength: 40 },
  money: { type: "text", inputMode: "decimal", maxLength: 40 },
  date: { type: "date", min: "1000-01-01", max: "9999-12-31" },
} as const;

/** The control of one of the organisation's own fields. */
export function FieldInput({ field, draft, required, error, onChange }: FieldInputProps) {
  const t = useTranslations("fields");
  const common = useTranslations("common");
  const notes = [field.type === "money" ? field.currency : "", required ? common("required") : ""];
  const note = notes.filter(Boolean).join(" · ");
  const aside = note ? <span className="text-12 text-faint-foreground">{note}</span> : null;
  const frame = { label: field.label, error, aside };
  const text = Array.isArray(draft) ? "" : draft;
  const { type } = field;
  switch (type) {
    case "choice":
      return (
        <Field {...frame}>
          {(control) => (
            <NativeSelect
              {...control}
              aria-required={required}
              placeholder={t("unset")}
              value={text}
              options={choosable(field, [text]).map(({ value, label }) => ({ value, label }))}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      );
    case "multiple_choice": {
      const chosen = Array.isArray(draft) ? draft : [];
      return (
        <Field {...frame} className="col-span-2">
          {({ id }) => (
            <ToggleChips
              id={id}
              label={field.label}
              options={choosable(field, chosen)}
              chosen={chosen}
              onChange={onChange}
            />
          )}
        </Field>
      );
    }
    case "yes_no":
      return (
        <Field {...frame}>
          {({ id }) => (
            <span id={id}>
              <RadioChips
                label={field.label}
                value={text}
                options={[
                  { value: "yes", label: common("yes") },
                  { value: "no", label: common("no") },
                  ...(required && text !== "" ? [] : [{ value: "", label: t("unset") }]),
                ]}
                onValueChange={onChange}
              />
            </span>
          )}
        </Field>
      );
    default: {
      const box = INPUT[type];
      return (
        <Field {...frame} className={type === "text" ? "col-span-2" : ""}>
          {(control) => (
            <Input
              {...control}
              {...box}
              aria-required={required}
              autoComplete="off"
              value={text}
              onChange={(event) => onChange(event.target.value)}
            />
          )}
        </Field>
      );
    }
  }
}
