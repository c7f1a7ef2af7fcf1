"use client";

import { useTranslations } from "next-intl";
import { useLeadText } from "@/components/rules/use-rule-sentence";
import type { Channel, Outcome } from "@/db/enums";
import { CHANNELS, OUTCOMES } from "@/db/enums";
import type { PolicyValue } from "@/lib/policies/rules";
import { WORTHS, type Worth } from "@/lib/policies/schema";
import { isPolicyField, type PolicyField } from "./fields";

type Kind =
  | "cap"
  | "days"
  | "coolDown"
  | "protection"
  | "counts"
  | "masks"
  | "note"
  | "list"
  | "hours"
  | "returns"
  | "times"
  | "atLeast"
  | "daysOrOff"
  | "countTimes"
  | "seconds"
  | "switch"
  | "minutes";

/** Limits whose 0 is that they are switched off. */
const OFF_AT_NONE: ReadonlySet<Kind> = new Set([
  ...(["protection", "note", "hours", "daysOrOff", "seconds", "minutes"] as const),
]);

const KINDS: Record<PolicyField, Kind> = {
  holdingCap: "cap",
  "won.countsTowardsCap": "counts",
  "claimLimits.perDay": "cap",
  "claimLimits.perWeek": "cap",
  coolDownDays: "coolDown",
  "protection.maxCustomers": "protection",
  "protection.maxDays": "days",
  maskContacts: "masks",
  "qualifying.channels": "list",
  "qualifying.outcomes": "list",
  "qualifying.minNoteLength": "note",
  freezeHours: "hours",
  bounceGuard: "returns",
  autoAllocate: "switch",
  overflowOrder: "list",
  quietHours: "list",
  "requests.waitDays": "daysOrOff",
  "requests.perTenure": "countTimes",
  "requests.maxDays": "days",
  "qualifying.evidenceFor": "list",
  "sham.sameTextDays": "daysOrOff",
  "sham.inARowSeconds": "seconds",
  "sham.lastMinutes": "minutes",
  "sham.counts": "counts",
  "guard.factor": "times",
  "guard.atLeast": "atLeast",
};

const isChannel = (value: unknown): value is Channel => (CHANNELS as readonly unknown[]).includes(value);
const isOutcome = (value: unknown): value is Outcome => (OUTCOMES as readonly unknown[]).includes(value);

const isWorth = (value: unknown): value is Worth => (WORTHS as readonly unknown[]).includes(value);

/** The values of a policy in words: `20 位`, `不限`, `接通、有意向`. */
export function usePolicyWords() {
  const t = useTranslations("policy");
  const channels = useTranslations("enums.channel");
  const outcomes = useTranslations("enums.outcome");
  const lead = useLeadText();
  const onOff = useTranslations("rules.changes");
  const listOf = (field: PolicyField, values: readonly (string | number)[]) => {
    if (field === "quietHours") {
      const [from, until] = values.map((hour) => `${String(hour).padStart(2, "0")}:00`);
      return t("value.between", { from: from ?? "", until: until ?? "" });
    }
    if (field === "overflowOrder") {
      return values.flatMap((one) => (isWorth(one) ? [t(`worth.${one}`)] : [])).join(t("comma"));
    }
    const all = field === "qualifying.outcomes" ? OUTCOMES : CHANNELS;
    if (values.length === 0) return t("value.none");
    if (values.length === all.length) return t("value.all");
    const words = all
      .filter((one) => values.includes(one))
      .map((one) => (isChannel(one) ? channels(one) : isOutcome(one) ? outcomes(one) : ""));
    return words.join(t("comma"));
  };
  const value = (field: PolicyField, given: PolicyValue): string => {
    const kind = KINDS[field];
    if (Array.isArray(given)) return listOf(field, given);
    if (typeof given === "boolean") {
      if (kind === "switch") return onOff(given ? "on" : "off");
      return t(`value.${kind === "masks" ? "masks" : "counts"}`, { on: String(given) });
    }
    if (given === null) return t(kind === "cap" ? "value.unlimited" : "value.off");
    const count = Number(given);
    if (kind === "coolDown" && count === 0) return t("value.none");
    if (OFF_AT_NONE.has(kind) && count === 0) return t("value.off");
    if (kind === "countTimes") return t("value.countTimes", { count });
    if (kind === "times") return t("value.times", { count });
    if (kind === "atLeast") return t("value.customers", { count });
    if (kind === "hours" || kind === "returns" || kind === "seconds" || kind === "minutes")
      return t(`value.${kind}`, { count });
    if (kind === "note") return t("value.characters", { count });
    return kind === "cap" || kind === "protection"
      ? t("value.customers", { count })
      : t("value.days", { count });
  };
  const name = (field: string): string => (isPolicyField(field) ? t(`fields.${field}`) : field);
  return { value, name, lead, comma: t("comma") };
}
