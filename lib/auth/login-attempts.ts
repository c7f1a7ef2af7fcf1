import { and, eq, inArray, lt, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { loginAttempts } from "@/db/schema/people";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { ATTEMPT_WINDOW, ATTEMPTS_PER_ACCOUNT, ATTEMPTS_PER_IP, secondsUntilRoom } from "./rules";

/** An attempt that counts as failed until it is forgiven. */
export type Attempt = { ids: string[]; accountKey: string; left: number };

const accountKeyOf = (email: string) => `account:${email.toLowerCase()}`;

/**
 * Counts an attempt against the account and the address before the password is looked at, so that guesses made at
 * the same time can't pass the limit together. TOO_MANY_REQUESTS says when there is room again.
 */
export function countAttempt(ctx: Ctx, email: string, ip: string): Promise<Attempt> {
  const accountKey = accountKeyOf(email);
  const limits: [string, number][] = [
    [accountKey, ATTEMPTS_PER_ACCOUNT],
    [`ip:${ip}`, ATTEMPTS_PER_IP],
  ];
  const since = new Date(ctx.now.getTime() - ATTEMPT_WINDOW);
  return inTx(ctx, async (ctx) => {
    for (const [key] of limits.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
      await ctx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
    }
    await forgetOldest(ctx, since);
    const keys = limits.map(([key]) => key);
    const rows = await ctx.db.select().from(loginAttempts).where(inArray(loginAttempts.key, keys));
    const of = (key: string) => rows.filter((row) => row.key === key).map((row) => row.at);
    for (const [key, limit] of limits) {
      const wait = secondsUntilRoom(of(key), limit, ctx.now);
      if (wait !== null) throw new DomainError("TOO_MANY_REQUESTS", { retryAfterSeconds: wait });
    }
    const attempts = keys.map((key) => ({ id: newId(), key, at: ctx.now }));
    await ctx.db.insert(loginAttempts).values(attempts);
    const before = of(accountKey).filter((at) => at > since).length;
    return { ids: attempts.map(({ id }) => id), accountKey, left: ATTEMPTS_PER_ACCOUNT - before - 1 };
  });
}

/** The password was right: the attempt does not count, and the account starts afresh. */
export async function forgiveAttempt(ctx: Ctx, attempt: Attempt): Promise<void> {
  await ctx.db.delete(loginAttempts).where(inArray(loginAttempts.id, attempt.ids));
  await ctx.db
    .delete(loginAttempts)
    .where(and(eq(loginAttempts.key, attempt.accountKey), lt(loginAttempts.at, ctx.now)));
}

/** Deletes a few rows that no window reaches any more: ids rise with time, so the oldest are the first. */
async function forgetOldest(ctx: Ctx, since: Date): Promise<void> {
  await ctx.db.execute(sql`
    delete from login_attempts where id in (
      select id from (select id, at from login_attempts order by id limit 20 for update skip locked) as oldest
      where at <= ${since.toISOString()}::timestamptz)`);
}
