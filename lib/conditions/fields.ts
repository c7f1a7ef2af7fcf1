import { DATA_ISSUE_KINDS, GRADES, INTENTS, STAGES } from "@/db/enums";

/**
 * What a fact is, and so what may be asked of it. `elapsed` is an instant of which one asks how long it is ago: its
 * answer changes by itself as time goes by.
 */
export const FIELD_KINDS = ["choice", "text", "labels", "number", "flag", "day", "elapsed"] as const;
export type FieldKind = (typeof FIELD_KINDS)[number];

/** What may be asked of each kind of fact. */
export const OPERATORS = {
  choice: ["in", "not_in", "is_set", "is_empty"],
  text: ["in", "not_in", "contains", "is_set", "is_empty"],
  labels: ["has_any", "has_all", "has_none", "is_set", "is_empty"],
  number: ["at_least", "at_most", "equals", "is_set", "is_empty"],
  flag: ["is"],
  day: ["from", "until", "is_set", "is_empty"],
  elapsed: ["for_at_least", "for_less_than", "is_set", "is_empty"],
} as const satisfies Record<FieldKind, readonly string[]>;
export type Operator = (typeof OPERATORS)[FieldKind][number];

/** A fact that a condition may name. `options` is the closed list of a choice or of labels; a choice without one is the organisation's. */
export type Field = { kind: FieldKind; options?: readonly string[] };

/** The white list: nothing else can be asked, and lib/conditions/facts says where each stands in the tables. */
export const FIELDS = {
  grade: { kind: "choice", options: GRADES },
  stage: { kind: "choice", options: STAGES },
  intent: { kind: "choice", options: INTENTS },
  industry: { kind: "text" },
  region: { kind: "text" },
  source: { kind: "text" },
  name: { kind: "text" },
  tags: { kind: "labels" },
  website: { kind: "text" },
  creditCode: { kind: "text" },
  contactCount: { kind: "number" },
  hasPhone: { kind: "flag" },
  hasEmail: { kind: "flag" },
  hasWechat: { kind: "flag" },
  completeness: { kind: "number" },
  dataIssues: { kind: "labels", options: DATA_ISSUE_KINDS },
  won: { kind: "flag" },
  churnRisk: { kind: "flag" },
  contacted: { kind: "flag" },
  ownerCount: { kind: "number" },
  bounceCount: { kind: "number" },
  followUpsSinceProgress: { kind: "number" },
  activityCount: { kind: "number" },
  visitCount: { kind: "number" },
  pageViewCount: { kind: "number" },
  enquiryCount: { kind: "number" },
  expectedValue: { kind: "number" },
  sinceClaimed: { kind: "elapsed" },
  sinceQualifyingFollowUp: { kind: "elapsed" },
  sinceFollowUp: { kind: "elapsed" },
  sinceDeal: { kind: "elapsed" },
  sinceContractEnd: { kind: "elapsed" },
  sinceStageChange: { kind: "elapsed" },
  sinceGradeDropped: { kind: "elapsed" },
  sinceIntentDropped: { kind: "elapsed" },
  sincePooled: { kind: "elapsed" },
  sinceActivity: { kind: "elapsed" },
  sinceVisit: { kind: "elapsed" },
  sincePageView: { kind: "elapsed" },
  sinceEnquiry: { kind: "elapsed" },
  sinceWrongNumber: { kind: "elapsed" },
  ownerTeam: { kind: "choice" },
  ownerLevel: { kind: "choice" },
  ownerOnLeave: { kind: "flag" },
} as const satisfies Record<string, Field>;
export type BuiltInField = keyof typeof FIELDS;

/** The prefix of a field that an admin has added; what follows is its key. */
export const CUSTOM_PREFIX = "custom.";

/** The built-in fields and those that the organisation has added, by the name under which a condition asks for them. */
export type Fields = Readonly<Record<string, Field>>;

/** Whether the operator may be asked of the kind of fact. */
export const canAsk = (kind: FieldKind, op: Operator): boolean =>
  (OPERATORS[kind] as readonly Operator[]).includes(op);
