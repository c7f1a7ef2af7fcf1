import { and, inArray, isNull } from "drizzle-orm";
import { newId } from "@/db/columns";
import { users } from "@/db/schema/people";
import { poolMembers, pools } from "@/db/schema/pools";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { recordAccess } from "@/lib/second-person/record-access";
import { hashNewPassword } from "./hash-new-password";
import type { CreateUserInput } from "./schema";

async function joinPools(ctx: TxCtx, userId: string, poolIds: readonly string[]): Promise<void> {
  const ids = [...new Set(poolIds)];
  if (ids.length === 0) return;
  const open = await ctx.db
    .select({ id: pools.id })
    .from(pools)
    .where(and(inArray(pools.id, ids), isNull(pools.archivedAt)));
  if (open.length < ids.length) throw new DomainError("NOT_FOUND", { what: "pool" });
  await ctx.db.insert(poolMembers).values(ids.map((poolId) => ({ poolId, userId, joinedAt: ctx.now })));
}

/**
 * Lets somebody in, with a password (null: he signs in elsewhere), into these pools. DUPLICATE_EMAIL when the address
 * has an account, also one of somebody who has left; WEAK_PASSWORD. Never kept under an operation key.
 */
export async function createUser(
  ctx: Ctx,
  input: CreateUserInput & { password: string | null },
): Promise<{ userId: string }> {
  authorize(ctx.actor, "users.manage");
  const { poolIds, password, ...person } = input;
  const passwordHash = password === null ? null : await hashNewPassword(password, person.email);
  return inTx(ctx, async (ctx) => {
    const userId = newId();
    const created = await ctx.db
      .insert(users)
      .values({ id: userId, ...person, passwordHash, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ id: users.id });
    if (created.length === 0) throw new DomainError("DUPLICATE_EMAIL", { email: person.email });
    await joinPools(ctx, userId, poolIds);
    await recordAccess(ctx, userId, ["account"]);
    return { userId };
  });
}
