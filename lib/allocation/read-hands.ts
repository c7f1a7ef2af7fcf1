import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { Role } from "@/db/enums";
import { type Holder, reaches } from "@/lib/ownership/reach";
import type { Actor } from "@/lib/permissions";
import { instant, texts, uuids } from "@/lib/sql-values";
import { addMs, DAY, HOUR, startOfDay } from "@/lib/time";
import type { Deal } from "./read-deal";
import { type Hand, isMeant, type Turn } from "./rules";

type Member = {
  id: string;
  name: string;
  role: Role;
  team_id: string | null;
};

/** The people whom the running rules mean: active members of the pool. */
export async function readMeant(db: Executor, { poolId, rules }: Deal): Promise<string[]> {
  const members = await db.execute<Member>(sql`
    select u.id, u.name, u.role, u.team_id from pool_members m join users u on u.id = m.user_id
    where m.pool_id = ${poolId}::uuid and u.deactivated_at is null order by u.id`);
  return members
    .filter(({ id: userId, role, team_id: teamId }) =>
      rules.some((rule) => isMeant(rule, { userId, role, teamId })),
    )
    .map(({ id }) => id);
}

/**
 * Until when an absence that begins keeps somebody from getting customers: to the first-contact deadline that he would
 * have, and no further than a day.
 */
function leavesUntil({ document, now }: Deal): Date {
  const first = document.returnRules.find(
    ({ id, on, clock }) => id === "first_contact" && on && clock.since === "claimed",
  );
  const { amount, unit } = first?.clock.span ?? { amount: 0, unit: "hours" };
  return addMs(now, Math.min(DAY, unit === "hours" ? amount * HOUR : amount * DAY));
}

type Row = Member & {
  holding_cap: number | null;
  held: number;
  won: number;
  away: boolean;
  turns: { rule: string; seq: number; at: string; today: number }[] | null;
};

const toTurn = ({ seq, at, today }: { seq: number; at: string; today: number }): Turn => ({
  ...{ place: Number(seq), at: new Date(at).toISOString(), today: Number(today) },
});

const handOf = (row: Row, { document }: Deal, actor: Actor): Hand => {
  const holder: Holder = { ownerId: row.id, ownerTeamId: row.team_id };
  return {
    ...{ userId: row.id, name: row.name, role: row.role, teamId: row.team_id, away: row.away },
    reached: reaches(actor, holder),
    held: Number(row.held) - (document.won.countsTowardsCap ? 0 : Number(row.won)),
    cap: row.holding_cap ?? document.holdingCap,
    turns: new Map((row.turns ?? []).map((turn) => [turn.rule, toTurn(turn)])),
  };
};

/**
 * Of these people those who are still active members of the pool, with all that decides whether they get a customer.
 * Whoever gives by it has locked their rows before (lockReps). Turns are the ledger's: nothing else keeps them.
 */
export async function readHands(
  db: Executor,
  deal: Deal,
  userIds: readonly string[],
  actor: Actor,
): Promise<Hand[]> {
  const { poolId, rules, now, timeZone } = deal;
  const most = Math.max(1, ...rules.map(({ perDay }) => perDay ?? 1));
  const at = instant(now);
  const rows = await db.execute<Row>(sql`
    select u.id, u.name, u.role, u.team_id, u.holding_cap, coalesce(h.held, 0) as held, coalesce(h.won, 0) as won, t.turns,
      exists (select from leaves l where l.user_id = u.id and l.cancelled_at is null
        and l.from_at <= ${instant(leavesUntil(deal))} and l.until_at > ${at}) as away
    from users u
    join pool_members m on m.user_id = u.id and m.pool_id = ${poolId}::uuid
    left join (select c.owner_id, count(*) as held, count(c.won_at) as won from customers c
      where c.owner_id = any (${uuids(userIds)}) and c.pool_id = ${poolId}::uuid and c.state = 'owned' group by c.owner_id) h
      on h.owner_id = u.id
    cross join lateral (select json_agg(json_build_object('rule', r.id, 'seq', g.seq, 'at', g.at, 'today', g.today)) as turns
      from unnest(${texts(rules.map(({ id }) => id))}) r (id)
      cross join lateral (
        select max(e.seq) as seq, (array_agg(e.at order by e.seq desc))[1] as at,
          count(*) filter (where e.at >= ${instant(startOfDay(now, timeZone))}) as today
        from (select e.seq, e.at from events e where e.to_owner_id = u.id and e.to_pool_id = ${poolId}::uuid
          and e.rule = r.id and e.kind = 'assigned' and not exists (select from events n
            where n.customer_id = e.customer_id and n.version = e.version + 1 and n.kind = 'assign_undone') order by e.seq desc limit ${most}) e) g
      where g.seq is not null) t
    where u.id = any (${uuids(userIds)}) and u.deactivated_at is null order by u.id`);
  return rows.map((row) => handOf(row, deal, actor));
}
