"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { startTransition } from "react";
import { v4 as newKey } from "uuid";
import { useMoments } from "@/components/customers/use-moments";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ActionFailure } from "@/lib/action-result";
import { actOf } from "@/lib/i18n/rule-text";
import { claimCustomerAction, undoClaimAction } from "@/lib/ownership/actions";
import type { Held } from "@/lib/ownership/give-to";
import { UNDO_WINDOW_MS } from "@/lib/ownership/rules";
import { noteOwn, setMark } from "./claim-store";

/** A pooled customer as whoever claims it knows it. */
export type Claimable = { id: string; name: string; version: number };

export type ClaimHooks = {
  /** The pool's name, for the sentence of an undo. */
  poolName: string;
  /** Called in the transition of the claim: what is shown of the quota meanwhile. */
  spend?: (count: number) => void;
  onLost?: (customer: Claimable) => void;
  /** The way on after a lost race. */
  similar?: (customer: Claimable) => (() => void) | undefined;
};

export const UNDO_SECONDS = UNDO_WINDOW_MS / 1000;

/** The promise of a claim in half a sentence: 11-20 周五 18:00 前首次跟进. */
export function useDeadlineText(): (held: Pick<Held, "dueAt" | "rule">) => string {
  const t = useTranslations("deadline.short");
  const { moment } = useMoments();
  return ({ dueAt, rule }) => (rule && dueAt ? t(actOf(rule), { moment: moment(dueAt) }) : t("none"));
}

/**
 * Claims one customer: its mark changes at once, the server's answer follows in a toast with the real deadline, the
 * undo and the next step. A lost race and a refusal are told in place and in words.
 */
export function useClaim(hooks: ClaimHooks): (customer: Claimable) => void {
  const t = useTranslations("pool.toast");
  const router = useRouter();
  const deadline = useDeadlineText();
  const undo = useUndo(hooks);
  const tellFailure = useTellFailure(hooks);

  const claim = (customer: Claimable, key: string) => {
    const { id, name, version } = customer;
    if (!navigator.onLine) {
      notify({ tone: "problem", title: t("offline") });
      return;
    }
    setMark(id, { kind: "claimed", version, held: null });
    noteOwn([id]);
    startTransition(async () => {
      hooks.spend?.(1);
      const answer = await claimCustomerAction({ customerId: id }, { key }).catch(() => null);
      if (answer === null) {
        setMark(id, null);
        // The same key again is the same claim: should the first have arrived, its answer comes back.
        const again = { label: t("again"), run: () => claim(customer, key) };
        notify({
          tone: "problem",
          title: t("refused", { name }),
          detail: t("noAnswer"),
          action: again,
          seconds: 12,
        });
      } else if (answer.ok) {
        const held = answer.data;
        setMark(id, { kind: "claimed", version, held });
        notify({
          title: t("claimed", { name }),
          detail: deadline(held),
          undo: { seconds: UNDO_SECONDS, run: () => undo(customer, held) },
          action: { label: t("followUp"), run: () => router.push(`/customers/${id}`) },
        });
      } else tellFailure(customer, answer);
    });
  };
  return (customer) => claim(customer, newKey());
}

/** Gives a claim back; what it said before comes back too when that is refused. */
function useUndo({ poolName, spend }: ClaimHooks): (customer: Claimable, held: Held) => void {
  const t = useTranslations("pool.toast");
  const say = useErrorText();
  return (customer, held) => {
    const { id, name, version } = customer;
    setMark(id, null);
    noteOwn([id]);
    startTransition(async () => {
      spend?.(-1);
      const input = { customerId: id, version: held.version };
      const answer = await undoClaimAction(input, { key: newKey() }).catch(() => null);
      if (answer?.ok) {
        notify({ title: t("undone", { name, pool: poolName }), seconds: 4 });
        return;
      }
      setMark(id, { kind: "claimed", version, held });
      notify({
        tone: "problem",
        title: t("notUndone", { name }),
        detail: answer ? say(answer) : t("noAnswer"),
      });
    });
  };
}

/** Tells a lost race, or why a claim was refused. */
function useTellFailure({
  onLost,
  similar,
}: ClaimHooks): (customer: Claimable, answer: ActionFailure) => void {
  const t = useTranslations("pool.toast");
  const say = useErrorText();
  const { hour } = useMoments();
  return (customer, answer) => {
    const { id, name, version } = customer;
    const { ownerName, mine, claimedAt } = answer.params;
    if (answer.error === "ALREADY_CLAIMED" && mine === true) {
      setMark(id, { kind: "claimed", version, held: null });
      notify({ tone: "info", title: t("alreadyMine", { name }) });
      return;
    }
    if (answer.error === "ALREADY_CLAIMED" || answer.error === "NOT_IN_POOL") {
      const winner = typeof ownerName === "string" ? ownerName : null;
      setMark(id, { kind: "lost", version, ownerName: winner });
      onLost?.(customer);
      const way = similar?.(customer);
      notify({
        tone: "lost",
        title: winner ? t("lost", { name: winner }) : t("lostPlain", { customer: name }),
        ...(winner && typeof claimedAt === "string"
          ? { detail: t("lostDetail", { customer: name, time: hour(claimedAt) }) }
          : {}),
        ...(way ? { action: { label: t("similar"), run: way } } : {}),
        seconds: 8,
      });
      return;
    }
    setMark(id, null);
    notify({ tone: "problem", title: t("refused", { name }), detail: say(answer), seconds: 8 });
  };
}
