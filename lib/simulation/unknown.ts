import { runsOverCap } from "@/lib/deadlines/mark-overflow";
import { isForLeavers } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import { askedAsToday, askedBy } from "./asked";
import { askedIn } from "./replay";
import type { Unknown } from "./types";

/** What of the answer to this draft can't be known, the most important first. */
export function unknownIn(document: PolicyDocument, { cutShort }: { cutShort: number }): Unknown[] {
  const asked = askedIn({ rules: { document, grace: {} }, leavers: [] });
  const fields = [...new Set([...askedAsToday(asked), ...askedAsToday(askedBy(document.poolRules))])].sort();
  const stage =
    asked.clocks.has("stage_change") || asked.fields.has("stage") || asked.fields.has("sinceStageChange");
  const when = (is: boolean, code: Exclude<Unknown["code"], "CUT_SHORT" | "AS_TODAY">): Unknown[] =>
    is ? [{ code }] : [];
  const on = document.returnRules.filter((rule) => rule.on);
  return [
    { code: "WARNING" },
    { code: "AFTERWARDS" },
    ...(cutShort > 0 ? [{ code: "CUT_SHORT" as const, count: cutShort }] : []),
    ...(fields.length > 0 ? [{ code: "AS_TODAY" as const, fields }] : []),
    ...when(stage, "STAGE_BEFORE_DEAL"),
    ...when(!document.sham.counts, "SIGNS"),
    { code: "CALENDAR" },
    ...when(runsOverCap(document), "OVERFLOW"),
    ...when(on.some(isForLeavers), "LEAVERS"),
    ...when(
      document.poolRules.some((rule) => rule.on),
      "STAYS",
    ),
    ...when(document.autoAllocate && document.allocationRules.some((rule) => rule.on), "ALLOCATION"),
  ];
}
