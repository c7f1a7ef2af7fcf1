"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { UnknownNote } from "@/components/simulation/unknown-note";
import { Badge } from "@/components/ui/badge";
import { DialogContent } from "@/components/ui/dialog";
import { Meter } from "@/components/ui/meter";
import { Skeleton } from "@/components/ui/skeleton";
import type { ActionFailure } from "@/lib/action-result";
import { getDraftObservationAction } from "@/lib/policy-drafts/actions";
import type { DraftObservation } from "@/lib/policy-drafts/types";
import type { usePolicyDraft } from "./use-policy-draft";

/** Whom the observed draft would have taken: how many, whose, and which. */
export function ObservationDialog({ edit }: { edit: ReturnType<typeof usePolicyDraft> }) {
  const { poolId } = edit.base;
  const since = edit.keeping.info?.observation?.since;
  const t = useTranslations("drafts.observe");
  const unknown = useTranslations("simulation.unknown");
  const { moment } = useMoments();
  const now = useNow();
  const [seen, setSeen] = useState<DraftObservation | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  useEffect(() => {
    let current = true;
    void getDraftObservationAction({ poolId }).then((answer) => {
      if (!current) return;
      if (answer.ok) setSeen(answer.data);
      else setFailure(answer);
    });
    return () => {
      current = false;
    };
  }, [poolId]);
  return (
    <DialogContent
      width="md"
      title={t("title")}
      {...(since ? { description: t("text", { moment: moment(since, now) }) } : {})}
    >
      <FailureLine failure={failure} />
      {seen ? <Observed seen={seen} /> : failure ? null : <Skeleton className="h-40" />}
      {seen ? (
        <UnknownNote
          title={unknown("observedTitle")}
          unknown={seen.unknown}
          of="observation"
          className="mt-4 border-hairline border-t pt-3"
        />
      ) : null}
    </DialogContent>
  );
}

function Observed({ seen }: { seen: DraftObservation }) {
  const t = useTranslations("drafts.observe");
  const { moment } = useMoments();
  const now = useNow();
  const rules = useRuleWords();
  if (seen.seen === 0) return <p className="text-muted-foreground">{t("none")}</p>;
  const most = Math.max(...seen.people.map((one) => one.seen));
  return (
    <>
      <h3 className="mb-1 font-medium text-12 text-muted-foreground">{t("byRep")}</h3>
      <ul>
        {seen.people.map((one) => (
          <li key={one.userId} className="grid grid-cols-[88px_1fr_40px] items-center gap-2 leading-6">
            <Link href={`/members/${one.userId}`} className="truncate hover:text-primary-text">
              {one.name}
            </Link>
            <Meter label={`${one.name} ${one.seen}`} value={one.seen} max={most} />
            <span className="text-end">{one.seen}</span>
          </li>
        ))}
      </ul>
      <h3 className="mt-3 mb-1 font-medium text-12 text-muted-foreground">{t("customers")}</h3>
      <ul>
        {seen.customers.map((one) => (
          <li
            key={`${one.customerId}${one.userId}`}
            className="border-hairline border-b py-1.5 last:border-b-0"
          >
            <span className="flex items-center gap-2">
              <Link
                href={`/customers/${one.customerId}`}
                className="truncate font-medium hover:text-primary-text"
              >
                {one.name}
              </Link>
              {one.held ? null : <Badge>{t("gone")}</Badge>}
              <span className="ms-auto shrink-0 text-muted-foreground">{one.userName}</span>
            </span>
            <span className="text-12 text-muted-foreground">
              {t("would", { moment: moment(one.dueAt, now), rule: one.rule ? rules.short(one.rule) : "" })}
            </span>
          </li>
        ))}
      </ul>
      {seen.customers.length < seen.seen ? (
        <p className="mt-1 text-12 text-faint-foreground">
          {t("more", { shown: seen.customers.length, seen: seen.seen })}
        </p>
      ) : null}
    </>
  );
}
