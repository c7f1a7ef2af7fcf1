import { useFormatter, useLocale, useTranslations } from "next-intl";
import { formatDay } from "@/lib/i18n/dates";
import { DAY, HOUR, MINUTE } from "@/lib/time";

export type Unit = "minutes" | "hours" | "days";

/** A duration in the unit in which one would say it, to one decimal below ten. */
export function inUnit(seconds: number): { amount: number; unit: Unit } {
  const ms = seconds * 1000;
  const [unit, size]: [Unit, number] =
    ms < HOUR ? ["minutes", MINUTE] : ms < 2 * DAY ? ["hours", HOUR] : ["days", DAY];
  const amount = ms / size;
  return {
    amount: unit !== "minutes" && amount < 10 ? Math.round(amount * 10) / 10 : Math.round(amount),
    unit,
  };
}

/** Numbers, shares, durations and days as the dashboard writes them. */
export function useFigures() {
  const t = useTranslations("dashboard");
  const format = useFormatter();
  const locale = useLocale();
  const number = (value: number) => format.number(value);
  const oneDecimal = (value: number) => format.number(value, { maximumFractionDigits: 1 });
  return {
    number,
    signed: (value: number) => format.number(value, { signDisplay: "exceptZero" }),
    /** A share in basis points as percent, without the sign. */
    percent: (bps: number) => oneDecimal(bps / 100),
    parts: (seconds: number) => {
      const { amount, unit } = inUnit(seconds);
      return { amount: oneDecimal(amount), unit: t(`unit.${unit}`) };
    },
    duration: (seconds: number) => {
      const { amount, unit } = inUnit(seconds);
      return t(`duration.${unit}`, { value: oneDecimal(amount) });
    },
    days: (days: number) => t("duration.days", { value: number(days) }),
    /** Month and day of a calendar day. */
    day: (day: string) => formatDay(new Date(`${day}T00:00:00Z`), { locale, timeZone: "UTC" }),
  };
}

export type Figures = ReturnType<typeof useFigures>;
