"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { FieldFilter } from "@/lib/custom-fields/filters";
import { typedAmount } from "@/lib/custom-fields/money";
import { parseText } from "@/lib/custom-fields/parse-text";
import type { FieldDef } from "@/lib/custom-fields/types";
import { ToggleChips } from "./toggle-chips";

type FieldFilterEditorProps = {
  field: FieldDef;
  filter: FieldFilter | undefined;
  onChange: (filter: FieldFilter) => void;
};

/** The choice behind a filter by one of the organisation's own fields. Every choice counts at once. */
export function FieldFilterEditor({ field, filter, onChange }: FieldFilterEditorProps) {
  const common = useTranslations("common");
  const { key, label, type, options } = field;
  const any = filter?.any ?? [];
  if (type === "choice" || type === "multiple_choice" || type === "yes_no") {
    const choices =
      type === "yes_no"
        ? (["yes", "no"] as const).map((value) => ({ value, label: common(value) }))
        : options;
    return (
      <ToggleChips
        label={label}
        className="max-h-72 overflow-y-auto"
        options={choices.map((one) => ({ value: one.value as string, label: one.label }))}
        chosen={any}
        onChange={(chosen) => onChange({ key, any: chosen, from: null, to: null })}
      />
    );
  }
  const { from = null, to = null } = filter ?? {};
  return (
    <div className="grid grid-cols-2 gap-2">
      <Bound
        side="from"
        field={field}
        value={from}
        onChange={(next) => onChange({ key, any: [], from: next, to })}
      />
      <Bound
        side="to"
        field={field}
        value={to}
        onChange={(next) => onChange({ key, any: [], from, to: next })}
      />
    </div>
  );
}

type BoundProps = {
  side: "from" | "to";
  field: FieldDef;
  value: string | null;
  onChange: (value: string | null) => void;
};

/** One end of a range: it counts when it is left or Enter is pressed, and only when it can be read. */
function Bound({ side, field, value, onChange }: BoundProps) {
  const t = useTranslations("fields.filter");
  const shown =
    value === null ? "" : field.type === "money" ? typedAmount(Number(value), field.currency) : value;
  const [typed, setTyped] = useState(shown);
  const [of, setOf] = useState(shown);
  if (of !== shown) {
    setOf(shown);
    setTyped(shown);
  }
  const settle = () => {
    const read = typed.trim() === "" ? null : parseText(field, typed);
    if (read === null && typed.trim() !== "") return setTyped(shown);
    const next = read === null ? null : String(read);
    if (next !== value) onChange(next);
  };
  return (
    <Field
      label={t(`${side}Label`)}
      aside={field.type === "money" && side === "to" ? field.currency : undefined}
    >
      {(control) => (
        <Input
          {...control}
          inputSize="sm"
          type={field.type === "date" ? "date" : "text"}
          inputMode={field.type === "date" ? undefined : "decimal"}
          aria-label={`${field.label} ${t(`${side}Label`)}`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === "Enter") settle();
          }}
        />
      )}
    </Field>
  );
}
