import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { instant, uuids } from "@/lib/sql-values";
import { DOWN_AFTER } from "./rules";

/** Longer than any attempt by much: who holds a lease and lives has answered or renewed it before. */
export const LEASE_MS = 30_000;
const LEASE = sql.raw(`clock_timestamp() + interval '${LEASE_MS} milliseconds'`);

export type Lane = { endpointId: string; subject: string; lease: string };

/** The first message that is due in a lane, and where it goes. */
export type Head = {
  deliveryId: string;
  attempts: number;
  messageId: string;
  kind: string;
  at: string;
  data: Record<string, unknown>;
  url: string;
  secret: string;
  oldSecret: string | null;
  oldSecretUntil: string | null;
};

type Room = { total: number; perEndpoint: number; inFlight: ReadonlyMap<string, number> };

/**
 * Takes lanes that are due, the longest waiting first, passing over those that somebody else holds. An endpoint that is
 * down gets one message at a time, and none while it rests.
 */
export async function takeLanes(db: Executor, now: Date, room: Room): Promise<Lane[]> {
  const used = [...room.inFlight];
  return db.execute<Lane>(sql`
    with used as (
      select * from unnest(${uuids(used.map(([id]) => id))}, ${`{${used.map(([, n]) => n).join(",")}}`}::int[]) u(endpoint_id, n)),
    free as materialized (
      select l.endpoint_id, l.subject from webhook_endpoints w left join used u on u.endpoint_id = w.id
      cross join lateral (
        select l.endpoint_id, l.subject, l.due_at from webhook_lanes l
        where l.endpoint_id = w.id and l.due_at <= ${instant(now)} and (l.leased_until is null or l.leased_until < clock_timestamp())
        order by l.due_at
        limit greatest(0, case when w.failures >= ${DOWN_AFTER} then 1 else ${room.perEndpoint}::int end - coalesce(u.n, 0))
        for update skip locked) l
      where w.state = 'on' and (w.rest_until is null or w.rest_until <= ${instant(now)})
      order by l.due_at limit ${room.total})
    update webhook_lanes l set lease = gen_random_uuid(), leased_until = ${LEASE}
    from free f where l.endpoint_id = f.endpoint_id and l.subject = f.subject
    returning l.endpoint_id as "endpointId", l.subject, l.lease`);
}

const mine = ({ endpointId, subject, lease }: Lane) =>
  sql`endpoint_id = ${endpointId}::uuid and subject = ${subject}::uuid and lease = ${lease}::uuid`;

/** Holds a lane for another while; false when somebody else has it by now. */
export async function renewLease(db: Executor, lane: Lane): Promise<boolean> {
  const rows = await db.execute(
    sql`update webhook_lanes set leased_until = ${LEASE} where ${mine(lane)} returning subject`,
  );
  return rows.length > 0;
}

/** The message that is next in the lane, or null. */
export async function readHead(db: Executor, { endpointId, subject }: Lane): Promise<Head | null> {
  const [head] = await db.execute<Head>(sql`
    select d.id as "deliveryId", d.attempts, m.id as "messageId", m.kind, m.at, m.data, w.url, w.secret,
      w.old_secret as "oldSecret", w.old_secret_until as "oldSecretUntil"
    from webhook_deliveries d join webhook_messages m on m.id = d.message_id join webhook_endpoints w on w.id = d.endpoint_id
    where d.endpoint_id = ${endpointId}::uuid and d.subject = ${subject}::uuid and d.state = 'due' and w.state = 'on'
    order by d.seq limit 1`);
  return head ?? null;
}

/** Locks the lane, and says whether it is still held under this lease. Whoever adds a message waits meanwhile. */
export async function lockLane(db: Executor, lane: Lane): Promise<boolean> {
  const [row] = await db.execute<{ lease: string | null }>(sql`
    select lease from webhook_lanes where endpoint_id = ${lane.endpointId}::uuid and subject = ${lane.subject}::uuid for update`);
  return row?.lease === lane.lease;
}

/** Gives the lane back until `dueAt`. */
export const leaveLane = (db: Executor, lane: Lane, dueAt: Date) =>
  db.execute(
    sql`update webhook_lanes set lease = null, leased_until = null, due_at = ${instant(dueAt)} where ${mine(lane)}`,
  );

/** Takes a locked lane away if nothing is due in it, or else gives it back. */
export async function closeLane(db: Executor, lane: Lane, now: Date): Promise<void> {
  const gone = await db.execute(sql`
    delete from webhook_lanes where ${mine(lane)} and not exists (select from webhook_deliveries d
      where d.endpoint_id = ${lane.endpointId}::uuid and d.subject = ${lane.subject}::uuid and d.state = 'due') returning subject`);
  if (gone.length === 0) await leaveLane(db, lane, now);
}

/** An endpoint answers again: what waits because it was down needn't wait any longer. */
export const hurryLanes = (db: Executor, endpointId: string, now: Date) =>
  db.execute(sql`
    update webhook_lanes l set due_at = ${instant(now)} from (
      select endpoint_id, subject from webhook_lanes where endpoint_id = ${endpointId}::uuid and due_at > ${instant(now)} and lease is null
      order by subject for update skip locked) waiting
    where l.endpoint_id = waiting.endpoint_id and l.subject = waiting.subject`);

/** When something will be due next at an endpoint that is asked then; null when nothing waits. */
export async function nextDueAt(db: Executor): Promise<Date | null> {
  const [row] = await db.execute<{ at: string | null }>(sql`
    select min(greatest(w.rest_until, l.due_at)) as at from webhook_endpoints w
    cross join lateral (select due_at from webhook_lanes where endpoint_id = w.id and (leased_until is null or leased_until < clock_timestamp())
      order by due_at limit 1) l
    where w.state = 'on'`);
  return row?.at ? new Date(row.at) : null;
}
