import { and, asc, eq, inArray, sql } from "drizzle-orm";
import fc from "fast-check";
import { newId } from "@/db/columns";
import { customers } from "@/db/schema/customers";
import { events } from "@/db/schema/ledger";
import { policies } from "@/db/schema/pools";
import { allocateCustomers } from "@/lib/allocation/allocate-customers";
import { allocatePools } from "@/lib/allocation/allocate-pools";
import type { Ctx } from "@/lib/context";
import { recordDeal } from "@/lib/deals/record-deal";
import { mergeCustomers } from "@/lib/duplicates/merge-customers";
import { undoMerge } from "@/lib/duplicates/undo-merge";
import { DomainError } from "@/lib/errors";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { fold } from "@/lib/ledger/rules";
import { assignCustomers } from "@/lib/ownership/assign-customers";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { claimCustomers } from "@/lib/ownership/claim-customers";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { restoreCustomer } from "@/lib/ownership/restore-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { undoAssignments } from "@/lib/ownership/undo-assignments";
import { undoClaim } from "@/lib/ownership/undo-claim";
import { unprotectCustomer } from "@/lib/ownership/unprotect-customer";
import { allocationRule } from "@/lib/policies/allocation-rule";
import { NO_GUARD } from "@/lib/policies/guard";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { sendReminders } from "@/lib/reminders/send-reminders";
import { retrying } from "@/lib/retry";
import { approveSweep } from "@/lib/sweeps/approve-sweep";
import { declineSweep } from "@/lib/sweeps/decline-sweep";
import { foreseeReclaims } from "@/lib/sweeps/foresee-reclaims";
import { pauseReclaims } from "@/lib/sweeps/pause-reclaims";
import { resumeReclaims } from "@/lib/sweeps/resume-reclaims";
import { undoSweep } from "@/lib/sweeps/undo-sweep";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { withClocks } from "./clocks";
import type { World } from "./factories";
import type { TestDb } from "./index";

const KINDS = [
  ...[
    "claim",
    "claim",
    "claim",
    "claimMany",
    "undo",
    "release",
    "assign",
    "transfer",
    "followUp",
    "followUp",
  ],
  ...[
    "thinFollowUp",
    "deal",
    "protect",
    "unprotect",
    "invalidate",
    "restore",
    "publish",
    "reclaim",
    "remind",
  ],
  ...["deactivate", "killConnections"],
  ...["merge", "merge", "undoMerge", "undoMerge"],
  ...["reclaim", "undoSweep", "undoSweep", "decide", "foresee", "pause", "resume"],
  ...["allocate", "dealOut", "undoAssign", "undoAssign"],
] as const;

/** One thing that somebody does; the numbers choose whom and what it concerns. */
const Deed = fc.record({
  kind: fc.constantFrom(...KINDS),
  who: fc.nat(7),
  what: fc.nat(15),
  how: fc.nat(99),
});
export type Deed = typeof Deed extends fc.Arbitrary<infer T> ? T : never;

/** Steps of deeds that happen at the same time, with the clock jumping between them. */
export const Story = fc.array(
  fc.record({
    jump: fc.oneof(
      fc.constant(0),
      fc.constant(5_000),
      fc.integer({ min: 0, max: 3 * HOUR }),
      fc.integer({ min: 0, max: 40 * DAY }),
    ),
    deeds: fc.array(Deed, { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 3, maxLength: 14 },
);
export type Story = typeof Story extends fc.Arbitrary<infer T> ? T : never;

/** Cuts every connection but those that are still being opened: postgres.js leaves that failure to nobody. */
const killConnections = (test: TestDb) =>
  test.sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and state is not null and query not like '%pg_catalog.pg_type%'`;

const pick = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
};

async function versionOf(world: World, customerId: string): Promise<number> {
  const [row] = await world.db
    .select({ version: customers.version })
    .from(customers)
    .where(eq(customers.id, customerId));
  return row?.version ?? 1;
}

async function publish(ctx: Ctx, world: World, how: number): Promise<unknown> {
  const [row] = await world.db
    .select({ version: sql<number>`max(${policies.version})`.mapWith(Number) })
    .from(policies)
    .where(eq(policies.poolId, world.pool.id));
  const document = {
    ...DEFAULT_POLICY,
    holdingCap: pick([2, 3, 5, null], how),
    claimLimits: { perDay: pick([1, 2, 4, null], how >> 1), perWeek: pick([3, 5, null], how >> 2) },
    coolDownDays: pick([0, 1, 7], how >> 2),
    allocationRules: [allocationRule({ id: "turns", perDay: pick([null, 1, 2], how), on: how % 3 > 0 })],
    autoAllocate: true,
    guard: pick([NO_GUARD, { factor: 1, atLeast: 0 }, { factor: 2, atLeast: 2 }], how >> 1),
    ...withClocks({
      firstContactHours: pick([1, 24, null], how),
      noFollowUpDays: pick([2, 10, 30], how >> 1),
    }),
  };
  return publishPolicy(ctx, { poolId: world.pool.id, baseVersion: row?.version ?? 0, document, note: "" });
}

/** Undoes one of the last sweeps, if there is one. */
async function undo(ctx: Ctx, how: number): Promise<unknown> {
  const rows = await ctx.db.execute<{ id: string }>(sql`select id from sweeps order by id desc limit 3`);
  return rows.length > 0 ? undoSweep(ctx, { sweepId: pick(rows, how).id }) : null;
}

/** Takes the last assignments back, whoever made them, as somebody sees them now. */
async function undoAssign(ctx: Ctx, how: number): Promise<unknown> {
  const rows = await ctx.db.execute<{ id: string; version: number }>(sql`
    select c.id, c.version from events e join customers c on c.id = e.customer_id
    where e.kind = 'assigned' order by e.seq desc limit ${1 + (how % 3)}`);
  const assignments = [...new Map(rows.map(({ id, version }) => [id, version]))].map(
    ([customerId, version]) => ({ customerId, version }),
  );
  return assignments.length > 0 ? undoAssignments(ctx, { assignments }) : null;
}

/** Takes one of the last merges back, if there is one, and now and then one that was taken back already. */
async function undoOneMerge(ctx: Ctx, how: number): Promise<unknown> {
  const rows = await ctx.db.execute<{ id: string }>(
    sql`select id from merges order by undone_at is not null, id desc limit 3`,
  );
  return rows.length > 0 ? undoMerge(ctx, { mergeId: pick(rows, how).id }) : null;
}

/** Decides about the sweep that waits, if one does. */
async function decide(ctx: Ctx, how: number): Promise<unknown> {
  const [hold] = await ctx.db.execute<{ id: string }>(
    sql`select id from sweep_holds where state = 'waiting'`,
  );
  if (!hold) return null;
  return (how % 3 ? approveSweep : declineSweep)(ctx, { holdId: hold.id, note: "" });
}

/** Does the deed by its verb, as whoever it falls to. */
async function perform(
  test: TestDb,
  world: World,
  ids: readonly string[],
  deed: Deed,
  now: Date,
  operationKey: string,
): Promise<unknown> {
  const rep = pick(world.reps, deed.who);
  const other = pick(world.reps, deed.who + 1 + (deed.how % 3));
  const lead = pick([world.manager, world.admin], deed.how);
  const customerId = pick(ids, deed.what);
  const few = [customerId, pick(ids, deed.what + 3), pick(ids, deed.what + 7)];
  const as = (user: typeof rep): Ctx => ({ ...world.as(user, now), operationKey });
  switch (deed.kind) {
    case "claim":
      return claimCustomer(as(rep), { customerId });
    case "claimMany":
      return claimCustomers(as(rep), { customerIds: few });
    case "undo":
      return undoClaim(as(rep), { customerId, version: await versionOf(world, customerId) });
    case "release":
      return releaseCustomer(as(deed.how % 4 ? rep : lead), { customerId, reason: "no_need", note: "" });
    case "assign":
      return assignCustomers(as(lead), { customerIds: few, userId: rep.id, note: "" });
    case "allocate":
      return allocateCustomers(as(lead), { poolId: world.pool.id, customerIds: few });
    case "dealOut":
      return allocatePools(world.system(now));
    case "undoAssign":
      return undoAssign(as(lead), deed.how);
    case "transfer":
      return transferCustomers(as(lead), { customerIds: few, userId: other.id, note: "" });
    case "followUp":
    case "thinFollowUp": {
      const outcome = deed.kind === "followUp" ? ("connected" as const) : ("no_answer" as const);
      return logFollowUp(as(deed.how % 4 ? rep : lead), {
        ...{
          customerId,
          contactId: null,
          channel: "call",
          outcome,
          note: "",
          nextStep: "",
          nextStepAt: null,
        },
      });
    }
    case "deal":
      return recordDeal(as(rep), { customerId, title: "deal", amount: deed.how * 100 });
    case "protect":
      return protectCustomer(as(rep), { customerId, days: 1 + (deed.how % 30), reason: "tender" });
    case "unprotect":
      return unprotectCustomer(as(rep), { customerId });
    case "invalidate":
      return invalidateCustomer(as(lead), { customerId, reason: "closed_down", note: "" });
    case "restore":
      return restoreCustomer(as(lead), { customerId, note: "" });
    case "publish":
      return publish(as(world.admin), world, deed.how);
    case "reclaim":
      return reclaimDue(world.system(now), {});
    case "undoSweep":
      return undo(as(world.admin), deed.how);
    case "decide":
      return decide(as(world.admin), deed.how);
    case "foresee":
      return foreseeReclaims(world.system(now));
    case "pause":
      return pauseReclaims(as(world.admin), { poolId: deed.how % 3 ? world.pool.id : null, note: "" });
    case "resume":
      return resumeReclaims(as(world.admin), { poolId: deed.how % 3 ? world.pool.id : null });
    case "remind":
      return sendReminders(world.system(now), {});
    case "deactivate":
      return deed.how < 25
        ? deactivateUser(as(world.admin), {
            userId: rep.id,
            receiverId: deed.how % 2 ? other.id : null,
            note: "",
          })
        : null;
    case "merge":
      return mergeCustomers(as(lead), { keepId: customerId, otherId: pick(ids, deed.what + 5), choices: {} });
    case "undoMerge":
      return undoOneMerge(as(lead), deed.how);
    case "killConnections":
      return killConnections(test);
  }
}

/** Ends well: done, or refused with a code. A connection that was cut is tried again under the same key, as the app does. */
async function settle(work: () => Promise<unknown>): Promise<void> {
  try {
    await retrying(true, work);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}

/** Plays the story in the world, from its instant on. */
export async function play(test: TestDb, world: World, ids: readonly string[], story: Story): Promise<void> {
  let now = world.now;
  for (const step of story) {
    now = new Date(now.getTime() + step.jump + MINUTE / 60);
    const at = now;
    await Promise.all(
      step.deeds.map((deed) => {
        const key = newId();
        return settle(() => perform(test, world, ids, deed, at, key));
      }),
    );
  }
}

/** The customers whose row is not what folding their ledger gives. */
export async function foldDifferences(world: World, ids: readonly string[]): Promise<unknown[]> {
  const rows = await world.db
    .select()
    .from(customers)
    .where(inArray(customers.id, [...ids]));
  const log = await world.db
    .select()
    .from(events)
    .where(and(inArray(events.customerId, [...ids])))
    .orderBy(asc(events.customerId), asc(events.version));
  return rows.flatMap((row) => {
    const folded = fold(log.filter((event) => event.customerId === row.id));
    const kept = {
      ...{
        state: row.state,
        ownerId: row.ownerId,
        poolId: row.poolId,
        version: row.version,
        movedAt: row.movedAt,
      },
      ...{ heldSince: row.heldSince, lastOwnerId: row.lastOwnerId, ownerCount: row.ownerCount },
      ...{ bounceCount: row.bounceCount, protectedUntil: row.protectedUntil },
    };
    return JSON.stringify(folded, Object.keys(kept).sort()) === JSON.stringify(kept, Object.keys(kept).sort())
      ? []
      : [{ folded, kept }];
  });
}
