"use client";

import { useTranslations } from "next-intl";
import { PartSelect, part, Segments } from "@/components/rules/segment";
import { Switch } from "@/components/ui/switch";
import type { QuietHours } from "@/lib/policies/quiet-hours";

const HOURS = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));
const USUAL: QuietHours = [22, 8];

/** Hours of the day, or none: from one to another, over midnight too. */
export function HoursClause(props: {
  label: string;
  value: QuietHours | null;
  onChange: (value: QuietHours | null) => void;
}) {
  const { label, value, onChange } = props;
  const t = useTranslations("policy");
  const hour = (place: 0 | 1, hours: QuietHours) => (
    <PartSelect
      label={t(place === 0 ? "hours.from" : "hours.until")}
      value={String(hours[place])}
      options={HOURS.filter((one) => one.value !== String(hours[place === 0 ? 1 : 0]))}
      onChange={(next) => onChange(place === 0 ? [Number(next), hours[1]] : [hours[0], Number(next)])}
    />
  );
  return (
    <>
      <Switch
        aria-label={label}
        checked={value !== null}
        onCheckedChange={(on) => onChange(on ? USUAL : null)}
      />
      {value ? (
        <Segments>
          <span className={`${part} flex items-center`}>{label}</span>
          {hour(0, value)}
          <span className={`${part} flex items-center text-muted-foreground max-md:flex-none`}>
            {t("hours.to")}
          </span>
          {hour(1, value)}
        </Segments>
      ) : (
        <span className="text-muted-foreground">
          {label}
          <span className="ms-2 text-12">{t("value.off")}</span>
        </span>
      )}
    </>
  );
}
