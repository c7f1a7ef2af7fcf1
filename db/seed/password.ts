import { eq, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { users } from "@/db/schema/people";
import { hashPassword, verifyPassword } from "@/lib/auth/passwords";

/** One hash for several people: only the seed does that, since every hash has a salt of its own. */
const sharedByDemoPeople = sql<{ hash: string }>`
  select password_hash as hash from users
  where email ~ '^(admin|manager|rep[1-8])@example\\.com$' and password_hash is not null
  group by password_hash having count(*) > 1`;

/**
 * Gives the demo's people the password that is announced, where it changed since they were made; who has chosen one
 * of his own keeps it. Returns whether the demo lives in this database at all.
 */
export async function keepDemoPassword(db: Db, password: string): Promise<boolean> {
  const shared = await db.execute<{ hash: string }>(sharedByDemoPeople);
  for (const { hash } of shared) {
    if (await verifyPassword(hash, password)) continue;
    await db
      .update(users)
      .set({ passwordHash: await hashPassword(password) })
      .where(eq(users.passwordHash, hash));
  }
  return shared.length > 0;
}
