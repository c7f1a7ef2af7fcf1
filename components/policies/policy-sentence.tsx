"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { RuleSentence } from "@/components/rules/rule-sentence";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { FieldChange } from "@/lib/policies/rules";
import type { PolicyDocument } from "@/lib/policies/schema";
import { fieldAnchor, type PolicyField, valueAt } from "./fields";
import { usePolicyWords } from "./use-policy-words";

type SentenceProps = {
  document: PolicyDocument;
  changes: ReadonlyMap<string, FieldChange>;
  /** The version that a changed token is compared with. */
  version: number;
  className?: string;
};

/** Values that may need more than a line; the others keep their number and unit together. */
const LONG: ReadonlySet<PolicyField> = new Set(["qualifying.channels", "qualifying.outcomes"]);

/** How customers go back, a sentence a rule, in their order. */
export function RuleSentences({ document, poolName }: { document: PolicyDocument; poolName: string }) {
  const t = useTranslations("policy.sentence");
  const rules = useTranslations("rules.sentence");
  if (document.returnRules.length === 0) return <p>{t("nothingGoesBack")}</p>;
  return (
    <ol className="flex flex-col gap-1">
      {document.returnRules.map((rule, index) => (
        <li key={rule.id} className={cn("flex gap-2", !rule.on && "text-muted-foreground")}>
          <span className="text-faint-foreground">{index + 1}</span>
          <span>
            {rule.name ? <b className="me-2 font-medium">{rule.name}</b> : null}
            <RuleSentence rule={rule} poolName={poolName} /> {rule.on ? null : <Badge>{rules("off")}</Badge>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** The rules of claims and follow-ups as sentences; a changed word is tinted, and every word leads to its field. */
export function PolicySentence({ document, changes, version, className }: SentenceProps) {
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
  const { holdingCap, claimLimits, coolDownDays, protection, qualifying, freezeHours, bounceGuard } =
    document;
  return (
    <p className={cn("text-pretty text-20 leading-9 max-md:text-16 max-md:leading-8", className)}>
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
      {t.rich("freeze", {
        ...{ off: off(freezeHours === 0), value: value("freezeHours"), v: token("freezeHours") },
      })}
      {t.rich("guard", {
        ...{ off: off(bounceGuard === null), value: value("bounceGuard"), v: token("bounceGuard") },
      })}
      {t.rich("sweepGuard", {
        ...{
          off: off(document.guard.factor === null),
          value: value("guard.factor"),
          v: token("guard.factor"),
        },
        ...{ least: value("guard.atLeast"), n: token("guard.atLeast") },
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
