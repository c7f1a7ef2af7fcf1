"use client";

import { useTranslations } from "next-intl";
import { startTransition, useState } from "react";
import { v4 as newKey } from "uuid";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { claimCustomersAction, undoClaimsAction } from "@/lib/ownership/actions";
import type { Outcome } from "@/lib/ownership/claim-customers";
import { noteOwn, setMark } from "./claim-store";
import { type Claimable, UNDO_SECONDS, useDeadlineText } from "./use-claim";

/** The versions that were on the screen before, by customer. */
type Versions = ReadonlyMap<string, number>;
export type BulkResults = { outcomes: Outcome[]; undoUntil: number; versions: Versions };
type Won = Extract<Outcome, { ok: true }>;

export const wonOf = (outcomes: readonly Outcome[]): Won[] =>
  outcomes
    .filter((one): one is Won => one.ok)
    .sort((a, b) => ((a.held.dueAt ?? "9") < (b.held.dueAt ?? "9") ? -1 : 1));

type BulkHooks = { spend: (count: number) => void; onLost: (customer: Claimable) => void };

/** Claims several at once: every row answers for itself, one undo gives all of them back. */
export function useBulkClaim({ spend, onLost }: BulkHooks) {
  const t = useTranslations("pool.toast");
  const say = useErrorText();
  const deadline = useDeadlineText();
  const [results, setResults] = useState<BulkResults | null>(null);

  const undoAll = (won: readonly Won[], versions: Versions) => {
    setResults(null);
    for (const { customerId } of won) setMark(customerId, null);
    noteOwn(won.map(({ customerId }) => customerId));
    startTransition(async () => {
      spend(-won.length);
      const claims = won.map(({ customerId, held }) => ({ customerId, version: held.version }));
      const answer = await undoClaimsAction({ claims }, { key: newKey() }).catch(() => null);
      const kept = answer?.ok
        ? answer.data.filter((one) => !one.ok).map((one) => one.customerId)
        : claims.map((one) => one.customerId);
      for (const { customerId, held } of won) {
        const version = versions.get(customerId) ?? held.version;
        if (kept.includes(customerId)) setMark(customerId, { kind: "claimed", version, held });
      }
      const done = won.length - kept.length;
      if (answer && !answer.ok) notify({ tone: "problem", title: say(answer) });
      else if (answer === null) notify({ tone: "problem", title: t("noAnswer") });
      else if (kept.length > 0)
        notify({ tone: "problem", title: t("undonePart", { done, failed: kept.length }) });
      else notify({ title: t("undoneMany", { count: done }), seconds: 4 });
    });
  };

  const settle = (outcomes: Outcome[], versions: Versions) => {
    for (const outcome of outcomes) {
      const { customerId: id, name } = outcome;
      const version = versions.get(id) ?? 0;
      if (outcome.ok) setMark(id, { kind: "claimed", version, held: outcome.held });
      else if (outcome.error === "ALREADY_CLAIMED" && outcome.params.mine !== true) {
        const { ownerName } = outcome.params;
        setMark(id, { kind: "lost", version, ownerName: typeof ownerName === "string" ? ownerName : null });
        onLost({ id, name: name ?? "", version });
      } else setMark(id, null);
    }
    const won = wonOf(outcomes);
    const [first] = won;
    const undoUntil = Date.now() + UNDO_SECONDS * 1000;
    if (won.length < outcomes.length || !first) {
      setResults({ outcomes, undoUntil, versions });
      return;
    }
    notify({
      title: t("manyClaimed", { count: won.length }),
      detail: won.length > 1 ? t("manyDetail", { deadline: deadline(first.held) }) : deadline(first.held),
      undo: { seconds: UNDO_SECONDS, run: () => undoAll(won, versions) },
      action: { label: t("results"), run: () => setResults({ outcomes, undoUntil, versions }) },
    });
  };

  const claim = (customers: readonly Claimable[]) => {
    if (!navigator.onLine) {
      notify({ tone: "problem", title: t("offline") });
      return;
    }
    const versions = new Map(customers.map(({ id, version }) => [id, version]));
    for (const { id, version } of customers) setMark(id, { kind: "claimed", version, held: null });
    noteOwn(customers.map(({ id }) => id));
    startTransition(async () => {
      spend(customers.length);
      const customerIds = customers.map(({ id }) => id);
      const answer = await claimCustomersAction({ customerIds }, { key: newKey() }).catch(() => null);
      if (answer?.ok) return settle(answer.data, versions);
      for (const id of customerIds) setMark(id, null);
      notify({ tone: "problem", title: answer ? say(answer) : t("noAnswer"), seconds: 10 });
    });
  };
  const undoResults = () => {
    if (results) undoAll(wonOf(results.outcomes), results.versions);
  };
  return { claim, results, closeResults: () => setResults(null), undoResults };
}
