import { z } from "zod";
import { accept } from "@/lib/api/accept";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, Rule, whole } from "@/lib/api/shapes/common";
import { Document, Policy, Unknown } from "@/lib/api/shapes/policies";
import { DomainError } from "@/lib/errors";
import { FindHeldInput, TraceCustomerInput } from "@/lib/policies/publish-schema";
import { policyInForceAt } from "@/lib/policies/queries";
import { ReturnRule } from "@/lib/policies/return-rule";
import { findHeld, traceCustomer } from "@/lib/policies/trace-customer";
import { getDraftObservation } from "@/lib/policy-drafts/queries";
import { SimulateClockInput } from "@/lib/simulation/schema";
import { simulateClock } from "@/lib/simulation/simulate-clock";

const at = endpoint({
  id: "getPolicyAt",
  method: "get",
  path: "/pools/{id}/policy/at",
  tag: "policies",
  summary: "Read the rules of a pool that were in force at an instant",
  permission: "pools.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  query: z.strictObject({ at: z.iso.datetime({ offset: true }) }),
  output: Policy,
  run: async ({ ctx, params, query }) => {
    const policy = await policyInForceAt(ctx, { poolId: params.id, at: new Date(query.at) });
    if (!policy) throw new DomainError("NOT_FOUND", { what: "policy" });
    return policy;
  },
});

const common = { tag: "policies", permission: "policies.publish", params: ById } as const;
const person = { userId: Id, name: z.string() };

const observed = endpoint({
  ...common,
  id: "getDraftObservation",
  method: "get",
  path: "/pools/{id}/policy/draft/observation",
  summary: "Read whom an observed draft would have taken",
  refusals: ["NOT_FOUND"],
  output: z
    .looseObject({
      seen: z.int(),
      people: z.array(z.looseObject({ ...person, seen: z.int() })),
      customers: z.array(
        z.looseObject({
          ...{ customerId: Id, name: z.string(), userId: Id, userName: z.string() },
          ...{ rule: Rule.nullable(), dueAt: At, held: z.boolean() },
        }),
      ),
      unknown: Unknown.meta({ description: "What an observation can't know." }),
    })
    .meta({ id: "DraftObservation" }),
  run: ({ ctx, params }) => getDraftObservation(ctx, { poolId: params.id }),
});

const held = endpoint({
  ...common,
  id: "findHeld",
  method: "get",
  path: "/pools/{id}/held",
  summary: "Find held customers of a pool by their name, to try rules on one",
  query: FindHeldInput.pick({ q: true }),
  output: whole(z.strictObject({ customerId: Id, name: z.string(), userName: z.string() })),
  run: async ({ ctx, params, query }) => ({ data: await findHeld(ctx, { ...query, poolId: params.id }) }),
});

const Node = z.strictObject({
  holds: z.boolean(),
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable(),
});

const trace = endpoint({
  ...common,
  id: "traceCustomer",
  method: "post",
  path: "/pools/{id}/policy/trace",
  summary: "See why rules would take a customer, or not, node by node",
  repeating: "afresh",
  refusals: ["NOT_FOUND", "NOT_OWNED", "RULE_UNWORKABLE"],
  body: z.strictObject({ document: Document, customerId: TraceCustomerInput.shape.customerId }),
  output: z
    .looseObject({
      ...{ customerId: Id, name: z.string(), userName: z.string() },
      traces: z.array(
        z.looseObject({
          rule: ReturnRule,
          ...{ from: At.nullable(), runOutAt: At.nullable(), endedAt: At.nullable(), dueAt: At.nullable() },
          pauses: z.array(z.strictObject({ from: At, until: At })),
          ...{ askedAt: At, when: z.array(Node), except: z.array(Node) },
        }),
      ),
    })
    .meta({ id: "CustomerTrace" }),
  run: ({ ctx, params, body }) => traceCustomer(ctx, { ...body, poolId: params.id }),
});

const curve = endpoint({
  ...common,
  id: "simulateClock",
  method: "post",
  path: "/pools/{id}/policy/simulate-clock",
  summary: "See what a rule would have done with a shorter or a longer clock",
  repeating: "afresh",
  refusals: ["NOT_FOUND", "RULE_UNWORKABLE"],
  body: z.strictObject({
    ...{ document: Document, ruleId: z.string().min(1).max(40) },
    ...{ from: z.iso.date(), until: z.iso.date() },
  }),
  output: z
    .looseObject({
      rule: Rule,
      points: z.array(
        z.looseObject({
          ...{ length: z.int(), reclaimed: z.int(), idleDays: z.number(), deals: z.int(), value: z.number() },
        }),
      ),
      currency: z.string(),
      unknown: Unknown.meta({ description: "What a curve can't know." }),
    })
    .meta({ id: "ClockCurve" }),
  run: ({ ctx, params, body }) =>
    simulateClock(ctx, accept(SimulateClockInput, { ...body, poolId: params.id })),
});

export const POLICY_TOOLS: readonly Endpoint[] = [at, observed, held, trace, curve];
