import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { newId } from "@/db/columns";
import type { Role } from "@/db/enums";
import { organizations, teams, users } from "@/db/schema/people";
import { policies, poolMembers, pools } from "@/db/schema/pools";
import { BUILT_IN } from "@/lib/conditions/known-fields";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { writeDeadlines } from "@/lib/deadlines/write-deadlines";
import { enterCustomers, type NewCustomer } from "@/lib/ledger/enter-customers";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";
import { uuids } from "@/lib/sql-values";

export type TestUser = { id: string; email: string; name: string; role: Role; teamId: string | null };
export type TestPool = { id: string; name: string; policyId: string; policy: PolicyDocument };
export type TestTeam = { id: string; name: string };

/** A customer of a test; everything has a default. With an owner it is held, and on the clock, since `at`. */
export type TestCustomer = Partial<NewCustomer> & { pool?: TestPool; owner?: TestUser; at?: Date };

export type WorldOptions = {
  now: Date;
  timeZone?: string;
  reps?: number;
  /** What the pool's first policy has other than the defaults. */
  policy?: Partial<PolicyDocument>;
};

export type World = Awaited<ReturnType<typeof makeWorld>>;

const ENTER_AT_A_TIME = 1_000;
let made = 0;

/** A number that no name of this process has had, so that several worlds fit in one database. */
const nextNumber = () => {
  made += 1;
  return made;
};

async function makeOrganization(db: Db, timeZone: string, createdAt: Date) {
  const [there] = await db.select().from(organizations).limit(1);
  if (there) return there;
  const row = { id: newId(), name: "Gonghai Test", timeZone, currency: "CNY", createdAt };
  await db.insert(organizations).values(row);
  return row;
}

/** Adds a team. */
export async function makeTeam(db: Db, createdAt: Date): Promise<TestTeam> {
  const team = { id: newId(), name: `Team ${nextNumber()}` };
  await db.insert(teams).values({ ...team, createdAt });
  return team;
}

/** Adds a person; he belongs to no pool yet. */
export async function makeUser(
  db: Db,
  createdAt: Date,
  input: { role?: Role; team?: TestTeam | null; holdingCap?: number; name?: string } = {},
): Promise<TestUser> {
  const role = input.role ?? "rep";
  const number = nextNumber();
  const name = input.name ?? `${role} ${number}`;
  const user = {
    id: newId(),
    email: `${role}${number}@test.example`,
    name,
    role,
    teamId: input.team?.id ?? null,
  };
  await db.insert(users).values({ ...user, holdingCap: input.holdingCap ?? null, createdAt });
  return user;
}

/** Adds a pool with its first policy and these members. */
export async function makePool(
  db: Db,
  createdAt: Date,
  input: { policy?: Partial<PolicyDocument>; members?: readonly TestUser[]; name?: string } = {},
): Promise<TestPool> {
  const policy = { ...DEFAULT_POLICY, ...input.policy };
  const pool = { id: newId(), name: input.name ?? `Pool ${nextNumber()}`, policyId: newId(), policy };
  await db.insert(pools).values({ id: pool.id, name: pool.name, createdAt });
  await db
    .insert(policies)
    .values({ id: pool.policyId, poolId: pool.id, version: 1, document: policy, publishedAt: createdAt });
  const members = (input.members ?? []).map(({ id }) => ({
    poolId: pool.id,
    userId: id,
    joinedAt: createdAt,
  }));
  if (members.length > 0) await db.insert(poolMembers).values(members);
  return pool;
}

const heldColumns = (owner: TestUser, pool: TestPool, at: Date) => ({
  ...{ state: "owned" as const, ownerId: owner.id, heldSince: at, ownerCount: 1, duePolicyId: pool.policyId },
});

function customerRow(pool: TestPool, at: Date, input: TestCustomer): NewCustomer {
  const { owner, pool: _pool, at: _at, ...given } = input;
  const id = given.id ?? newId();
  const name = given.name ?? `Customer ${nextNumber()}`;
  return {
    ...{
      id,
      name,
      nameKey: name.toLowerCase(),
      identityKey: id,
      grade: "B",
      stage: "new",
      intent: "unknown",
    },
    ...{ createdAt: at, editedAt: at, movedAt: at, version: 1, poolId: pool.id },
    ...(owner ? heldColumns(owner, pool, at) : { state: "pooled", pooledAt: at }),
    ...given,
  };
}

/** Gives customers that were entered in somebody's hands the deadline that follows. */
async function putOnTheClock(
  ctx: TxCtx,
  { policyId, policy, timeZone }: TestPool & { timeZone: string },
  rows: readonly NewCustomer[],
): Promise<void> {
  const ids = rows.flatMap((row) => row.id ?? []);
  const inForce = { id: policyId, document: policy, grace: {}, known: BUILT_IN, timeZone };
  await writeDeadlines(ctx, inForce, sql`c.id = any (${uuids(ids)})`);
}

/**
 * A small company: an organisation, a pool under the default policy, a team of a manager and reps who all belong to
 * the pool, and an admin who does not. Everybody has been there for a year before `now`.
 */
export async function makeWorld(db: Db, options: WorldOptions) {
  const { now } = options;
  const founded = new Date(now.getTime() - 365 * 86_400_000);
  const org = await makeOrganization(db, options.timeZone ?? "Asia/Shanghai", founded);
  const team = await makeTeam(db, founded);
  const admin = await makeUser(db, founded, { role: "admin" });
  const manager = await makeUser(db, founded, { role: "manager", team });
  const reps: TestUser[] = [];
  for (let n = 0; n < (options.reps ?? 3); n += 1) reps.push(await makeUser(db, founded, { team }));
  const pool = await makePool(db, founded, {
    members: [manager, ...reps],
    ...(options.policy ? { policy: options.policy } : {}),
  });

  /** The context of a person's request, at `now` or another instant. */
  const as = (user: TestUser, at: Date = now): Ctx => ({
    db,
    actor: { kind: "user", id: user.id, role: user.role, teamId: user.teamId },
    now: at,
  });
  /** The context of a job. */
  const system = (at: Date = now): Ctx => ({ db, actor: { kind: "system", job: "test" }, now: at });

  /** Puts `count` customers on the books, by the one way there is, and answers their ids. */
  const customers = async (count: number, input: TestCustomer = {}): Promise<string[]> => {
    const at = input.at ?? now;
    const rows = Array.from({ length: count }, () => customerRow(input.pool ?? pool, at, input));
    const inForce = { ...(input.pool ?? pool), timeZone: org.timeZone };
    for (let from = 0; from < count; from += ENTER_AT_A_TIME) {
      const some = rows.slice(from, from + ENTER_AT_A_TIME);
      await inTx(system(at), async (ctx) => {
        await enterCustomers(ctx, some, "test");
        if (input.owner && input.dueAt === undefined) await putOnTheClock(ctx, inForce, some);
      });
    }
    return rows.flatMap((row) => row.id ?? []);
  };
  /** Puts one customer on the books and answers its id. */
  const customer = async (input: TestCustomer = {}): Promise<string> => {
    const [id] = await customers(1, input);
    if (!id) throw new Error("the customer was not entered");
    return id;
  };
  /** The rep of that number, counted from 0. */
  const rep = (index: number): TestUser => {
    const found = reps[index];
    if (!found) throw new Error(`there are ${reps.length} reps`);
    return found;
  };

  return {
    db,
    now,
    org,
    timeZone: org.timeZone,
    team,
    pool,
    admin,
    manager,
    reps,
    rep,
    as,
    system,
    customer,
    customers,
  };
}
