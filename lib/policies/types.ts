import type { AllocationCount } from "@/lib/allocation/preview-allocation";
import type { GraceByRule } from "@/lib/deadlines/grace";
import type { RuleBrief } from "./rule-brief";
import type { PolicyChange, PolicyWarning } from "./rules";
import type { PolicyDocument } from "./schema";
import type { RuleTrace } from "./trace-types";
import type { RuleWarning } from "./warn-about-rules";

/** One version of a pool's rules as it is stored. */
export type Policy = {
  id: string;
  poolId: string;
  version: number;
  document: PolicyDocument;
  grace: GraceByRule;
  note: string;
  publishedAt: Date;
  publishedById: string | null;
  publishedByName: string | null;
  /** The earlier version whose rules it brought back. */
  restoredVersion: number | null;
};

/** A version in the list of versions: what it changed against the one before. */
export type PolicyVersion = Omit<Policy, "document" | "grace"> & { changes: PolicyChange[] };

/** A deadline as a preview tells it; null is that no clock runs. */
export type PreviewDeadline = { rule: RuleBrief; dueAt: string; graceUntil: string | null } | null;

export type PreviewExample = {
  customerId: string;
  name: string;
  userId: string;
  userName: string;
  was: PreviewDeadline;
  becomes: PreviewDeadline;
  /** Why the rule that decides takes it then; null when no clock runs. */
  trace: RuleTrace | null;
};

export type PreviewPerson = {
  userId: string;
  name: string;
  held: number;
  /** Customers that go back by the end of the notice, under the draft and under the policy in force. */
  hit: number;
  was: number;
  /** Customers whose deadline comes nearer. */
  earlier: number;
  /** What counts towards the cap, and the cap under the draft; null is none. */
  counted: number;
  cap: number | null;
  overCap: boolean;
  wasOverCap: boolean;
};

/** Whom a policy would hit if it were published now. Instants are ISO strings. */
export type PolicyPreview = {
  poolId: string;
  /** The version in force that the draft is compared with. */
  baseVersion: number;
  held: number;
  /** The end of the notice: what the draft shortens takes nothing before it. */
  noticeUntil: string;
  /** How many go back by then if nobody does anything: under the draft, under the version in force, and who differs. */
  hit: number;
  was: number;
  added: number;
  spared: number;
  /** How many of them each running rule of the draft takes, in the order of the rules. */
  byRule: { id: string; hit: number }[];
  /** How many each running rule for what lies in the pool would take out when its day of notice is over. */
  byPoolRule: { id: string; hit: number }[];
  /** What an approval is about: how many go from those who hold them or out of the pool, and who differs. */
  toApprove: { hit: number; added: number };
  /** What each running rule of allocation would deal out now. */
  byAllocationRule: AllocationCount[];
  /** How many the notice alone keeps from being due already. */
  graced: number;
  /** What those that go back may be worth, in minor units of the organisation's currency. */
  value: number;
  deadlines: { earlier: number; later: number; same: number; started: number; ended: number };
  /** The next fortnight, a day each; the first day holds what is due already. */
  forecast: { day: string; due: number; was: number }[];
  /** Everybody it touches, the hardest hit first. */
  people: PreviewPerson[];
  examples: PreviewExample[];
  changes: PolicyChange[];
  warnings: (PolicyWarning | RuleWarning)[];
};
