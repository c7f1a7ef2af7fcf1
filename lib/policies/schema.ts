import { z } from "zod";
import { CHANNELS, OUTCOMES } from "@/db/enums";
import { AllocationRule } from "./allocation-rule";
import { Guard, NO_GUARD } from "./guard";
import { PoolRule } from "./pool-rule";
import { QuietHours } from "./quiet-hours";
import { firstContact, noDeal, noFollowUp, ReturnRule } from "./return-rule";
import { NO_SHAM, Sham } from "./sham";

/** What a customer is worth to the one who holds it. */
export const WORTHS = ["grade", "intent", "stage", "expected_value", "last_follow_up", "held_since"] as const;
export type Worth = (typeof WORTHS)[number];

const limit = (max: number) => z.int().min(0).max(max).nullable();
const unique = (rules: readonly { id: string }[]) => new Set(rules.map(({ id }) => id)).size === rules.length;

const Requests = z.strictObject({
  waitDays: z.int().min(0).max(14),
  perTenure: z.int().min(1).max(20),
  maxDays: z.int().min(1).max(365),
});

/** When a follow-up resets the clocks: its outcome counts, or its note is long enough. */
const QualifyingRule = z.strictObject({
  channels: z.array(z.enum(CHANNELS)).min(1),
  outcomes: z.array(z.enum(OUTCOMES)).min(1),
  /** A note of at least this many characters qualifies whatever the outcome; 0 switches it off. */
  minNoteLength: z.int().min(0).max(500),
  /** Channels that qualify only with evidence. */
  evidenceFor: z.array(z.enum(CHANNELS)).default([]),
});

/** The rules of a pool. `format` lets a later version read what an earlier one wrote. */
export const PolicyDocument = z.strictObject({
  format: z.literal(2),
  /** Most customers of this pool in one rep's hands; null is no cap. */
  holdingCap: limit(100_000),
  claimLimits: z.strictObject({ perDay: limit(10_000), perWeek: limit(50_000) }),
  /** How customers go back, in order: of deadlines at the same instant the first rule's counts. */
  returnRules: z.array(ReturnRule).max(30).refine(unique, { error: "same_id" }),
  /** Calendar days in which a former owner can't claim the customer again; 0 is none. */
  coolDownDays: z.int().min(0).max(3650),
  protection: z.strictObject({
    /** Most customers a rep may protect at one time; 0 switches protection off. */
    maxCustomers: z.int().min(0).max(10_000),
    maxDays: z.int().min(1).max(365),
  }),
  won: z.strictObject({ countsTowardsCap: z.boolean() }),
  /** Whether phones and contacts of pooled customers are masked until claimed. */
  maskContacts: z.boolean(),
  qualifying: QualifyingRule,
  /** When a sweep of the pool stops and asks. */
  guard: Guard.default(NO_GUARD),
  /** Protection that a manager gives on request: how long a request stops the clock at most, how often; 0 is off. */
  requests: Requests.default({ waitDays: 0, perTenure: 1, maxDays: 30 }),
  sham: Sham.default(NO_SHAM),
  /** What becomes of those that nobody takes, in order: the first that a customer's stay has outlasted counts. */
  poolRules: z.array(PoolRule).max(30).refine(unique, { error: "same_id" }).default([]),
  /** Who gets what lies in the pool, in order: the first rule that concerns a customer decides. */
  allocationRules: z.array(AllocationRule).max(30).refine(unique, { error: "same_id" }).default([]),
  /** Whether the rules of allocation deal out by themselves, or only when a manager asks. */
  autoAllocate: z.boolean().default(false),
  /** After so many returns a manager decides, and nobody claims; null lets everybody claim what was returned often. */
  bounceGuard: z.int().min(1).max(100).nullable().default(null),
  /** By what a customer is worth least, where an owner holds more than his cap: the first that differs decides. */
  overflowOrder: z
    .array(z.enum(WORTHS))
    .min(1)
    .max(WORTHS.length)
    .default(["grade", "intent", "last_follow_up"]),
  /** When nobody is reminded; null is never quiet. */
  quietHours: QuietHours.nullable().default(null),
  /** Hours in which nobody claims what has just come into the pool; managers may give it to somebody. */
  freezeHours: z.int().min(0).max(720).default(0),
});
export type PolicyDocument = z.infer<typeof PolicyDocument>;

/** What a new pool starts with. */
export const DEFAULT_POLICY: PolicyDocument = {
  format: 2,
  holdingCap: 20,
  claimLimits: { perDay: 3, perWeek: 5 },
  returnRules: [firstContact(24), noFollowUp(30), noDeal(90)],
  coolDownDays: 7,
  protection: { maxCustomers: 3, maxDays: 30 },
  won: { countsTowardsCap: false },
  maskContacts: true,
  qualifying: {
    channels: ["call", "visit", "wechat", "email", "meeting", "other"],
    outcomes: ["connected", "interested", "quoted", "scheduled", "refused"],
    minNoteLength: 20,
    evidenceFor: [],
  },
  requests: { waitDays: 2, perTenure: 1, maxDays: 30 },
  sham: { sameTextDays: 30, inARowSeconds: 15, lastMinutes: 0, counts: true },
  guard: { factor: 3, atLeast: 50 },
  poolRules: [],
  allocationRules: [],
  autoAllocate: false,
  bounceGuard: null,
  overflowOrder: ["grade", "intent", "last_follow_up"],
  freezeHours: 0,
  quietHours: null,
};

export const PublishPolicyInput = z.strictObject({
  poolId: z.uuid(),
  /** The version the editor started from; another in force meanwhile is POLICY_CHANGED. */
  baseVersion: z.int().min(0),
  document: PolicyDocument,
  note: z.string().trim().max(500).default(""),
});
export type PublishPolicyInput = z.infer<typeof PublishPolicyInput>;

export const PreviewPolicyInput = PublishPolicyInput.pick({ poolId: true, document: true });
export type PreviewPolicyInput = z.infer<typeof PreviewPolicyInput>;

export const ListPolicyVersionsInput = z.strictObject({ poolId: z.uuid() });
export type ListPolicyVersionsInput = z.infer<typeof ListPolicyVersionsInput>;

export const GetPolicyInput = z.strictObject({ poolId: z.uuid(), version: z.int().positive().optional() });
export type GetPolicyInput = z.infer<typeof GetPolicyInput>;

export const PolicyInForceAtInput = z.strictObject({ poolId: z.uuid(), at: z.date() });
export type PolicyInForceAtInput = z.infer<typeof PolicyInForceAtInput>;
