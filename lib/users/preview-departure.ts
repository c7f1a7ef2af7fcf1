import { sql } from "drizzle-orm";
import { GRADES, STAGES } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { PolicyDocument } from "@/lib/policies/schema";
import { addMs, DAY } from "@/lib/time";
import { getUser } from "./queries";
import { type BookEntry, planHandover } from "./rules";
import type { UserInput } from "./schema";
import type { DeparturePreview, Receiver } from "./types";

type Entry = BookEntry & {
  poolName: string;
  dueAt: Date | null;
  protectedUntil: Date | null;
  nextStepAt: Date | null;
};
type Place = Receiver["pools"][number] &
  Pick<Receiver, "userId" | "teamId" | "teamName"> & { userName: string };

const date = (value: unknown): Date | null => (value ? new Date(value as string) : null);

async function readBook(ctx: Ctx, userId: string): Promise<Entry[]> {
  const rows = await ctx.db.execute<Record<string, unknown>>(sql`
    select c.id, c.pool_id, p.name as pool_name, c.stage, c.grade, c.last_follow_up_at, c.due_at, c.protected_until, c.next_step_at
    from customers c join pools p on p.id = c.pool_id where c.owner_id = ${userId}::uuid and c.state = 'owned'`);
  return rows.map((row) => ({
    ...{ id: String(row.id), poolId: String(row.pool_id), poolName: String(row.pool_name) },
    ...{ stage: row.stage as Entry["stage"], grade: row.grade as Entry["grade"] },
    ...{ lastFollowUpAt: date(row.last_follow_up_at), dueAt: date(row.due_at) },
    ...{ protectedUntil: date(row.protected_until), nextStepAt: date(row.next_step_at) },
  }));
}

/** The places that active colleagues have in the pools of the book. */
async function readPlaces(ctx: Ctx, userId: string): Promise<Place[]> {
  const rows = await ctx.db.execute<Record<string, unknown>>(sql`
    select u.id, u.name as user_name, u.team_id, t.name as team_name, p.id as pool_id, p.name, u.holding_cap, pol.document, h.held, h.won, book.count as in_book
    from (select pool_id, count(*) from customers where owner_id = ${userId}::uuid and state = 'owned' group by pool_id) book
    join pools p on p.id = book.pool_id and p.archived_at is null
    join pool_members m on m.pool_id = p.id
    join users u on u.id = m.user_id and u.deactivated_at is null and u.id <> ${userId}::uuid
    left join teams t on t.id = u.team_id
    join lateral (select document from policies where pool_id = p.id order by version desc limit 1) pol on true
    cross join lateral (select count(*) as held, count(c.won_at) as won from customers c
      where c.owner_id = u.id and c.pool_id = p.id and c.state = 'owned') h
    order by u.name, u.id, p.position, p.id`);
  return rows.map((row) => {
    const policy = PolicyDocument.parse(row.document);
    const held = Number(row.held) - (policy.won.countsTowardsCap ? 0 : Number(row.won));
    const cap = (row.holding_cap as number | null) ?? policy.holdingCap;
    return {
      ...{
        userId: String(row.id),
        userName: String(row.user_name),
        poolId: String(row.pool_id),
        name: String(row.name),
      },
      ...{ teamId: row.team_id as string | null, teamName: row.team_name as string | null },
      ...{ room: cap === null ? null : Math.max(0, cap - held), inBook: Number(row.in_book), held, cap },
    };
  });
}

function receiversOf(book: readonly Entry[], places: readonly Place[]): Receiver[] {
  const byUser = new Map<string, Place[]>();
  for (const place of places) byUser.set(place.userId, [...(byUser.get(place.userId) ?? []), place]);
  const receivers = [...byUser].map(([userId, own]) => {
    const plan = planHandover(book, new Map(own.map((place) => [place.poolId, place.room])));
    const [{ userName = "", teamId = null, teamName = null } = {}] = own;
    const pools = own.map(({ poolId, name, room, inBook, held, cap }) => ({
      poolId,
      name,
      room,
      inBook,
      held,
      cap,
    }));
    const counts = { wouldTake: plan.give.length, wouldGoToPool: plan.pool.length };
    return { userId, name: userName, teamId, teamName, pools, ...counts };
  });
  return receivers.sort((a, b) => b.wouldTake - a.wouldTake);
}

function countDue(book: readonly Entry[], now: Date): DeparturePreview["byDue"] {
  const counts = { overdue: 0, day: 0, threeDays: 0, week: 0, later: 0, none: 0 };
  const upTo = [
    ["overdue", now],
    ["day", addMs(now, DAY)],
    ["threeDays", addMs(now, 3 * DAY)],
    ["week", addMs(now, 7 * DAY)],
  ] as const;
  for (const { dueAt } of book) {
    const within = dueAt ? (upTo.find(([, end]) => dueAt <= end)?.[0] ?? "later") : "none";
    counts[within] += 1;
  }
  return counts;
}

/** How many entries fall on each key, with a zero for each that has none. */
function countBy<K extends string>(keys: readonly K[], found: readonly K[]): Record<K, number> {
  const counts = Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
  for (const key of found) counts[key] += 1;
  return counts;
}

function countPools(book: readonly Entry[]): DeparturePreview["byPool"] {
  const pools = new Map<string, { poolId: string; name: string; count: number }>();
  for (const { poolId, poolName } of book) {
    const pool = pools.get(poolId) ?? { poolId, name: poolName, count: 0 };
    pools.set(poolId, { ...pool, count: pool.count + 1 });
  }
  return [...pools.values()].sort((a, b) => b.count - a.count);
}

async function readStanding(ctx: Ctx, userId: string): Promise<{ sessions: number; lastAdmin: boolean }> {
  const [row] = await ctx.db.execute<{ sessions: number; last_admin: boolean }>(sql`
    select (select count(*)::int from sessions s where s.user_id = u.id and s.revoked_at is null and s.expires_at > ${ctx.now.toISOString()}::timestamptz) as sessions,
      u.role = 'admin' and not exists (select from users o where o.role = 'admin' and o.deactivated_at is null and o.id <> u.id) as last_admin
    from users u where u.id = ${userId}::uuid`);
  return { sessions: row?.sessions ?? 0, lastAdmin: row?.last_admin ?? false };
}

/** What somebody would leave behind, and what each colleague could take of it; nothing is written. */
export async function previewDeparture(ctx: Ctx, input: UserInput): Promise<DeparturePreview> {
  authorize(ctx.actor, "users.deactivate");
  const { id, name, email, role, teamId } = await getUser(ctx, input);
  const book = await readBook(ctx, id);
  const { sessions, lastAdmin } = await readStanding(ctx, id);
  return {
    user: { id, name, email, role, teamId },
    total: book.length,
    byPool: countPools(book),
    byStage: countBy(
      STAGES,
      book.map((entry) => entry.stage),
    ),
    byGrade: countBy(
      GRADES,
      book.map((entry) => entry.grade),
    ),
    byDue: countDue(book, ctx.now),
    protectedCount: book.filter((entry) => entry.protectedUntil && entry.protectedUntil > ctx.now).length,
    plannedCount: book.filter((entry) => entry.nextStepAt).length,
    ...{ liveSessions: sessions, lastAdmin },
    receivers: receiversOf(book, await readPlaces(ctx, id)),
  };
}
