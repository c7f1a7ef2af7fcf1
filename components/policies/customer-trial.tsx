"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import type { ActionFailure } from "@/lib/action-result";
import { findHeldAction, traceCustomerAction } from "@/lib/policies/actions";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { CustomerTrace, HeldHit } from "@/lib/policies/trace-types";
import { TraceView } from "./trace-view";

const PAUSE_MS = 250;

/** The hits of a name, asked when the typing has paused. */
function useHits(poolId: string, q: string): readonly HeldHit[] | null {
  const [hits, setHits] = useState<readonly HeldHit[] | null>(null);
  useEffect(() => {
    if (!q) {
      setHits(null);
      return;
    }
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await findHeldAction({ poolId, q }).catch(() => null);
      if (current) setHits(answer?.ok ? answer.data : []);
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [poolId, q]);
  return hits;
}

/** The draft tried on one customer: for every running rule why it takes it, or doesn't. */
export function CustomerTrial({ poolId, document }: { poolId: string; document: PolicyDocument }) {
  const t = useTranslations("drafts.trace.try");
  const [q, setQ] = useState("");
  const [chosen, setChosen] = useState<HeldHit | null>(null);
  const hits = useHits(poolId, q.trim());
  if (chosen) {
    return (
      <Section title={t("title")}>
        <div className="flex items-center gap-2">
          <span className="min-w-0 truncate font-medium">
            {t("of", { name: chosen.name, owner: chosen.userName })}
          </span>
          <Button variant="text" size="xs" className="ms-auto" onClick={() => setChosen(null)}>
            {t("clear")}
          </Button>
        </div>
        <Trial {...{ poolId, document, customerId: chosen.customerId }} />
      </Section>
    );
  }
  return (
    <Section title={t("title")}>
      <Input
        inputSize="sm"
        type="search"
        aria-label={t("placeholder")}
        placeholder={t("placeholder")}
        maxLength={100}
        value={q}
        onChange={(event) => setQ(event.target.value)}
      />
      {hits?.length === 0 ? <p className="mt-1 text-12 text-muted-foreground">{t("none")}</p> : null}
      <ul className="mt-1">
        {hits?.map((hit) => (
          <li key={hit.customerId}>
            <button
              type="button"
              onClick={() => {
                setChosen(hit);
                setQ("");
              }}
              className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 text-start hover:bg-hover max-md:min-h-11"
            >
              <span className="min-w-0 truncate">{hit.name}</span>
              <span className="ms-auto shrink-0 text-12 text-muted-foreground">{hit.userName}</span>
            </button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Trial(props: { poolId: string; document: PolicyDocument; customerId: string }) {
  const { poolId, document, customerId } = props;
  const t = useTranslations("drafts.trace");
  const rules = useRuleWords();
  const { moment } = useMoments();
  const now = useNow();
  const [found, setFound] = useState<CustomerTrace | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const asked = JSON.stringify(document);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` is the document
  useEffect(() => {
    let current = true;
    const timer = setTimeout(async () => {
      const answer = await traceCustomerAction({ poolId, document, customerId }).catch(() => null);
      if (!current) return;
      setFound(answer?.ok ? answer.data : null);
      setFailure(answer?.ok ? null : (answer ?? { ok: false, error: "INTERNAL", params: {} }));
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [poolId, asked, customerId]);
  if (failure) return <FailureLine failure={failure} />;
  if (found?.traces.length === 0) return <p className="text-12 text-muted-foreground">{t("try.noRules")}</p>;
  return (
    <ul>
      {found?.traces.map((trace) => {
        const { id, name, clock } = trace.rule;
        return (
          <li key={id} className="mt-2">
            <span className="flex items-center gap-2">
              <span className="min-w-0 truncate">{rules.short({ id, name, ...clock })}</span>
              <Badge tone={trace.dueAt ? "warning" : "grey"} className="ms-auto">
                {trace.dueAt ? t("takes", { moment: moment(trace.dueAt, now) }) : t("takesNot")}
              </Badge>
            </span>
            <TraceView trace={trace} />
          </li>
        );
      })}
    </ul>
  );
}
