"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAllocationWords } from "@/components/allocation/use-allocation-words";
import { useRuleWords } from "@/components/rules/use-rule-words";
import type { PolicyPreview } from "@/lib/policies/types";
import { usePolicyWords } from "./use-policy-words";

type Warning = PolicyPreview["warnings"][number];

/** Emptied books beyond these are counted: the people are listed anyway. */
const BOOKS_SHOWN = 2;

/** What an admin should know first, in words. */
export function Warnings({ warnings }: { warnings: readonly Warning[] }) {
  const t = useTranslations("policy.warnings");
  const words = usePolicyWords();
  const rules = useRuleWords();
  const allocation = useTranslations("allocation");
  const allocationWords = useAllocationWords();
  if (warnings.length === 0) return null;
  const say = (warning: Warning): string => {
    switch (warning.code) {
      case "NOTHING_RECLAIMS":
        return t("NOTHING_RECLAIMS");
      case "REMINDER_BEFORE_CLOCK":
        return t("REMINDER_BEFORE_CLOCK", {
          ...{ lead: words.lead(warning.leadMinutes), rule: rules.short(warning.rule) },
          clock: words.lead(warning.clockMinutes),
        });
      case "DAILY_ABOVE_WEEKLY":
        return t("DAILY_ABOVE_WEEKLY", { perDay: warning.perDay, perWeek: warning.perWeek });
      case "UNDECLARED_YEAR":
        return t("UNDECLARED_YEAR", {
          ...{ years: warning.years.join(words.comma), rule: rules.short(warning.rule) },
        });
      case "RULE_NEVER_TAKES":
      case "RULE_ASKS_FOR_LEAVE":
      case "RULE_TAKES_NOBODY":
        return t(warning.code, { rule: rules.short(warning.rule) });
      case "RULES_OVERLAP":
        return t("RULES_OVERLAP", {
          ...{ rule: rules.short(warning.rule), other: rules.short(warning.other), count: warning.count },
        });
      case "ALLOCATES_TO_NOBODY":
        return allocation("warnNobody", { rule: allocationWords(warning.allocation) });
      case "CLAIMS_SWITCHED_OFF":
        return t("CLAIMS_SWITCHED_OFF", { field: words.name(warning.field) });
      case "EMPTIES_BOOK":
        return t("EMPTIES_BOOK", {
          ...{ name: warning.name, hit: warning.hit, held: warning.held },
          share: Math.round((warning.hit / Math.max(1, warning.held)) * 100),
        });
    }
  };
  const books = warnings.filter(({ code }) => code === "EMPTIES_BOOK");
  const hidden = new Set(books.slice(BOOKS_SHOWN));
  return (
    <ul className="flex flex-col gap-1.5 border-hairline border-t px-5 py-3 max-md:px-4">
      {warnings
        .filter((warning) => !hidden.has(warning))
        .map((warning) => (
          <li key={say(warning)} className="flex gap-2 text-12 text-warning-text">
            <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
            {say(warning)}
          </li>
        ))}
      {hidden.size > 0 ? (
        <li className="ps-5.5 text-12 text-warning-text">{t("moreBooks", { count: hidden.size })}</li>
      ) : null}
    </ul>
  );
}
