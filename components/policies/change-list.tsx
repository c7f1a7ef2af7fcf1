"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useAllocationSentence } from "@/components/allocation/use-allocation-sentence";
import { useAllocationWords } from "@/components/allocation/use-allocation-words";
import { RuleSentence } from "@/components/rules/rule-sentence";
import { usePoolRuleSentence } from "@/components/rules/use-pool-rule-sentence";
import { differing, useRuleFacets } from "@/components/rules/use-rule-facets";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Badge } from "@/components/ui/badge";
import { allocationBrief } from "@/lib/policies/allocation-rule";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import type {
  AllocationRuleChange,
  FieldChange,
  PolicyChange,
  PoolRuleChange,
  RuleChange,
} from "@/lib/policies/rules";
import { isPolicyField } from "./fields";
import { usePolicyWords } from "./use-policy-words";

type ListProps = { changes: readonly PolicyChange[]; poolName: string };

/** What differs between two versions: field by field, then rule by rule, each before and after. */
export function ChangeList({ changes, poolName }: ListProps) {
  return (
    <ul className="flex flex-col gap-1">
      {changes.map((change) =>
        change.kind === "field" ? (
          <FieldItem key={change.field} change={change} />
        ) : change.kind === "pool_rule" ? (
          <PoolRuleItem key={`pool-${change.id}`} change={change} />
        ) : change.kind === "allocation_rule" ? (
          <AllocationRuleItem key={`allocation-${change.id}`} change={change} />
        ) : (
          <RuleItem key={`rule-${change.id}`} change={change} poolName={poolName} />
        ),
      )}
    </ul>
  );
}

/** What it was, an arrow, what it becomes. */
function Becomes({
  name,
  from,
  to,
  children,
}: {
  name: string;
  from: string;
  to: string;
  children?: ReactNode;
}) {
  const t = useTranslations("policy.preview");
  return (
    <>
      <span className="text-muted-foreground">{name}</span>
      <span className="text-muted-foreground line-through">{from}</span>
      <ArrowRight aria-label={t("becomes")} className="size-3 shrink-0 text-faint-foreground" />
      <span className="font-medium">{to}</span>
      {children}
    </>
  );
}

function FieldItem({ change: { field, from, to, effect } }: { change: FieldChange }) {
  const t = useTranslations("policy.effect");
  const words = usePolicyWords();
  if (!isPolicyField(field)) return null;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Becomes name={words.name(field)} from={words.value(field, from)} to={words.value(field, to)}>
        {effect === "other" ? null : (
          <Badge tone={effect === "stricter" ? "warning" : "grey"}>{t(effect)}</Badge>
        )}
      </Becomes>
    </li>
  );
}

const briefOfRule = ({ id, name, clock }: ReturnRule) => ({ id, name, ...clock });

function RuleItem({ change, poolName }: { change: RuleChange; poolName: string }) {
  const t = useTranslations("rules.changes");
  const words = useRuleWords();
  const facets = useRuleFacets(poolName);
  const { from, to, moved } = change;
  const one = to ?? from;
  if (!one) return null;
  if (moved)
    return <li className="text-muted-foreground">{t("moved", { rule: words.long(briefOfRule(one)) })}</li>;
  if (!from || !to) {
    return (
      <li>
        <Badge tone={to ? "warning" : "grey"}>{t(to ? "added" : "removed")}</Badge>{" "}
        <span className={to ? "" : "text-muted-foreground line-through"}>
          <RuleSentence rule={one} poolName={poolName} />
        </span>
      </li>
    );
  }
  const before = facets(from);
  const after = facets(to);
  return (
    <li>
      <b className="font-medium">{words.long(briefOfRule(to))}</b>
      <ul className="ps-3">
        {differing(before, after).map((facet) => (
          <li key={facet} className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <Becomes name={t(facet)} from={before[facet]} to={after[facet]} />
          </li>
        ))}
      </ul>
    </li>
  );
}

function PoolRuleItem({ change: { from, to, moved } }: { change: PoolRuleChange }) {
  const pool = useTranslations("rules.pool");
  const words = useRuleWords();
  const { text, facets } = usePoolRuleSentence();
  const one = to ?? from;
  if (!one) return null;
  return (
    <ChangedRule
      {...{ moved, name: words.long(poolRuleBrief(one)), sentence: text(one) }}
      {...{ from: from && facets(from), to: to && facets(to) }}
      nameOf={(facet) => (facet === "stay" || facet === "end" ? pool(facet) : null)}
    />
  );
}

function AllocationRuleItem({ change: { from, to, moved } }: { change: AllocationRuleChange }) {
  const t = useTranslations("allocation");
  const words = useAllocationWords();
  const { text, facets } = useAllocationSentence();
  const one = to ?? from;
  if (!one) return null;
  return (
    <ChangedRule
      {...{ moved, name: words(allocationBrief(one)), sentence: text(one) }}
      {...{ from: from && facets(from), to: to && facets(to) }}
      nameOf={(facet) => (facet === "to" || facet === "method" || facet === "perDay" ? t(facet) : null)}
    />
  );
}

const COMMON = ["state", "name", "when", "except"] as const;

/** A rule that came or went as its sentence, a changed one facet by facet. */
function ChangedRule<F extends Record<string, string>>(props: {
  name: string;
  sentence: string;
  moved: boolean;
  from: F | null;
  to: F | null;
  /** What a facet of its own is called. */
  nameOf: (facet: string) => string | null;
}) {
  const { name, sentence, moved, from, to, nameOf } = props;
  const t = useTranslations("rules.changes");
  if (moved) return <li className="text-muted-foreground">{t("moved", { rule: name })}</li>;
  if (!from || !to) {
    return (
      <li>
        <Badge tone={to ? "warning" : "grey"}>{t(to ? "added" : "removed")}</Badge>{" "}
        <span className={to ? "" : "text-muted-foreground line-through"}>{sentence}</span>
      </li>
    );
  }
  const said = (facet: string, value: string) =>
    facet === "state" ? t(value === "on" ? "on" : "off") : value || t("unnamed");
  const called = (facet: string): string => {
    const common = COMMON.find((one) => one === facet);
    return nameOf(facet) ?? (common ? t(common) : facet);
  };
  return (
    <li>
      <b className="font-medium">{name}</b>
      <ul className="ps-3">
        {Object.keys(to)
          .filter((facet) => from[facet] !== to[facet])
          .map((facet) => (
            <li key={facet} className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
              <Becomes
                name={called(facet)}
                from={said(facet, from[facet] ?? "")}
                to={said(facet, to[facet] ?? "")}
              />
            </li>
          ))}
      </ul>
    </li>
  );
}
