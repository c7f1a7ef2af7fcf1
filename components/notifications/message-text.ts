"use client";

import { useTranslations } from "next-intl";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { actOf } from "@/lib/i18n/rule-text";
import { ruleOf } from "@/lib/notifications/message-rule";
import type { NotificationRow } from "@/lib/notifications/types";

// Every word a sentence may ask for: a message written by an older release may lack one.
const WORDS = {
  ...{ name: "", owner: "", by: "", from: "", file: "", pool: "", note: "", approved: "false" },
  ...{ count: 1, created: 0, updated: 0, duplicate: 0, rejected: 0, version: 1, expected: 0 },
  ...{ position: 1, reason: "", ruleReason: "", kept: "", list: "", share: 0 },
  ...{ was: "", wasNumber: 0, becomes: "", number: 0, outcome: "" },
};

/** What a message says: its sentence, and below it what follows from it. */
export function useMessageText(): (row: NotificationRow) => { title: string; text: string } {
  const t = useTranslations("notifications.messages");
  const { moment } = useMoments();
  const rules = useRuleWords();
  return ({ kind, params, at }) => {
    const given = Object.fromEntries(
      Object.entries(params).flatMap(([name, value]) =>
        value === null ? [] : [[name, typeof value === "number" ? value : String(value)]],
      ),
    );
    const due = typeof params.dueAt === "string" ? moment(params.dueAt, at) : "";
    const yes = (is: unknown) => (is ? "yes" : "no");
    const rule = ruleOf(params);
    const act = rule ? actOf(rule) : "other";
    // Before a deadline it is said what to do: the rule itself only where that leaves it open.
    const told = kind !== "deadline_near" || act === "other";
    const words = {
      ...{ act, hasWhy: yes(rule && (told || rule.name)), why: rule ? rules.long(rule) : "" },
      hasReason: yes(rule && params.ruleReason),
      ...{ ...WORDS, ...given, due, hasDue: yes(due), hasBy: yes(params.by), hasFrom: yes(params.from) },
      ...{
        hasOwner: yes(params.owner),
        isHeld: yes(params.held),
        isCleanUp: yes(params.job === "clean-up-pools"),
      },
    };
    return { title: t(`${kind}.title`, words), text: t(`${kind}.text`, words) };
  };
}

/** Where a message leads; null when there is nothing to open. */
export function hrefOf({ kind, customerId, params }: NotificationRow): string | null {
  if (kind === "import_finished") {
    return typeof params.importId === "string" ? `/imports/${params.importId}` : "/imports";
  }
  if (kind === "sweep_held") return "/settings/sweeps";
  if (kind === "export_asked") return "/exports";
  if (kind === "data_digest") return "/quality";
  if (kind === "assign_undone") return "/pool";
  if (customerId) return `/customers/${customerId}`;
  if (kind === "handed_over" || kind === "reclaim_undone" || kind === "assigned")
    return "/mine?sort=heldSince";
  if (kind === "reclaimed") return "/pool?view=coolingForMe";
  if (kind === "pool_cleaned_up") return "/ledger";
  if (kind === "webhook_paused") return "/settings/webhooks";
  if (kind === "follow_up_flagged") return "/follow-ups";
  if (kind === "policy_published") return "/mine";
  if (kind === "approval_asked" || kind === "draft_approved" || kind === "draft_unscheduled") {
    return `/settings/pools/${params.poolId}`;
  }
  return kind === "threshold_asked" || kind === "threshold_settled" ? "/settings" : null;
}
