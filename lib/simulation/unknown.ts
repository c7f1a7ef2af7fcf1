import { runsOverCap } from "@/lib/deadlines/too-many-sql";
import { isForLeavers } from "@/lib/policies/return-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import { askedAsToday, askedBy } from "./asked";
import { askedIn } from "./replay";
import type { LeftOut, Unknown } from "./types";

const when = <One>(is: boolean, one: One): One[] => (is ? [one] : []);

const hasLeavers = ({ returnRules }: PolicyDocument): boolean =>
  returnRules.some((rule) => rule.on && isForLeavers(rule));
const hasStays = ({ poolRules }: PolicyDocument): boolean => poolRules.some((rule) => rule.on);
const allocates = ({ allocationRules }: PolicyDocument): boolean => allocationRules.some((rule) => rule.on);

/** The facts that the rules ask for and of which only the present value is stored; `others` are asked beside its clocks. */
function asToday(document: PolicyDocument, others: PolicyDocument["poolRules"]): Unknown[] {
  const asked = askedIn({ rules: { document, grace: {} }, leavers: [] });
  const fields = [...new Set([...askedAsToday(asked), ...askedAsToday(askedBy(others))])].sort();
  return when(fields.length > 0, { code: "AS_TODAY", fields });
}

/** What of the past is taken to have been as something else tells it. */
function takenAs(document: PolicyDocument): Unknown[] {
  const asked = askedIn({ rules: { document, grace: {} }, leavers: [] });
  const stage =
    asked.clocks.has("stage_change") || asked.fields.has("stage") || asked.fields.has("sinceStageChange");
  return [
    ...when<Unknown>(stage, { code: "STAGE_BEFORE_DEAL" }),
    ...when<Unknown>(!document.sham.counts, { code: "SIGNS" }),
    { code: "CALENDAR" },
  ];
}

/** What of the answer to this draft can't be known, the most important first; `ownCaps` is how many have a cap of their own. */
export function unknownIn(
  document: PolicyDocument,
  { cutShort, ownCaps }: { cutShort: number; ownCaps: number },
): Unknown[] {
  return [
    { code: "WARNING" },
    { code: "AFTERWARDS" },
    ...when<Unknown>(cutShort > 0, { code: "CUT_SHORT", count: cutShort }),
    ...asToday(document, document.poolRules),
    ...takenAs(document),
    ...when<Unknown>(runsOverCap(document), { code: "OVERFLOW", cap: document.holdingCap, own: ownCaps }),
    ...when<Unknown>(hasLeavers(document), { code: "LEAVERS" }),
    ...when<Unknown>(hasStays(document), { code: "STAYS" }),
    ...when<Unknown>(allocates(document), { code: "ALLOCATION" }),
  ];
}

const leftOut = (document: PolicyDocument, overCap: boolean): LeftOut[] => [
  ...when<LeftOut>(overCap, "overCap"),
  ...when<LeftOut>(hasLeavers(document), "leavers"),
  ...when<LeftOut>(hasStays(document), "stays"),
  ...when<LeftOut>(allocates(document), "allocation"),
];

/** What the curve of a clock of this draft can't know. */
export function unknownInCurve(document: PolicyDocument): Unknown[] {
  const kinds = leftOut(document, runsOverCap(document));
  return [
    { code: "CURVE" },
    ...when<Unknown>(kinds.length > 0, { code: "CURVE_WITHOUT", kinds }),
    { code: "AFTERWARDS" },
    ...asToday(document, []),
    ...takenAs(document),
  ];
}

/** What the observation of this draft can't know. */
export function unknownInObservation(document: PolicyDocument): Unknown[] {
  const kinds = leftOut(document, false);
  return [
    { code: "OBSERVED" },
    ...when<Unknown>(kinds.length > 0, { code: "OBSERVED_WITHOUT", kinds }),
    ...asToday(document, []),
  ];
}
