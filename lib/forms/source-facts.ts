import { randomBytes } from "node:crypto";
import { and, inArray, isNull } from "drizzle-orm";
import { pools } from "@/db/schema/pools";
import type { TxCtx } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import { DomainError } from "@/lib/errors";

/** What stands in the address of a form or inbox: 128 bits by chance. */
export const newKey = (): string => randomBytes(16).toString("base64url");

type Facts = {
  poolId: string;
  routes: readonly { field: string; poolId: string }[];
  fields?: readonly { field: string }[];
};

/** NOT_FOUND for a pool that isn't open, INVALID_INPUT for a field of the organisation's that isn't there. */
export async function requireTargets(ctx: TxCtx, { poolId, routes, fields = [] }: Facts): Promise<void> {
  const wanted = [...new Set([poolId, ...routes.map((route) => route.poolId)])];
  const open = await ctx.db
    .select({ id: pools.id })
    .from(pools)
    .where(and(inArray(pools.id, wanted), isNull(pools.archivedAt)))
    .for("share");
  if (open.length !== wanted.length) throw new DomainError("NOT_FOUND", { what: "pool" });
  const own = [...fields, ...routes].flatMap(({ field }) => (field.startsWith("custom.") ? [field] : []));
  if (own.length === 0) return;
  const known = new Set(
    (await readFields(ctx.db)).flatMap(({ key, retired }) => (retired ? [] : [`custom.${key}`])),
  );
  const missing = own.find((field) => !known.has(field));
  if (missing) throw new DomainError("INVALID_INPUT", { field: missing });
}
