import { z } from "zod";
import {
  CHANNELS,
  CUSTOMER_STATES,
  EVENT_KINDS,
  FIELD_TYPES,
  GRADES,
  INTENTS,
  INVALID_REASONS,
  OUTCOMES,
  STAGES,
} from "@/db/enums";
import { ReturnRule } from "@/lib/policies/return-rule";
import { AllocationRuleRef } from "./allocation";
import { At, Id, Named, Permit, Rule } from "./common";

export const Contact = z
  .strictObject({
    id: Id,
    name: z.string().nullable(),
    title: z.string().nullable(),
    phone: z.string().nullable(),
    phoneE164: z.string().nullable(),
    email: z.string().nullable(),
    wechat: z.string().nullable(),
    isPrimary: z.boolean(),
    masked: z.boolean().meta({ description: "Whether the middle of every value is hidden." }),
  })
  .meta({ id: "Contact" });

const facts = {
  id: Id,
  name: z.string(),
  state: z.enum(CUSTOMER_STATES),
  version: z.int().meta({ description: "Rises with every change of ownership or state." }),
  grade: z.enum(GRADES),
  stage: z.enum(STAGES),
  intent: z.enum(INTENTS),
  region: z.string().nullable(),
  industry: z.string().nullable(),
  source: z.string().nullable(),
  tags: z.array(z.string()),
  pool: Named,
  owner: Named.nullable(),
};

export const CustomerSummary = z
  .strictObject({
    ...facts,
    contact: Contact.nullable(),
    heldSince: At.nullable(),
    dueAt: At.nullable().meta({ description: "When it goes back to the pool by itself." }),
    dueRule: Rule.nullable(),
    protectedUntil: At.nullable(),
    wonAt: At.nullable(),
    lastFollowUpAt: At.nullable(),
    lastOutcome: z.enum(OUTCOMES).nullable(),
    nextStep: z.string().nullable(),
    nextStepAt: At.nullable(),
    enteredAt: At.nullable().meta({ description: "When it came into the pool; null while it is held." }),
    ownerCount: z.int().nullable(),
    bounceCount: z.int().nullable(),
    claim: Permit.nullable().meta({ description: "Whether you may claim it now; null while it is held." }),
  })
  .meta({ id: "CustomerSummary" });

export const CustomValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]);

export const FieldOption = z.strictObject({ value: z.string(), label: z.string(), retired: z.boolean() });

export const fieldFacts = {
  id: Id,
  key: z.string(),
  label: z.string(),
  type: z.enum(FIELD_TYPES),
  options: z.array(FieldOption),
  requiredStages: z.array(z.enum(STAGES)),
  retired: z.boolean(),
  currency: z.string(),
};

const Pause = z.looseObject({
  kind: z.enum(["protection", "leave", "stop", "request"]),
  from: At,
  until: At,
});

export const Deadline = z
  .strictObject({
    dueAt: At,
    rule: Rule,
    from: At,
    startedBy: z.strictObject({
      kind: z.string(),
      at: At,
      byName: z.string().nullable(),
      channel: z.enum(CHANNELS).nullable(),
      outcome: z.enum(OUTCOMES).nullable(),
    }),
    graceUntil: At.nullable(),
    whole: ReturnRule,
    resets: z.strictObject({
      channels: z.array(z.enum(CHANNELS)),
      outcomes: z.array(z.enum(OUTCOMES)),
      minNoteLength: z.int(),
      evidenceFor: z.array(z.enum(CHANNELS)).optional(),
    }),
    ifFollowedUpAt: At.nullable(),
    pauses: z.array(Pause),
    runnerUp: z.strictObject({ rule: Rule, dueAt: At, from: At }).nullable(),
    requests: z.strictObject({ waitDays: z.int(), perTenure: z.int(), maxDays: z.int() }),
    remindersAhead: z.array(At),
    policyVersion: z.int(),
    coolDownDays: z.int(),
    poolName: z.string(),
  })
  .meta({
    id: "Deadline",
    description:
      "When it goes back, which rule says so, what started the clock, what resets it, what pauses it.",
  });

const PERMITS = [
  "claim",
  "followUp",
  "edit",
  "release",
  "assign",
  "transfer",
  "protect",
  "unprotect",
  "recordDeal",
  "invalidate",
  "restore",
  "moveToPool",
  "reveal",
] as const;

export const Deal = z
  .strictObject({
    id: Id,
    title: z.string(),
    amount: z.int().meta({ description: "In minor units." }),
    currency: z.string(),
    at: At,
    byName: z.string(),
  })
  .meta({ id: "Deal" });

export const FieldWithValue = z.strictObject({ ...fieldFacts, value: CustomValue.nullable() });

export const Customer = z
  .strictObject({
    ...facts,
    creditCode: z.string().nullable(),
    externalId: z.string().nullable(),
    website: z.string().nullable(),
    address: z.string().nullable(),
    note: z.string().nullable(),
    expectedValue: z.int().nullable().meta({ description: "In minor units of the organisation's currency." }),
    contractEndsOn: z.iso.date().nullable(),
    extra: z.array(z.strictObject({ label: z.string(), value: z.string() })),
    custom: z.array(FieldWithValue),
    editedAt: At,
    createdAt: At,
    createdByName: z.string().nullable(),
    mine: z.boolean(),
    lastOwnerName: z.string().nullable(),
    heldSince: At.nullable(),
    enteredAt: At.nullable(),
    invalidReason: z.enum(INVALID_REASONS).nullable(),
    ownerCount: z.int(),
    bounceCount: z.int(),
    contacts: z.array(Contact),
    canReveal: z.boolean(),
    lastFollowUpAt: At.nullable(),
    lastOutcome: z.enum(OUTCOMES).nullable(),
    wonAt: At.nullable(),
    churnRiskAt: At.nullable(),
    protectedUntil: At.nullable(),
    nextStep: z.string().nullable(),
    nextStepAt: At.nullable(),
    deadline: Deadline.nullable(),
    deals: z.array(Deal),
    permits: z.strictObject({
      ...(Object.fromEntries(PERMITS.map((name) => [name, Permit])) as Record<
        (typeof PERMITS)[number],
        typeof Permit
      >),
      undoClaimUntil: At.nullable(),
    }),
  })
  .meta({ id: "Customer" });

export const Event = z
  .strictObject({
    seq: z.int(),
    at: At,
    kind: z.enum(EVENT_KINDS),
    customer: Named,
    version: z.int(),
    fromState: z.enum(CUSTOMER_STATES).nullable(),
    toState: z.enum(CUSTOMER_STATES),
    fromOwner: Named.nullable(),
    toOwner: Named.nullable(),
    fromPool: Named.nullable(),
    toPool: Named,
    actor: Named.nullable().meta({ description: "The person; null for a job of the system." }),
    job: z.string().nullable(),
    token: Named.nullable().meta({ description: "The token by which the person's program asked." }),
    reason: z.string().nullable(),
    note: z.string().nullable(),
    rule: Rule.nullable(),
    allocation: AllocationRuleRef.nullable(),
    factRule: Rule.nullable(),
    policyVersion: z.int().nullable(),
    protectedUntil: At.nullable(),
    facts: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .nullable()
      .meta({ description: "What was true when it was decided." }),
  })
  .meta({ id: "Event", description: "A line of the ledger: one change of ownership or state." });
