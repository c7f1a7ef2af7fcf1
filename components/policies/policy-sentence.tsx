"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { PolicyChange } from "@/lib/policies/rules";
import type { PolicyDocument } from "@/lib/policies/schema";
import { type PolicyField, valueAt } from "./fields";
import { usePolicyWords } from "./use-policy-words";

type SentenceProps = {
  document: PolicyDocument;
  poolName: string;
  changes: ReadonlyMap<string, PolicyChange>;
  /** The version that a changed token is compared with. */
  version: number;
  className?: string;
};

const CLOCKS = ["firstContactHours", "noFollowUpDays", "noDealDays"] as const;

/** Values that may need more than a line; the others keep their number and unit together. */
const LONG: ReadonlySet<PolicyField> = new Set([
  "reminderLeadMinutes",
  "qualifying.channels",
  "qualifying.outcomes",
]);

/** The place in the form where a field is edited. */
export const fieldAnchor = (field: PolicyField): string => `field-${field.replace(".", "-")}`;

/** The whole policy as sentences; a changed word is tinted, and every word leads to its field. */
export function PolicySentence({ document, poolName, changes, version, className }: SentenceProps) {
  const t = useTranslations("policy.sentence");
  const words = usePolicyWords();
  const value = (field: PolicyField) => words.value(field, valueAt(document, field));
  const token = (field: PolicyField) => (chunks: ReactNode) => {
    const change = changes.get(field);
    const was = change ? t("was", { version, value: words.value(field, change.from) }) : undefined;
    return (
      <Token key={field} field={field} was={was}>
        {chunks}
      </Token>
    );
  };
  const off = (yes: boolean) => (yes ? "yes" : "no");
  const running = CLOCKS.filter((field) => document[field] !== null);
  const resting = CLOCKS.filter((field) => document[field] === null);
  const { holdingCap, claimLimits, coolDownDays, protection, reminderLeadMinutes, qualifying } = document;
  return (
    <p className={cn("text-pretty text-20 leading-9 max-md:text-16 max-md:leading-8", className)}>
      {running.map((field, index) => (
        <span key={field}>
          {index > 0 ? t(index === running.length - 1 ? "or" : "comma") : null}
          {t.rich(`clock.${field}`, { v: token(field), value: value(field) })}
        </span>
      ))}
      {running.length > 0
        ? t.rich("goesBack", { pool: poolName, b: (chunks) => <b className="font-medium">{chunks}</b> })
        : t("nothingGoesBack")}
      {resting.map((field) => (
        <span key={field}>{t.rich(`resting.${field}`, { v: token(field) })}</span>
      ))}
      {t.rich("reminders", {
        ...{ off: off(reminderLeadMinutes.length === 0), value: value("reminderLeadMinutes") },
        v: token("reminderLeadMinutes"),
      })}
      {t.rich("claims", {
        ...{ capOff: off(holdingCap === null), cap: value("holdingCap"), won: value("won.countsTowardsCap") },
        ...{ dayOff: off(claimLimits.perDay === null), day: value("claimLimits.perDay") },
        ...{ weekOff: off(claimLimits.perWeek === null), week: value("claimLimits.perWeek") },
        ...{ c: token("holdingCap"), w: token("won.countsTowardsCap") },
        ...{ d: token("claimLimits.perDay"), k: token("claimLimits.perWeek") },
      })}
      {t.rich("coolDown", {
        ...{ off: off(coolDownDays === 0), value: value("coolDownDays"), v: token("coolDownDays") },
      })}
      {t.rich("protection", {
        ...{ off: off(protection.maxCustomers === 0), most: value("protection.maxCustomers") },
        ...{
          days: value("protection.maxDays"),
          m: token("protection.maxCustomers"),
          d: token("protection.maxDays"),
        },
      })}
      {t.rich("mask", { on: String(document.maskContacts), v: token("maskContacts") })}
      {t.rich("qualifying", {
        ...{ channels: value("qualifying.channels"), outcomes: value("qualifying.outcomes") },
        ...{ off: off(qualifying.minNoteLength === 0), note: value("qualifying.minNoteLength") },
        ...{
          c: token("qualifying.channels"),
          o: token("qualifying.outcomes"),
          n: token("qualifying.minNoteLength"),
        },
      })}
    </p>
  );
}

function Token({
  field,
  was,
  children,
}: {
  field: PolicyField;
  was: string | undefined;
  children: ReactNode;
}) {
  return (
    <a
      href={`#${fieldAnchor(field)}`}
      title={was}
      className={cn(
        "mx-0.5 rounded-sm box-decoration-clone px-1.5 py-0.5 font-medium",
        !LONG.has(field) && "whitespace-nowrap",
        was ? "bg-warning-subtle text-warning-text" : "bg-primary-subtle text-primary-text",
      )}
    >
      {children}
      {was ? <span className="sr-only">{`（${was}）`}</span> : null}
    </a>
  );
}
