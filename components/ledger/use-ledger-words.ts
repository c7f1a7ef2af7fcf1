"use client";

import { useTranslations } from "next-intl";
import { useAllocationWords } from "@/components/allocation/use-allocation-words";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { UNREMINDED } from "@/lib/ledger/rules";
import type { LedgerRow } from "@/lib/ledger/types";
import { ALLOCATION_METHODS } from "@/lib/policies/allocation-rule";
import { knownFact, knownJob, knownReason } from "./words";

/** An instant as it is stored in facts, in either spelling. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** The words of ledger rows: why, who, and what was true. */
export function useLedgerWords() {
  const t = useTranslations("ledger");
  const release = useTranslations("enums.releaseReason");
  const invalid = useTranslations("enums.invalidReason");
  const rules = useRuleWords();
  const allocation = useAllocationWords();
  const { moment } = useMoments();
  const now = useNow();
  const reason = (stored: string): string => {
    const known = knownReason(stored);
    if (!known) return stored;
    if (known.group === "release") return release(known.reason);
    return known.group === "invalid" ? invalid(known.reason) : t(`reasons.${known.reason}`);
  };
  const who = ({ actor, job }: LedgerRow): string => actor?.name ?? t(`jobs.${knownJob(job ?? "")}`);
  const via = ({ token }: LedgerRow): string | null => (token ? t("viaToken", { token: token.name }) : null);
  const rule = (row: LedgerRow): string | null =>
    row.rule || row.allocation
      ? t("byRule", {
          rule: row.rule ? rules.short(row.rule) : row.allocation ? allocation(row.allocation) : "",
          version: row.policyVersion ?? "–",
        })
      : row.policyVersion
        ? t("underVersion", { version: row.policyVersion })
        : null;
  const why = (row: LedgerRow): string =>
    [row.reason ? reason(row.reason) : null, row.rule || row.allocation ? rule(row) : null]
      .filter(Boolean)
      .join(t("separator"));
  const fact = (key: string): string => {
    const known = knownFact(key);
    return known ? t(`facts.${known}`) : key;
  };
  const value = (row: LedgerRow, key: string, given: string | number | boolean | null): string => {
    if (given === null) return "–";
    if (key === "rule") return row.factRule ? rules.long(row.factRule) : String(given);
    const unreminded = key === "unreminded" ? UNREMINDED.find((one) => one === given) : undefined;
    if (unreminded) return t(`unreminded.${unreminded}`);
    const method = key === "method" ? ALLOCATION_METHODS.find((one) => one === given) : undefined;
    if (method) return t(`methods.${method}`);
    if (key === "policyVersion") return `v${given}`;
    if (typeof given === "string" && INSTANT.test(given)) return moment(given, now);
    return String(given);
  };
  return { reason, who, via, rule, why, fact, value };
}
