"use client";

import { useTranslations } from "next-intl";
import { useAllocatedText } from "@/components/allocation/use-allocated-text";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { mannerOf, SAID, splitOutcome } from "@/components/follow-ups/outcomes";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { type Channel, INVALID_REASONS, type Outcome, RELEASE_REASONS } from "@/db/enums";
import type { TimelineItem } from "@/lib/customers/timeline-types";

/** What came of a contact, in the words of its channel: 接通, 见到了, 没回应. */
export function useOutcomeText(): (channel: Channel, outcome: Outcome) => string {
  const t = useTranslations("followup");
  return (channel, outcome) => {
    const { reached } = splitOutcome(outcome);
    const said = SAID.find((one) => one === outcome);
    return said ? t(`saids.${said}`) : t(`reached.${mannerOf(channel)}.${reached ?? "connected"}`);
  };
}

type Moved = Extract<TimelineItem, { kind: "ownership" }>;

/** An entry of the ledger as a sentence, and below it the reason and the proof, from stored facts alone. */
export function useOwnershipText(): (item: Moved) => { title: string; lines: string[] } {
  const t = useTranslations("customer.ledger");
  const rules = useRuleWords();
  const released = useTranslations("enums.releaseReason");
  const invalid = useTranslations("enums.invalidReason");
  const proofLines = useProofLines();
  const allocated = useAllocatedText();
  const now = useNow();
  const { day } = useMoments();
  return (item) => {
    const facts = {
      by: item.byName ?? t("system"),
      pool: item.toPool.name,
      fromPool: item.fromPool?.name ?? item.toPool.name,
      from: item.fromOwner?.name ?? "",
      to: item.toOwner?.name ?? "",
    };
    const quote = item.note ? [t("quote", { note: item.note })] : [];
    if (item.event === "reclaimed") {
      const { proof } = item;
      const title = proof?.rule ? t("reclaimedBy", { rule: rules.long(proof.rule) }) : t("reclaimed");
      return { title, lines: [...proofLines(item), ...quote] };
    }
    if (item.allocation) return allocated(item.allocation, { ...facts, by: item.byName });
    if (item.event === "released") {
      const reason = RELEASE_REASONS.find((one) => one === item.reason);
      return {
        title: t("released", { ...facts, reason: reason ? released(reason) : t("noReason") }),
        lines: quote,
      };
    }
    if (item.event === "invalidated") {
      const reason = INVALID_REASONS.find((one) => one === item.reason);
      return {
        title: t("invalidated", { ...facts, reason: reason ? invalid(reason) : t("noReason") }),
        lines: quote,
      };
    }
    if (item.event === "protected") {
      const until = item.protectedUntil ? day(item.protectedUntil, now) : "";
      return {
        title: t("protected", { ...facts, until }),
        lines: item.reason ? [t("quote", { note: item.reason })] : quote,
      };
    }
    if (item.event === "created") {
      const title =
        item.reason === "import" ? t("imported", facts) : t(item.toOwner ? "createdHeld" : "created", facts);
      return { title, lines: quote };
    }
    return { title: t(item.event, facts), lines: quote };
  };
}

function useProofLines(): (item: Moved) => string[] {
  const t = useTranslations("customer.ledger");
  const now = useNow();
  const { day, moment } = useMoments();
  return ({ proof }) => {
    if (!proof) return [];
    const parts: string[] = [];
    const momentOf = (at: Date | null) => (at ? moment(at, now) : "");
    if (proof.policyVersion) parts.push(t("byVersion", { version: proof.policyVersion }));
    parts.push(
      proof.qualifiedAt
        ? t("lastQualified", { day: day(proof.qualifiedAt, now) })
        : proof.lastFollowUpAt && (!proof.heldSince || proof.lastFollowUpAt >= proof.heldSince)
          ? t("neverQualifiedBut", { day: day(proof.lastFollowUpAt, now) })
          : t("neverFollowedUp"),
    );
    if (proof.from) parts.push(t("clockFrom", { moment: moment(proof.from, now) }));
    if (proof.dueAt) parts.push(t("dueAt", { moment: moment(proof.dueAt, now) }));
    const days = proof.reminders.map((at) => day(at, now)).join(t("comma"));
    if (proof.reminders.length > 0) parts.push(t("reminded", { count: proof.reminders.length, days }));
    if (proof.unreminded)
      parts.push(t(`unreminded.${proof.unreminded}`, { moment: momentOf(proof.unsentFrom) }));
    else if (proof.reminders.length === 0) parts.push(t("notReminded"));
    return [parts.join("")];
  };
}
