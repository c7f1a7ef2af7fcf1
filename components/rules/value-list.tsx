"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";

type ListProps = { label: string; values: readonly string[]; onChange: (values: string[]) => void };

const without = (values: readonly string[], value: string) => values.filter((one) => one !== value);

/** Several of a closed list, as boxes to tick. */
export function ChoiceValues(props: ListProps & { options: readonly { value: string; label: string }[] }) {
  const { label, values, options, onChange } = props;
  const t = useTranslations("rules.builder");
  const id = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{label}</legend>
      {options.length === 0 ? (
        <p className="px-1.5 py-1 text-12 text-faint-foreground">{t("noOptions")}</p>
      ) : null}
      <div className="max-h-64 overflow-y-auto">
        {options.map(({ value, label: text }) => (
          <label
            key={value}
            htmlFor={`${id}-${value}`}
            className="flex h-7 cursor-pointer items-center gap-2 rounded-md px-1.5 hover:bg-muted max-md:h-11 max-md:text-14"
          >
            <Checkbox
              id={`${id}-${value}`}
              checked={values.includes(value)}
              onCheckedChange={(on) =>
                onChange(
                  on === true
                    ? options.flatMap((one) =>
                        one.value === value || values.includes(one.value) ? [one.value] : [],
                      )
                    : without(values, value),
                )
              }
            />
            <span className="truncate">{text}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const MOST_SUGGESTED = 8;

/** Several texts: typed, or taken from those in use. */
export function TypedValues(props: ListProps & { suggestions: readonly string[] }) {
  const { label, values, suggestions, onChange } = props;
  const t = useTranslations("rules.builder");
  const [typed, setTyped] = useState("");
  const word = typed.trim();
  const add = (value: string) => {
    setTyped("");
    if (value && !values.includes(value)) onChange([...values, value]);
  };
  const offered = suggestions
    .filter((one) => !values.includes(one) && one.toLowerCase().includes(word.toLowerCase()))
    .slice(0, MOST_SUGGESTED);
  return (
    <div className="flex flex-col gap-1.5">
      {values.length > 0 ? (
        <ul className="flex flex-wrap gap-1">
          {values.map((value) => (
            <li
              key={value}
              className="inline-flex h-6 items-stretch rounded-md bg-muted text-12 max-md:h-9 max-md:text-13"
            >
              <span className="flex items-center ps-2">{value}</span>
              <button
                type="button"
                aria-label={t("removeValue", { value })}
                onClick={() => onChange(without(values, value))}
                className="hit grid w-6 place-items-center text-muted-foreground hover:text-foreground"
              >
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <Input
        inputSize="sm"
        aria-label={label}
        placeholder={t("type")}
        value={typed}
        maxLength={200}
        enterKeyHint="done"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => add(word)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          add(word);
        }}
      />
      {offered.length > 0 ? (
        <ul className="flex flex-wrap gap-1">
          {offered.map((value) => (
            <li key={value}>
              <button
                type="button"
                // Before the field loses the focus and takes what was typed so far.
                onPointerDown={(event) => event.preventDefault()}
                onClick={() => add(value)}
                className="hit inline-flex h-6 items-center rounded-md border border-border border-dashed px-2 text-12 text-muted-foreground hover:bg-hover hover:text-foreground max-md:h-9 max-md:text-13"
              >
                {value}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
