"use client";

import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { RELEASE_REASONS } from "@/db/enums";
import type { Loss } from "@/lib/customers/read-loss";

/** When and why a customer left the reader's hands, in one sentence from the ledger. */
export function useLossText(): (loss: Loss) => { title: string; text: string } {
  const t = useTranslations("customer.loss");
  const ledger = useTranslations("customer.ledger");
  const rules = useRuleWords();
  const reasons = useTranslations("enums.releaseReason");
  const { moment } = useMoments();
  const reminders = ({ reminded, unreminded, unsentFrom }: Loss) => {
    const told = reminded > 0 ? t("reminded", { count: reminded }) : "";
    const missing = unreminded
      ? ledger(`unreminded.${unreminded}`, { moment: unsentFrom ? moment(unsentFrom) : "" })
      : "";
    return told + missing;
  };
  return (loss) => {
    const at = moment(loss.at);
    const by = loss.byMe ? t("you") : (loss.byName ?? t("system"));
    const version = loss.policyVersion ?? 0;
    if (loss.kind === "reclaimed" && loss.rule) {
      const rule = rules.long(loss.rule);
      return {
        title: t("reclaimed", { moment: at }),
        text: `${t("reclaimedWhy", { rule, version, pool: loss.poolName })}${reminders(loss)}`,
      };
    }
    const reason = RELEASE_REASONS.find((one) => one === loss.reason);
    const why = reason ? t("because", { reason: reasons(reason) }) : "";
    const kind = (
      ["released", "transferred", "departed", "invalidated", "claim_undone", "assign_undone"] as const
    ).find((one) => one === loss.kind);
    return {
      title: t(kind ?? "other", { moment: at, by }),
      text: `${why}${t(loss.state === "pooled" ? "nowPooled" : "nowElsewhere", { pool: loss.poolName })}`,
    };
  };
}

/** Stands where the composer was refused: what happened meanwhile. The text that was typed stays. */
export function LossNote({ loss }: { loss: Loss }) {
  const { title, text } = useLossText()(loss);
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-warning-subtle px-3 py-2 text-13 text-warning-text">
      <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        <b className="font-medium">{title}</b>
        <br />
        {text}
      </span>
    </div>
  );
}
