import { z } from "zod";
import { INVALID_REASONS, RELEASE_REASONS } from "@/db/enums";
import { type ApiCtx, type Endpoint, endpoint } from "@/lib/api/endpoint";
import { ErrorCodeShape, Id } from "@/lib/api/shapes/common";
import { tagCustomer } from "@/lib/customers/tag-customer";
import { DomainError, type ErrorCode, type ErrorParams } from "@/lib/errors";
import { findAnswer, once } from "@/lib/operations";
import { assignCustomers } from "@/lib/ownership/assign-customers";
import { claimCustomers } from "@/lib/ownership/claim-customers";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { moveToPool } from "@/lib/ownership/move-to-pool";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { restoreCustomer } from "@/lib/ownership/restore-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { authorize } from "@/lib/permissions";

const customerIds = z
  .array(Id)
  .min(1)
  .max(200)
  .transform((ids) => [...new Set(ids)].sort());
const note = z.string().trim().max(2000).default("");
const tags = z.array(z.string().trim().min(1).max(40)).max(20).default([]);

const Input = z
  .discriminatedUnion("action", [
    z.strictObject({ action: z.literal("claim"), customerIds }),
    z.strictObject({ action: z.literal("release"), customerIds, reason: z.enum(RELEASE_REASONS), note }),
    z.strictObject({ action: z.literal("assign"), customerIds, userId: Id, note }),
    z.strictObject({ action: z.literal("transfer"), customerIds, userId: Id, note }),
    z.strictObject({ action: z.literal("move"), customerIds, poolId: Id, note }),
    z.strictObject({ action: z.literal("invalidate"), customerIds, reason: z.enum(INVALID_REASONS), note }),
    z.strictObject({ action: z.literal("restore"), customerIds, note }),
    z.strictObject({ action: z.literal("tag"), customerIds, add: tags, remove: tags }),
  ])
  .meta({ id: "Bulk" });
type Input = z.infer<typeof Input>;

const Outcome = z.union([
  z.strictObject({ customerId: Id, ok: z.literal(true), version: z.int().nullable() }),
  z.strictObject({
    customerId: Id,
    ok: z.literal(false),
    error: ErrorCodeShape,
    params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  }),
]);

const VERB = "bulkCustomers";

type Done = { customerId: string; ok: true; version: number | null };
type Undone = { customerId: string; ok: false; error: ErrorCode; params: ErrorParams };

const undone = (customerId: string, { code, params }: DomainError): Undone => ({
  ...{ customerId, ok: false, error: code, params },
});

/** The outcomes of a verb of many customers, in one shape. */
const plain = (
  results: readonly (
    | { customerId: string; ok: true; version?: number; held?: { version: number } }
    | Undone
  )[],
): (Done | Undone)[] =>
  results.map((one) =>
    one.ok
      ? { customerId: one.customerId, ok: true, version: one.version ?? one.held?.version ?? null }
      : { customerId: one.customerId, ok: false, error: one.error, params: one.params },
  );

type Work = (ctx: ApiCtx, customerId: string) => Promise<{ version?: number }>;

/** A verb of one customer for each of them, each in a transaction and under an operation key of its own. */
async function oneByOne(ctx: ApiCtx, ids: readonly string[], work: Work): Promise<(Done | Undone)[]> {
  const outcomes: (Done | Undone)[] = [];
  for (const customerId of ids) {
    const key = ctx.operationKey;
    try {
      const own = key ? { ...ctx, operationKey: `${key}:${customerId}` } : ctx;
      const { version = null } = await work(own, customerId);
      outcomes.push({ customerId, ok: true, version });
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === "OPERATION_REUSED") throw error;
      outcomes.push(undone(customerId, error));
    }
  }
  return outcomes;
}

/**
 * The same as one operation: its key is given to this request before anything is done, so that another one is refused, and
 * to the answer once all is done, so that it is told again as it was.
 */
async function each(ctx: ApiCtx, input: Input, work: Work): Promise<(Done | Undone)[]> {
  const key = ctx.operationKey;
  if (!key) return oneByOne(ctx, input.customerIds, work);
  await once({ ...ctx, operationKey: `${key}:request` }, VERB, input, async () => null);
  const answered = await findAnswer<(Done | Undone)[]>(ctx, VERB, input);
  if (answered) return answered;
  const outcomes = await oneByOne(ctx, input.customerIds, work);
  return once(ctx, VERB, input, async () => outcomes);
}

const PERMISSION = {
  claim: "customers.claim",
  release: "customers.release",
  assign: "customers.assign",
  transfer: "customers.transfer",
  move: "customers.assign",
  invalidate: "customers.invalidate",
  restore: "customers.restore",
  tag: "customers.edit",
} as const;

async function run(ctx: ApiCtx, input: Input): Promise<(Done | Undone)[]> {
  authorize(ctx.actor, PERMISSION[input.action]);
  const { customerIds } = input;
  switch (input.action) {
    case "claim":
      return plain(await claimCustomers(ctx, { customerIds }));
    case "assign":
      return plain(await assignCustomers(ctx, { customerIds, userId: input.userId, note: input.note }));
    case "transfer":
      return plain(await transferCustomers(ctx, { customerIds, userId: input.userId, note: input.note }));
    case "move":
      return plain(await moveToPool(ctx, { customerIds, poolId: input.poolId, note: input.note }));
    case "release": {
      const { reason, note } = input;
      return each(ctx, input, (ctx, customerId) => releaseCustomer(ctx, { customerId, reason, note }));
    }
    case "invalidate": {
      const { reason, note } = input;
      return each(ctx, input, (ctx, customerId) => invalidateCustomer(ctx, { customerId, reason, note }));
    }
    case "restore":
      return each(ctx, input, (ctx, customerId) => restoreCustomer(ctx, { customerId, note: input.note }));
    case "tag": {
      const { add, remove } = input;
      return each(ctx, input, async (ctx, customerId) => {
        await tagCustomer(ctx, { customerId, add, remove });
        return {};
      });
    }
  }
}

const bulk = endpoint({
  id: "bulkCustomers",
  method: "post",
  path: "/customers/bulk",
  tag: "customers",
  summary: "Do one thing with many customers, with an outcome for each",
  description:
    "One refusal doesn't undo the others. The scope is that of the action. With an Idempotency-Key what was done is not done again: a call that was cut off is finished by the same call.",
  permission: null,
  refusals: ["FORBIDDEN", "SCOPE_MISSING"],
  body: Input,
  output: z.strictObject({ data: z.array(Outcome), done: z.int(), refused: z.int() }),
  run: async ({ ctx, body }) => {
    const data = await run(ctx, body);
    const done = data.filter(({ ok }) => ok).length;
    return { data, done, refused: data.length - done };
  },
});

export const BULK: Endpoint[] = [bulk];
