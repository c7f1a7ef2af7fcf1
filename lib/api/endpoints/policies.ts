import { z } from "zod";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { tagOf } from "@/lib/api/etag";
import { At, ById, Id, whole } from "@/lib/api/shapes/common";
import { Document, Policy, PolicyPreview, PolicySimulation, PolicyVersion } from "@/lib/api/shapes/policies";
import { DomainError } from "@/lib/errors";
import { previewPolicy } from "@/lib/policies/preview-policy";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { PublishDraftInput, RollBackPolicyInput } from "@/lib/policies/publish-schema";
import { getPolicy, listPolicyVersions } from "@/lib/policies/queries";
import { rollBackPolicy } from "@/lib/policies/roll-back-policy";
import { SimulatePolicyInput } from "@/lib/simulation/schema";
import { simulatePolicy } from "@/lib/simulation/simulate-policy";

const Published = z.strictObject({ policyId: Id, poolId: Id, version: z.int(), publishedAt: At });
const PUBLISH_REFUSALS = ["NOT_FOUND", "POLICY_CHANGED", "APPROVAL_NEEDED", "RULE_UNWORKABLE"] as const;

const inForce = endpoint({
  id: "getPolicy",
  method: "get",
  path: "/pools/{id}/policy",
  tag: "policies",
  summary: "Read the rules of a pool that are in force",
  permission: "pools.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: Policy,
  etag: ({ version }) => tagOf(version),
  run: ({ ctx, params }) => getPolicy(ctx, { poolId: params.id }),
});

const versions = endpoint({
  id: "listPolicyVersions",
  method: "get",
  path: "/pools/{id}/policy/versions",
  tag: "policies",
  summary: "List the versions of a pool's rules, with what each changed",
  permission: "pools.read",
  params: ById,
  output: whole(PolicyVersion),
  run: async ({ ctx, params }) => ({ data: await listPolicyVersions(ctx, { poolId: params.id }) }),
});

const oneVersion = endpoint({
  id: "getPolicyVersion",
  method: "get",
  path: "/pools/{id}/policy/versions/{version}",
  tag: "policies",
  summary: "Read one version of a pool's rules",
  permission: "pools.read",
  refusals: ["NOT_FOUND"],
  params: z.strictObject({ id: Id, version: z.coerce.number().int().min(1).max(1_000_000) }),
  output: Policy,
  run: ({ ctx, params }) => getPolicy(ctx, { poolId: params.id, version: params.version }),
});

const preview = endpoint({
  id: "previewPolicy",
  method: "post",
  path: "/pools/{id}/policy/preview",
  tag: "policies",
  summary: "See whom rules would hit if they were published now",
  permission: "policies.publish",
  repeating: "afresh",
  refusals: ["NOT_FOUND", "RULE_UNWORKABLE"],
  params: ById,
  body: z.strictObject({ document: Document }),
  output: PolicyPreview,
  run: ({ ctx, params, body }) => previewPolicy(ctx, { poolId: params.id, document: body.document }),
});

const simulate = endpoint({
  id: "simulatePolicy",
  method: "post",
  path: "/pools/{id}/policy/simulate",
  tag: "policies",
  summary: "See what rules would have done in a period that is over",
  permission: "policies.publish",
  repeating: "afresh",
  refusals: ["NOT_FOUND", "RULE_UNWORKABLE"],
  params: ById,
  body: z.strictObject({ document: Document, from: z.iso.date(), until: z.iso.date() }),
  output: PolicySimulation,
  run: ({ ctx, params, body }) => {
    const asked = SimulatePolicyInput.safeParse({ ...body, poolId: params.id });
    if (!asked.success) throw new DomainError("INVALID_INPUT", { field: "until" });
    return simulatePolicy(ctx, asked.data);
  },
});

const { poolId: _pool, document: _document, ...publishing } = PublishDraftInput.shape;

const publish = endpoint({
  id: "publishPolicy",
  method: "post",
  path: "/pools/{id}/policy/versions",
  tag: "policies",
  summary: "Publish rules",
  description:
    "`baseVersion` is the version that you started from: POLICY_CHANGED when another is in force. `draft` is published and ends.",
  permission: "policies.publish",
  refusals: PUBLISH_REFUSALS,
  status: 201,
  params: ById,
  body: z.strictObject({ ...publishing, document: Document }),
  output: Published,
  run: async ({ ctx, params, body }) => {
    const { refreshed: _, ...published } = await publishPolicy(ctx, { ...body, poolId: params.id });
    return published;
  },
});

const rollBack = endpoint({
  id: "rollBackPolicy",
  method: "post",
  path: "/pools/{id}/policy/roll-back",
  tag: "policies",
  summary: "Bring the rules of an earlier version back into force",
  permission: "policies.publish",
  refusals: PUBLISH_REFUSALS,
  params: ById,
  body: RollBackPolicyInput.omit({ poolId: true }),
  output: Published,
  run: async ({ ctx, params, body }) => {
    const { refreshed: _, ...published } = await rollBackPolicy(ctx, { ...body, poolId: params.id });
    return published;
  },
});

export const POLICIES: Endpoint[] = [inForce, versions, oneVersion, preview, simulate, publish, rollBack];
