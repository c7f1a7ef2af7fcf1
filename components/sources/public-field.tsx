"use client";

import { useTranslations } from "next-intl";
import type { FieldControl } from "@/components/ui/field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { PublicField as Asked } from "@/lib/forms/types";

const AUTOCOMPLETE: Readonly<Record<string, string>> = {
  ...{ name: "organization", contactName: "name", contactTitle: "organization-title", phone: "tel" },
  ...{ email: "email", address: "street-address", website: "url" },
};

type FieldProps = { field: Asked; value: string; wrong: boolean };

/** One question of a public form, by native controls: they work without JavaScript, and phones bring their own. */
export function PublicField({ field, value, wrong }: FieldProps) {
  const t = useTranslations("sources.public");
  const error = wrong ? (field.field === "email" && value ? t("wrongEmail") : t("missingField")) : undefined;
  if (field.type === "multiple_choice") return <Choices {...{ field, value, error }} />;
  return (
    <Field label={field.label} required={field.required} optional={!field.required} error={error}>
      {(control) => <Control {...{ control, field, value }} />}
    </Field>
  );
}

function Control({ control, field, value }: { control: FieldControl; field: Asked; value: string }) {
  const t = useTranslations("sources.public");
  const common = useTranslations("common");
  const named = { ...control, name: `v:${field.field}`, defaultValue: value };
  if (field.type === "long") return <Textarea {...named} rows={4} maxLength={5000} />;
  if (field.type === "choice" || field.type === "yes_no") {
    const choices = field.type === "choice" ? field.choices : null;
    const options = choices
      ? choices.map((label) => ({ value: label, label }))
      : [
          { value: "yes", label: common("yes") },
          { value: "no", label: common("no") },
        ];
    return <NativeSelect {...named} key={value} placeholder={t("choose")} options={options} />;
  }
  const kind = { email: "email", tel: "tel", date: "date" }[field.type as string] ?? "text";
  const decimal = field.type === "number" || field.type === "money";
  return (
    <Input
      {...named}
      type={kind}
      maxLength={500}
      autoComplete={AUTOCOMPLETE[field.field] ?? "off"}
      {...(decimal ? { inputMode: "decimal" as const } : {})}
    />
  );
}

function Choices({ field, value, error }: { field: Asked; value: string; error: string | undefined }) {
  const chosen = new Set(value.split("、"));
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 font-medium">{field.label}</legend>
      {field.choices.map((label) => (
        <label key={label} className="flex items-center gap-2.5 max-md:min-h-11">
          <input
            type="checkbox"
            name={`v:${field.field}`}
            value={label}
            defaultChecked={chosen.has(label)}
            className="size-4 accent-primary"
          />
          {label}
        </label>
      ))}
      {error ? <p className="text-12 text-danger-text">{error}</p> : null}
    </fieldset>
  );
}
