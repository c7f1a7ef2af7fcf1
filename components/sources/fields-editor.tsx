"use client";

import { ArrowUp, Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { type FieldDraft, fieldDraft } from "./form-draft";
import { type OwnField, useFieldNames } from "./use-field-names";

type EditorProps = {
  fields: readonly FieldDraft[];
  own: readonly OwnField[];
  onChange: (fields: FieldDraft[]) => void;
};

/** What a form asks, in its order: each goes into one field, under a name of its own. */
export function FieldsEditor({ fields, own, onChange }: EditorProps) {
  const t = useTranslations("sources.form");
  const { options, nameOf } = useFieldNames(own);
  const change = (key: string, part: Partial<FieldDraft>) =>
    onChange(fields.map((field) => (field.key === key ? { ...field, ...part } : field)));
  const taken = new Set(fields.map(({ field }) => field));
  const next = options.find(({ value }) => !taken.has(value));
  const up = (at: number) => {
    const moved = [...fields];
    const [one] = moved.splice(at, 1);
    if (one) moved.splice(at - 1, 0, one);
    onChange(moved);
  };
  return (
    <div className="flex flex-col gap-2">
      <span className="font-medium">{t("fields")}</span>
      <p className="text-12 text-muted-foreground">{t("fieldsHint")}</p>
      <ol className="flex flex-col gap-2">
        {fields.map((field, at) => (
          <li
            key={field.key}
            className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto_auto_auto] items-center gap-2 max-md:grid-cols-[1fr_auto_auto_auto]"
          >
            <NativeSelect
              inputSize="sm"
              aria-label={t("field")}
              value={field.field}
              onChange={({ target }) =>
                change(field.key, {
                  field: target.value,
                  ...(field.label === nameOf(field.field) ? { label: nameOf(target.value) } : {}),
                })
              }
              options={options.filter(({ value }) => value === field.field || !taken.has(value))}
            />
            <Input
              aria-label={t("label")}
              className="h-8 max-md:col-span-4 max-md:row-start-2"
              maxLength={100}
              value={field.label}
              onChange={(event) => change(field.key, { label: event.target.value })}
            />
            <span className="flex items-center gap-1.5 text-12">
              <Checkbox
                id={`required-${field.key}`}
                checked={field.required}
                onCheckedChange={(on) => change(field.key, { required: on === true })}
              />
              <label htmlFor={`required-${field.key}`}>{t("required")}</label>
            </span>
            <Button
              variant="ghost"
              size="sm"
              icon
              className={at === 0 ? "invisible" : ""}
              aria-label={t("up", { label: field.label })}
              onClick={() => up(at)}
            >
              <ArrowUp aria-hidden />
            </Button>
            <Button
              variant="ghost"
              size="sm"
              icon
              aria-label={t("removeField", { label: field.label })}
              onClick={() => onChange(fields.filter(({ key }) => key !== field.key))}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
      {next ? (
        <Button
          size="sm"
          className="self-start"
          lead={<Plus aria-hidden />}
          onClick={() => onChange([...fields, fieldDraft(next.value, next.label)])}
        >
          {t("addField")}
        </Button>
      ) : null}
    </div>
  );
}
