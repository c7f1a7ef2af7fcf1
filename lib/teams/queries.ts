import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";

/** A team with its active people and what they hold together. */
export type TeamRow = {
  id: string;
  name: string;
  members: { userId: string; name: string; role: string }[];
  heldCount: number;
};

/** The teams that the actor may see, by name: a manager his own, an admin all. */
export async function listTeams(ctx: Ctx): Promise<TeamRow[]> {
  authorize(ctx.actor, "users.read");
  const all = ctx.actor.kind === "system" || ctx.actor.role === "admin";
  const mine = ctx.actor.kind === "user" ? ctx.actor.teamId : null;
  const rows = await ctx.db.execute<Record<string, unknown> & { members: TeamRow["members"] | null }>(sql`
    select t.id, t.name,
      (select json_agg(json_build_object('userId', u.id, 'name', u.name, 'role', u.role) order by u.name, u.id)
        from users u where u.team_id = t.id and u.deactivated_at is null) as members,
      (select count(*) from customers c join users u on u.id = c.owner_id where u.team_id = t.id and c.state = 'owned') as held
    from teams t where ${all ? sql`true` : sql`t.id = ${mine}::uuid`} order by t.name, t.id`);
  return rows.map((row) => ({
    id: String(row.id),
    name: String(row.name),
    members: row.members ?? [],
    heldCount: Number(row.held),
  }));
}
