import { type SQL, sql } from "drizzle-orm";
import type { Locale, Role } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type Actor, authorize } from "@/lib/permissions";
import { allOf, containing, readInstant } from "@/lib/sql-values";
import { ListUsersInput, type UserInput } from "./schema";
import type { UserRow } from "./types";

type Row = Record<string, unknown> & { pools: UserRow["pools"] | null };

const toUser = (row: Row): UserRow => ({
  id: String(row.id),
  email: String(row.email),
  name: String(row.name),
  role: row.role as Role,
  teamId: row.team_id as string | null,
  teamName: row.team_name as string | null,
  level: row.level as string | null,
  holdingCap: row.holding_cap as number | null,
  locale: row.locale as Locale | null,
  pools: row.pools ?? [],
  heldCount: Number(row.held),
  createdAt: new Date(row.created_at as string),
  deactivatedAt: readInstant(row.deactivated_at),
  seenAt: readInstant(row.seen_at),
});

/** The people `u` that the actor may see in settings: a manager himself and his team, an admin all. */
function usersInSight(actor: Actor): SQL {
  if (actor.kind === "system" || actor.role === "admin") return sql`true`;
  const me = sql`u.id = ${actor.id}::uuid`;
  return actor.teamId ? sql`(${me} or u.team_id = ${actor.teamId}::uuid)` : me;
}

async function readUsers(ctx: Ctx, where: SQL): Promise<UserRow[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select u.id, u.email, u.name, u.role, u.team_id, t.name as team_name, u.level, u.holding_cap, u.locale, u.created_at, u.deactivated_at,
      (select json_agg(json_build_object('id', p.id, 'name', p.name) order by p.position, p.id)
        from pool_members m join pools p on p.id = m.pool_id where m.user_id = u.id and p.archived_at is null) as pools,
      (select count(*) from customers c where c.owner_id = u.id and c.state = 'owned') as held,
      (select max(s.seen_at) from sessions s where s.user_id = u.id) as seen_at
    from users u left join teams t on t.id = u.team_id
    where ${usersInSight(ctx.actor)} and ${where} order by u.deactivated_at is not null, u.name, u.id`);
  return rows.map(toUser);
}

/** The people that the actor may see, by name, those who have left last. */
export async function listUsers(ctx: Ctx, input: ListUsersInput = {}): Promise<UserRow[]> {
  authorize(ctx.actor, "users.read");
  const { state, role, team, pool, q } = ListUsersInput.parse(input);
  const text = containing(q);
  return readUsers(
    ctx,
    allOf([
      state === "active" ? sql`u.deactivated_at is null` : undefined,
      state === "left" ? sql`u.deactivated_at is not null` : undefined,
      role ? sql`u.role = ${role}` : undefined,
      team ? sql`u.team_id = ${team}::uuid` : undefined,
      pool
        ? sql`exists (select from pool_members m where m.user_id = u.id and m.pool_id = ${pool}::uuid)`
        : undefined,
      q ? sql`(u.name ilike ${text} or u.email ilike ${text})` : undefined,
    ]),
  );
}

/** One person. NOT_FOUND when he isn't in sight. */
export async function getUser(ctx: Ctx, input: UserInput): Promise<UserRow> {
  authorize(ctx.actor, "users.read");
  const [user] = await readUsers(ctx, sql`u.id = ${input.userId}::uuid`);
  if (!user) throw new DomainError("NOT_FOUND", { what: "user" });
  return user;
}

/** The levels that people have, as the organisation calls them. */
export async function listLevels(ctx: Ctx): Promise<string[]> {
  authorize(ctx.actor, "users.read");
  const rows = await ctx.db.execute<{ level: string }>(
    sql`select distinct level from users where level is not null order by level`,
  );
  return rows.map(({ level }) => level);
}

/** The people with these addresses, in their order. NOT_FOUND names the first that nobody in sight has. */
export async function requireUsers(ctx: Ctx, input: { emails: readonly string[] }): Promise<UserRow[]> {
  authorize(ctx.actor, "users.read");
  const users = input.emails.length === 0 ? [] : await readUsers(ctx, sql`true`);
  return input.emails.map((email) => {
    const user = users.find((one) => one.email.toLowerCase() === email.trim().toLowerCase());
    if (!user) throw new DomainError("NOT_FOUND", { what: email });
    return user;
  });
}
