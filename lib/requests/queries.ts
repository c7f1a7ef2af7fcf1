import { type SQL, sql } from "drizzle-orm";
import { actorId, type Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { readSameHands } from "@/lib/second-person/read-same-hands";
import type { SameHands } from "@/lib/second-person/types";
import { instant, readInstant } from "@/lib/sql-values";
import type { WaitingRequest } from "./types";

const MOST_SHOWN = 50;

type Row = Record<string, string> & { due_at: string | null };

async function readWaiting(ctx: Ctx, where: SQL): Promise<WaitingRequest[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select q.id, q.customer_id, c.name, q.user_id, u.name as owner_name, q.days, q.reason, q.asked_at, q.lapses_at, c.due_at
    from requests q join customers c on c.id = q.customer_id join users u on u.id = q.user_id
    where q.ended_at is null and q.lapses_at > ${instant(ctx.now)} and c.owner_id = q.user_id
      and exists (select from tenures t where t.id = q.tenure_id and t.ended_at is null) and ${where}
    order by q.lapses_at, q.id limit ${sql.raw(String(MOST_SHOWN))}`);
  const me = actorId(ctx.actor);
  const owners = rows.map((row) => String(row.user_id));
  const same = me
    ? await readSameHands(ctx, me, owners, { deed: "customers.transfer", oneWay: true })
    : new Map<string, SameHands>();
  return rows.map((row) => ({
    ...{ id: String(row.id), customerId: String(row.customer_id), name: String(row.name) },
    ...{ ownerId: String(row.user_id), ownerName: String(row.owner_name), days: Number(row.days) },
    ...{ reason: String(row.reason), askedAt: new Date(String(row.asked_at)) },
    ...{ lapsesAt: new Date(String(row.lapses_at)), dueAt: readInstant(row.due_at) },
    sameHands: same.get(String(row.user_id)) ?? null,
  }));
}

/** The requests that wait for the actor's answer: a manager's of his team, an admin's of everybody, nobody's own. */
export async function listRequests(ctx: Ctx): Promise<WaitingRequest[]> {
  authorize(ctx.actor, "customers.transfer");
  const { actor } = ctx;
  if (actor.kind === "system") return readWaiting(ctx, sql`true`);
  const others = sql`u.id <> ${actor.id}::uuid`;
  return readWaiting(
    ctx,
    actor.role === "admin" ? others : sql`${others} and u.team_id = ${actor.teamId}::uuid`,
  );
}

/** The actor's own request on a customer, while it waits. */
export async function findMyRequest(ctx: Ctx, input: { customerId: string }): Promise<WaitingRequest | null> {
  authorize(ctx.actor, "customers.read");
  const me = requirePerson(ctx.actor);
  const mine = sql`q.customer_id = ${input.customerId}::uuid and u.id = ${me}::uuid`;
  return (await readWaiting(ctx, mine))[0] ?? null;
}
