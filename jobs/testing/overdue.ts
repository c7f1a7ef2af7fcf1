import type { Db } from "@/db/client";
import { newId } from "@/db/columns";
import { organizations, users } from "@/db/schema/people";
import { policies, pools } from "@/db/schema/pools";
import { inTx } from "@/lib/context";
import { enterCustomers } from "@/lib/ledger/enter-customers";
import { NO_GUARD } from "@/lib/policies/guard";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { addMs, DAY, HOUR } from "@/lib/time";

/** A rep and how many customers he holds whose first-contact deadline passed so many hours ago. */
export type Overdue = { name: string; count: number; hoursAgo: number };

/** What is overdue here nobody has foreseen: the sweep takes it without asking. */
const UNGUARDED = { ...DEFAULT_POLICY, guard: NO_GUARD };

/** Fills an empty database with a pool and reps holding overdue customers; returns the reps' ids in order. */
export async function enterOverdue(db: Db, now: Date, reps: readonly Overdue[]): Promise<string[]> {
  const [poolId, policyId] = [newId(), newId()];
  const createdAt = addMs(now, -10 * DAY);
  const organisation = { name: "Test", timeZone: "Asia/Shanghai", currency: "CNY", createdAt };
  await db.insert(organizations).values(organisation);
  await db.insert(pools).values({ id: poolId, name: "默认公海", createdAt });
  await db
    .insert(policies)
    .values({ id: policyId, poolId, version: 1, document: UNGUARDED, publishedAt: createdAt });
  const people = reps.map(({ name }) => ({ id: newId(), name, email: `${name}@example.com`, createdAt }));
  await db.insert(users).values(people.map((person) => ({ ...person, role: "rep" as const })));
  for (const [index, { count, hoursAgo }] of reps.entries()) {
    const dueAt = addMs(now, -hoursAgo * HOUR);
    const heldSince = addMs(dueAt, -DAY);
    const rows = Array.from({ length: count }, (_, n) => ({
      ...{
        name: `客户 ${index}-${n}`,
        nameKey: `${index}-${n}`,
        identityKey: `${index}-${n}`,
        grade: "B" as const,
      },
      ...{ stage: "new" as const, intent: "unknown" as const, state: "owned" as const, version: 1 },
      ...{ createdAt, editedAt: createdAt, movedAt: heldSince, heldSince, ownerCount: 1 },
      ...{ ownerId: people[index]?.id ?? null, poolId, duePolicyId: policyId },
      ...{ dueAt, dueRule: "first_contact" as const, dueFrom: heldSince },
    }));
    const ctx = { db, actor: { kind: "system" as const, job: "test" }, now: heldSince };
    await inTx(ctx, (tx) => enterCustomers(tx, rows, "import"));
  }
  return people.map((person) => person.id);
}
