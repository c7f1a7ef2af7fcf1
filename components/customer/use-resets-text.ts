import { useTranslations } from "next-intl";
import { isBeingReached } from "@/components/follow-ups/outcomes";
import { CHANNELS, type Channel } from "@/db/enums";
import type { DeadlineView } from "@/lib/customers/customer-types";
import { actOf } from "@/lib/i18n/rule-text";

const RESETS = {
  follow_up: "resetByFollowUp",
  deal: "resetByDeal",
  stage_change: "resetByStage",
  activity: "resetByActivity",
  other: "resetByNothing",
} as const;

/** Whether a qualifying follow-up now would keep it: its condition may ask for one where its clock doesn't. */
const isKeptByFollowUp = ({ dueAt, ifFollowedUpAt }: DeadlineView): boolean =>
  ifFollowedUpAt === null || ifFollowedUpAt > dueAt;

/** What resets the clock, with all that the policy asks for: channels, outcomes or words, and evidence. */
export function useResetsText(): (deadline: DeadlineView) => string {
  const t = useTranslations("customer.deadline");
  const channels = useTranslations("enums.channel");
  const outcomes = useTranslations("enums.outcome");
  const named = (these: readonly Channel[]) => these.map((one) => channels(one)).join(t("or"));
  const ways = ({ channels: through, outcomes: those, minNoteLength: count }: DeadlineView["resets"]) => {
    const any = through.length === CHANNELS.length;
    if (!isBeingReached(those)) {
      const told = those.map((one) => outcomes(one)).join(t("or"));
      const words = { channels: any ? "any" : named(through), outcomes: told, count };
      return t(count > 0 ? "resetByNamedNote" : "resetByNamed", words);
    }
    if (any) return count > 0 ? t("resetByAnyNote", { count }) : t("resetByAny");
    return t(count > 0 ? "resetByNote" : "resetByOutcome", { channels: named(through), count });
  };
  const byFollowUp = (resets: DeadlineView["resets"]) => {
    const proven = resets.evidenceFor.filter((one) => resets.channels.includes(one));
    if (proven.length === 0) return ways(resets);
    const only = proven.length === resets.channels.length;
    return t(only ? "resetOnlyProven" : "resetProven", { ways: ways(resets), channels: named(proven) });
  };
  return (deadline) => {
    const { rule, resets } = deadline;
    const act = actOf(rule);
    if (rule.since === "contract_end") return t("resetByContract");
    if (act === "first_contact" || act === "qualifying_follow_up") return byFollowUp(resets);
    return act === "other" && isKeptByFollowUp(deadline) ? byFollowUp(resets) : t(RESETS[act]);
  };
}
