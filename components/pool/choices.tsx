"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

export type ChoicesProps = {
  label: string;
  values: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

const SEARCH_ABOVE = 8;
const CHIPS_SHOWN = 9;

/** The values in their order, those chosen at the opening first: also when the pool no longer has them. */
function useChoices({ values, chosen, onChange }: ChoicesProps) {
  const [find, setFind] = useState("");
  const [first] = useState(chosen);
  const all = [...new Set([...first, ...values])];
  const word = find.trim().toLowerCase();
  return {
    ...{ find, setFind, all },
    found: all.filter((value) => value.toLowerCase().includes(word)),
    toggle: (value: string) =>
      onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value]),
  };
}

/** Several of a list of values as boxes to tick, with one to find a value when they are many. */
export function ChoiceList(props: ChoicesProps) {
  const t = useTranslations("pool.filters");
  const id = useId();
  const { find, setFind, all, found, toggle } = useChoices(props);
  return (
    <fieldset className="min-w-0">
      <legend className="sr-only">{props.label}</legend>
      {all.length > SEARCH_ABOVE ? (
        <Input
          inputSize="sm"
          type="search"
          aria-label={t("find")}
          placeholder={t("find")}
          value={find}
          onChange={(event) => setFind(event.target.value)}
          className="mb-1.5"
        />
      ) : null}
      {found.length === 0 ? <p className="px-1.5 py-1 text-12 text-faint-foreground">{t("none")}</p> : null}
      <div className="max-h-64 overflow-y-auto">
        {found.map((value, index) => (
          <label
            key={value}
            htmlFor={`${id}-${index}`}
            className="flex h-7 cursor-pointer items-center gap-2 rounded-md px-1.5 hover:bg-muted"
          >
            <Checkbox
              id={`${id}-${index}`}
              checked={props.chosen.includes(value)}
              onCheckedChange={() => toggle(value)}
            />
            <span className="truncate">{value}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Several of a list of values as chips for a finger; a long list opens to the whole. */
export function ChoiceChips(props: ChoicesProps) {
  const t = useTranslations("pool.filters");
  const { all, toggle } = useChoices(props);
  const [open, setOpen] = useState(false);
  const shown = open || all.length <= CHIPS_SHOWN + 1 ? all : all.slice(0, CHIPS_SHOWN);
  const look =
    "inline-flex h-11 min-w-11 items-center justify-center rounded-phone border border-border bg-background px-3 text-14 transition-colors duration-80";
  return (
    <fieldset aria-label={props.label} className="flex min-w-0 flex-wrap gap-2">
      {all.length === 0 ? <p className="py-1 text-12 text-faint-foreground">{t("none")}</p> : null}
      {shown.map((value) => (
        <button
          key={value}
          type="button"
          aria-pressed={props.chosen.includes(value)}
          onClick={() => toggle(value)}
          className={cn(
            look,
            "aria-pressed:border-primary aria-pressed:bg-primary-subtle aria-pressed:font-medium aria-pressed:text-primary-text",
          )}
        >
          {value}
        </button>
      ))}
      {shown.length < all.length ? (
        <button type="button" onClick={() => setOpen(true)} className={cn(look, "text-muted-foreground")}>
          {t("showAll", { count: all.length })}
        </button>
      ) : null}
    </fieldset>
  );
}
