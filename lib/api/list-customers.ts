import { z } from "zod";
import { listMine } from "@/lib/customers/list-mine";
import { listPool } from "@/lib/customers/list-pool";
import type { MineListInput, PoolListInput } from "@/lib/customers/list-schema";
import type { MineRow, PoolRow } from "@/lib/customers/types";
import { DomainError } from "@/lib/errors";
import type { Answer, ApiCtx } from "./endpoint";
import type { CustomerSummary } from "./shapes/customers";

/** Customers in hands, or those of one pool: a list is read source after source. */
type Source = { kind: "held" } | { kind: "pool"; poolId: string };
type Row = Answer<z.input<typeof CustomerSummary>>;
type Page = { data: Row[]; nextCursor: string | null };

export type CustomersAsked = {
  owner?: string | undefined;
  poolIds: readonly string[];
  /** The pool that narrows the list, if one does. */
  poolId?: string | undefined;
  mine: MineListInput;
  pooled: PoolListInput;
  cursor?: string | undefined;
  limit: number;
};

const fromHands = (row: MineRow): Row => ({
  ...{ id: row.id, name: row.name, state: row.state, version: row.version, grade: row.grade },
  ...{ stage: row.stage, intent: row.intent, region: row.region, industry: row.industry },
  ...{ source: row.source, tags: row.tags, pool: row.pool, owner: row.owner, contact: row.contact },
  ...{ heldSince: row.heldSince, dueAt: row.dueAt, dueRule: row.dueRule, wonAt: row.wonAt },
  ...{ protectedUntil: row.protectedUntil, lastFollowUpAt: row.lastFollowUpAt, lastOutcome: row.lastOutcome },
  ...{ nextStep: row.nextStep, nextStepAt: row.nextStepAt },
  ...{ enteredAt: null, ownerCount: null, bounceCount: null, claim: null },
});

const fromPool =
  (pool: { id: string; name: string }) =>
  (row: PoolRow): Row => ({
    ...{ id: row.id, name: row.name, state: "pooled", version: row.version, grade: row.grade },
    ...{ stage: row.stage, intent: row.intent, region: row.region, industry: row.industry },
    ...{ source: row.source, tags: row.tags, pool, owner: null, contact: row.contact },
    ...{ heldSince: null, dueAt: null, dueRule: null, wonAt: null, protectedUntil: null },
    ...{ lastFollowUpAt: row.lastFollowUpAt, lastOutcome: row.lastOutcome, nextStep: null, nextStepAt: null },
    ...{ enteredAt: row.enteredAt, ownerCount: row.ownerCount, bounceCount: row.bounceCount },
    claim: row.claim,
  });

function sourcesOf({ owner, poolId, poolIds }: CustomersAsked): Source[] {
  const pools = (poolId ? [poolId] : poolIds).map((id) => ({ kind: "pool" as const, poolId: id }));
  if (owner === "none") return pools;
  return owner === undefined ? [{ kind: "held" }, ...pools] : [{ kind: "held" }];
}

const Cursor = z.tuple([z.string().max(40), z.string().max(1200).nullable()]);

const nameOf = (source: Source): string => (source.kind === "held" ? "held" : source.poolId);
const write = (source: Source, inner: string | null): string =>
  Buffer.from(JSON.stringify([nameOf(source), inner])).toString("base64url");

/** Where a page begins: at which source, and where in it. INVALID_INPUT for a cursor that is none of this list. */
function readCursor(
  text: string | undefined,
  sources: readonly Source[],
): { index: number; inner: string | null } {
  if (text === undefined) return { index: 0, inner: null };
  try {
    const [name, inner] = Cursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    const index = sources.findIndex((source) => nameOf(source) === name);
    if (index >= 0) return { index, inner };
  } catch {
    // Fall through: whatever is wrong with it, it is no cursor of ours.
  }
  throw new DomainError("INVALID_INPUT", { field: "cursor" });
}

async function readSource(
  ctx: ApiCtx,
  source: Source,
  asked: CustomersAsked,
  at: { cursor: string | null; limit: number },
): Promise<Page> {
  const paging = { limit: at.limit, ...(at.cursor ? { cursor: at.cursor } : {}) };
  if (source.kind === "pool") {
    const { pool, rows, nextCursor } = await listPool(ctx, {
      ...asked.pooled,
      ...paging,
      pool: source.poolId,
    });
    return { data: rows.map(fromPool(pool)), nextCursor };
  }
  const { owner, poolId } = asked;
  const whose =
    owner === undefined ? { view: "all" as const } : owner === "me" ? { view: "mine" as const } : { owner };
  const { rows, nextCursor } = await listMine(ctx, {
    ...asked.mine,
    ...paging,
    ...whose,
    ...(poolId ? { pool: poolId } : {}),
  });
  return { data: rows.map(fromHands), nextCursor };
}

/** A page of customers: those in hands that the actor sees, then those of his pools, as far as they are asked for. */
export async function pageOfCustomers(ctx: ApiCtx, asked: CustomersAsked): Promise<Page> {
  const sources = sourcesOf(asked);
  let { index, inner } = readCursor(asked.cursor, sources);
  const data: Row[] = [];
  for (let source = sources[index]; source; source = sources[++index]) {
    const page = await readSource(ctx, source, asked, { cursor: inner, limit: asked.limit - data.length });
    data.push(...page.data);
    if (page.nextCursor) return { data, nextCursor: write(source, page.nextCursor) };
    const next = sources[index + 1];
    if (data.length >= asked.limit) return { data, nextCursor: next ? write(next, null) : null };
    inner = null;
  }
  return { data, nextCursor: null };
}
