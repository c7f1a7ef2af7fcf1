import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { organizations, users } from "@/db/schema/people";
import { policies, poolMembers, pools } from "@/db/schema/pools";
import { seedCalendar } from "@/lib/calendar/seed-calendar";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { hashPassword } from "./passwords";
import { refusePassword } from "./rules";
import type { CreateFirstAdminInput } from "./schema";

const SET_UP_LOCK = 7_430_002;

const isSetUp = async (ctx: Ctx): Promise<boolean> =>
  (await ctx.db.select({ id: users.id }).from(users).limit(1)).length > 0;

/**
 * Sets the product up: the organisation with the calendar of its region, its first pool on the default policy, and the
 * first admin as its member. Only while there is nobody; of two who try at the same time one succeeds, the other is
 * ALREADY_SET_UP.
 */
export async function createFirstAdmin(ctx: Ctx, input: CreateFirstAdminInput): Promise<{ userId: string }> {
  authorize(ctx.actor, "organization.setUp");
  const weak = refusePassword(input.password, input.email);
  if (weak) throw new DomainError(weak.code, weak.params);
  if (await isSetUp(ctx)) throw new DomainError("ALREADY_SET_UP");
  const passwordHash = await hashPassword(input.password);
  return inTx(ctx, async (ctx) => {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${SET_UP_LOCK})`);
    if (await isSetUp(ctx)) throw new DomainError("ALREADY_SET_UP");
    return insertAll(ctx, input, passwordHash);
  });
}

async function insertAll(ctx: TxCtx, input: CreateFirstAdminInput, passwordHash: string) {
  const userId = newId();
  const poolId = newId();
  const createdAt = ctx.now;
  const { timeZone, currency, email, name, locale } = input;
  await ctx.db.insert(organizations).values({ name: input.organization, timeZone, currency, createdAt });
  await ctx.db
    .insert(users)
    .values({ id: userId, email, name, role: "admin", locale, passwordHash, createdAt });
  await ctx.db.insert(pools).values({ id: poolId, name: input.poolName, createdAt });
  await ctx.db
    .insert(policies)
    .values({ poolId, version: 1, document: DEFAULT_POLICY, publishedAt: createdAt, publishedById: userId });
  await ctx.db.insert(poolMembers).values({ poolId, userId, joinedAt: createdAt });
  await seedCalendar(ctx, {});
  return { userId };
}
