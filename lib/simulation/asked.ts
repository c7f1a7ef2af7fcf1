import { CUSTOM_PREFIX } from "@/lib/conditions/fields";
import { clausesOf } from "@/lib/conditions/schema";
import { conditionsOf, type ReturnRule } from "@/lib/policies/return-rule";

/** Facts that the ledger of edits tells of any instant, by the key under which an edit names them. */
export const EDITED = [
  "grade",
  "stage",
  "intent",
  "industry",
  "region",
  "source",
  "name",
  "tags",
  "website",
  "creditCode",
] as const;
export type Edited = (typeof EDITED)[number];

/** Facts of which only their present value is stored: a replay asks them as they are today. */
const AS_TODAY: ReadonlySet<string> = new Set([
  ...[
    "contactCount",
    "hasPhone",
    "hasEmail",
    "hasWechat",
    "completeness",
    "dataIssues",
    "churnRisk",
    ...["activityCount", "visitCount", "pageViewCount", "enquiryCount"],
    "expectedValue",
  ],
  ...[
    "sinceContractEnd",
    "sinceActivity",
    "sinceVisit",
    "sincePageView",
    "sinceEnquiry",
    "sinceWrongNumber",
    "ownerTeam",
    "ownerLevel",
  ],
]);
const AS_TODAY_CLOCKS = {
  contract_end: "sinceContractEnd",
  churn_risk: "churnRisk",
  activity: "sinceActivity",
} as const;

/** Which facts running rules ask for, by the names that conditions use; those of their clocks too. */
export type Asked = { fields: ReadonlySet<string>; clocks: ReadonlySet<string> };

export function askedBy(
  rules: readonly (Pick<ReturnRule, "on" | "when" | "except"> & { clock?: ReturnRule["clock"] })[],
): Asked {
  const on = rules.filter((rule) => rule.on);
  const fields = conditionsOf(on).flatMap((condition) => clausesOf(condition).map(({ field }) => field));
  return { fields: new Set(fields), clocks: new Set(on.flatMap(({ clock }) => clock?.since ?? [])) };
}

/** The fields that these rules ask for and that a replay knows only as they are today. */
export function askedAsToday({ fields, clocks }: Asked): string[] {
  const ofClocks = Object.entries(AS_TODAY_CLOCKS).flatMap(([clock, field]) =>
    clocks.has(clock) ? [field] : [],
  );
  const ofFields = [...fields].filter((field) => AS_TODAY.has(field) || field.startsWith(CUSTOM_PREFIX));
  return [...new Set([...ofClocks, ...ofFields])].sort();
}

/** The facts of which an edit may change the answer of these rules. */
export function editsThatCount({ fields, clocks }: Asked): Edited[] {
  const because: Partial<Record<Edited, boolean>> = {
    stage:
      clocks.has("stage_change") || fields.has("sinceStageChange") || fields.has("followUpsSinceProgress"),
    grade: clocks.has("grade_dropped") || fields.has("sinceGradeDropped"),
    intent: clocks.has("intent_dropped") || fields.has("sinceIntentDropped"),
  };
  return EDITED.filter((field) => fields.has(field) || because[field]);
}

/** Whether a follow-up that resets no clock may still change the answer. */
export const countsEveryFollowUp = ({ fields, clocks }: Asked): boolean =>
  clocks.has("follow_up") || fields.has("sinceFollowUp") || fields.has("followUpsSinceProgress");
