"use client";

import { useTranslations } from "next-intl";
import { SPAN_UNITS, type Span } from "@/lib/conditions/schema";
import { NumberPart } from "./number-part";
import { PartSelect } from "./segment";

/** How long, as two parts: a number and its unit. */
export function SpanParts(props: {
  span: Span;
  wrong?: boolean;
  changed?: boolean;
  onChange: (span: Span) => void;
}) {
  const { span, wrong = false, changed = false, onChange } = props;
  const t = useTranslations("rules.builder");
  const units = useTranslations("rules.units");
  return (
    <>
      <NumberPart
        label={t("amount")}
        value={span.amount}
        {...{ wrong, changed }}
        onChange={(amount) => onChange({ ...span, amount })}
      />
      <PartSelect
        label={t("unit")}
        value={span.unit}
        options={SPAN_UNITS.map((value) => ({ value, label: units(value) }))}
        onChange={(unit) => onChange({ ...span, unit })}
        className="text-muted-foreground"
      />
    </>
  );
}
