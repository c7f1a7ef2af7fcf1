import { z } from "zod";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById } from "@/lib/api/shapes/common";
import { Document, Draft, PolicyDraft } from "@/lib/api/shapes/policies";
import { DomainError } from "@/lib/errors";
import { approvePolicyDraft } from "@/lib/policy-drafts/approve-policy-draft";
import { askForApproval } from "@/lib/policy-drafts/ask-for-approval";
import { discardPolicyDraft } from "@/lib/policy-drafts/discard-policy-draft";
import { observePolicyDraft } from "@/lib/policy-drafts/observe-policy-draft";
import { getPolicyDraft } from "@/lib/policy-drafts/queries";
import { savePolicyDraft } from "@/lib/policy-drafts/save-policy-draft";
import { schedulePolicyDraft, unschedulePolicyDraft } from "@/lib/policy-drafts/schedule-policy-draft";
import { OnDraftInput, SavePolicyDraftInput } from "@/lib/policy-drafts/schema";

const REFUSALS = ["NOT_FOUND", "DRAFT_CHANGED"] as const;
const common = { tag: "policies", permission: "policies.publish", params: ById } as const;
const OnDraft = OnDraftInput.omit({ poolId: true });

const get = endpoint({
  ...common,
  id: "getPolicyDraft",
  method: "get",
  path: "/pools/{id}/policy/draft",
  summary: "Read the draft of a pool's rules",
  refusals: ["NOT_FOUND"],
  output: PolicyDraft,
  run: async ({ ctx, params }) => {
    const draft = await getPolicyDraft(ctx, { poolId: params.id });
    if (!draft) throw new DomainError("NOT_FOUND", { what: "draft" });
    return draft;
  },
});

const { poolId: _pool, document: _document, ...saving } = SavePolicyDraftInput.shape;

const save = endpoint({
  ...common,
  id: "savePolicyDraft",
  method: "put",
  path: "/pools/{id}/policy/draft",
  summary: "Save the draft of a pool's rules",
  description: "`draft` is the draft as you have seen it, null for a first one.",
  refusals: [...REFUSALS, "POLICY_CHANGED", "RULE_UNWORKABLE"],
  body: z.strictObject({ ...saving, document: Document }),
  output: Draft,
  run: ({ ctx, params, body }) => savePolicyDraft(ctx, { ...body, poolId: params.id }),
});

const discard = endpoint({
  ...common,
  id: "discardPolicyDraft",
  method: "post",
  path: "/pools/{id}/policy/draft/discard",
  summary: "Discard the draft",
  refusals: REFUSALS,
  body: OnDraft,
  output: z.strictObject({ discarded: z.literal(true) }),
  run: ({ ctx, params, body }) => discardPolicyDraft(ctx, { ...body, poolId: params.id }),
});

const ask = endpoint({
  ...common,
  id: "askForApproval",
  method: "post",
  path: "/pools/{id}/policy/draft/ask",
  summary: "Ask the other admins to approve the draft",
  refusals: REFUSALS,
  body: OnDraft,
  output: z.strictObject({ asked: z.int() }),
  run: ({ ctx, params, body }) => askForApproval(ctx, { ...body, poolId: params.id }),
});

const approve = endpoint({
  ...common,
  id: "approvePolicyDraft",
  method: "post",
  path: "/pools/{id}/policy/draft/approve",
  summary: "Approve the draft of another admin",
  refusals: [...REFUSALS, "OWN_DRAFT", "NOT_A_SECOND_PERSON", "RULE_UNWORKABLE"],
  body: OnDraft,
  output: z.strictObject({ hit: z.int() }),
  run: ({ ctx, params, body }) => approvePolicyDraft(ctx, { ...body, poolId: params.id }),
});

const schedule = endpoint({
  ...common,
  id: "schedulePolicyDraft",
  method: "put",
  path: "/pools/{id}/policy/draft/schedule",
  summary: "Set the hour at which the draft is published",
  refusals: [...REFUSALS, "APPROVAL_NEEDED", "RULE_UNWORKABLE"],
  body: OnDraft.extend({ publishAt: z.iso.datetime({ offset: true }) }),
  output: z.strictObject({ publishAt: At }),
  run: ({ ctx, params, body }) =>
    schedulePolicyDraft(ctx, { ...body, publishAt: new Date(body.publishAt), poolId: params.id }),
});

const unschedule = endpoint({
  ...common,
  id: "unschedulePolicyDraft",
  method: "post",
  path: "/pools/{id}/policy/draft/unschedule",
  summary: "Take the hour back",
  refusals: REFUSALS,
  body: OnDraft,
  output: z.strictObject({ publishAt: z.null() }),
  run: ({ ctx, params, body }) => unschedulePolicyDraft(ctx, { ...body, poolId: params.id }),
});

const observe = endpoint({
  ...common,
  id: "observePolicyDraft",
  method: "put",
  path: "/pools/{id}/policy/draft/observation",
  summary: "Let the draft run along without moving anybody, or stop that",
  refusals: [...REFUSALS, "RULE_UNWORKABLE"],
  body: OnDraft.extend({ on: z.boolean() }),
  output: z.strictObject({ observedSince: At.nullable() }),
  run: ({ ctx, params, body }) => observePolicyDraft(ctx, { ...body, poolId: params.id }),
});

export const DRAFTS: Endpoint[] = [get, save, discard, ask, approve, schedule, unschedule, observe];
