"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { Field } from "@/lib/conditions/fields";
import type { Clause } from "@/lib/conditions/schema";
import { minorUnits, typedAmount } from "@/lib/custom-fields/money";
import { isMoney, useRuleNames } from "./names";
import { NumberPart } from "./number-part";
import { PartInput, PartSelect, part } from "./segment";
import { SpanParts } from "./span-parts";
import { Surface } from "./surface";
import { useFieldWords } from "./use-condition-words";
import { ChoiceValues, TypedValues } from "./value-list";

type ValuePartProps<C extends Clause = Clause> = {
  clause: C;
  field: Field | undefined;
  wrong: boolean;
  onChange: (clause: Clause) => void;
};

const YES_NO = ["true", "false"] as const;

/** The value of a clause, to be chosen or typed as its field and operator want it. */
export function ValuePart({ clause, field, wrong, onChange }: ValuePartProps) {
  const t = useTranslations("rules.builder");
  const common = useTranslations("common");
  if ("values" in clause) return <ValuesPart {...{ clause, field, wrong, onChange }} />;
  if ("number" in clause) return <AmountPart {...{ clause, field, wrong, onChange }} />;
  if ("span" in clause) {
    return <SpanParts span={clause.span} wrong={wrong} onChange={(span) => onChange({ ...clause, span })} />;
  }
  if ("flag" in clause) {
    return (
      <PartSelect
        label={t("valueLabel")}
        value={clause.flag ? "true" : "false"}
        options={YES_NO.map((value) => ({ value, label: common(value === "true" ? "yes" : "no") }))}
        onChange={(value) => onChange({ ...clause, flag: value === "true" })}
      />
    );
  }
  if ("text" in clause) {
    return (
      <PartInput
        aria-label={t("valueLabel")}
        value={clause.text}
        maxLength={200}
        onChange={(event) => onChange({ ...clause, text: event.target.value })}
        className="w-40"
      />
    );
  }
  if ("day" in clause) {
    return (
      <PartInput
        type="date"
        aria-label={t("valueLabel")}
        value={clause.day}
        onChange={(event) => onChange({ ...clause, day: event.target.value })}
      />
    );
  }
  return null;
}

/** A number, or an amount of money as people write it. */
function AmountPart({ clause, wrong, onChange }: ValuePartProps<Extract<Clause, { number: number }>>) {
  const t = useTranslations("rules.builder");
  const names = useRuleNames();
  const money = isMoney(clause.field, names);
  return (
    <>
      {money ? (
        <span className={cn(part, "flex items-center text-faint-foreground")}>{names.currency}</span>
      ) : null}
      <NumberPart
        label={t("valueLabel")}
        value={clause.number}
        whole={false}
        wrong={wrong}
        {...(money
          ? {
              write: (value: number) => typedAmount(value, names.currency),
              read: (text: string) => minorUnits(text.trim(), names.currency) ?? Number.NaN,
            }
          : {})}
        onChange={(number) => onChange({ ...clause, number })}
        className="w-24"
      />
    </>
  );
}

function ValuesPart({ clause, field, onChange }: ValuePartProps<Extract<Clause, { values: string[] }>>) {
  const t = useTranslations("rules.builder");
  const comma = useTranslations("rules.clause")("comma");
  const names = useRuleNames();
  const words = useFieldWords();
  const { values } = clause;
  const change = (next: string[]) => onChange({ ...clause, values: next });
  const closed = clause.field === "ownerTeam" ? names.teams.map(({ id }) => id) : field?.options;
  const label = words.name(clause.field);
  const shown = values.map((value) => words.value(clause.field, value)).join(comma);
  return (
    <Surface
      title={label}
      shown={
        <span className={cn("truncate", values.length === 0 && "text-faint-foreground")}>
          {shown || t("choose")}
        </span>
      }
      className={cn(part, "max-w-72 max-md:flex-[1.6]")}
    >
      {() =>
        closed ? (
          <ChoiceValues
            {...{ label, values }}
            options={closed.map((value) => ({ value, label: words.value(clause.field, value) }))}
            onChange={change}
          />
        ) : (
          <TypedValues
            {...{ label, values }}
            suggestions={names.suggestions[clause.field] ?? []}
            onChange={change}
          />
        )
      }
    </Surface>
  );
}
