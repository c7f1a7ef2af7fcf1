import { sql } from "drizzle-orm";
import type { ViewAudience } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { findsView, keepsView } from "./audience";
import { type ListViewsInput, viewStateOf } from "./schema";
import type { Views } from "./types";

type Row = {
  id: string;
  name: string;
  audience: ViewAudience;
  owner_id: string;
  owner_name: string;
  team_id: string | null;
  state: Record<string, string>;
  revision: number;
  own_default: boolean;
  common_default: boolean;
};

const ORDER: Record<ViewAudience, number> = { own: 0, team: 1, everyone: 2 };

/** The views of a list that the actor finds among his: his own, his team's, everybody's; and which of them opens. */
export async function listViews(ctx: Ctx, { list }: ListViewsInput): Promise<Views> {
  authorize(ctx.actor, "views.read");
  const me = requirePerson(ctx.actor);
  const rows = await ctx.db.execute<Row>(sql`
    select v.id, v.name, v.audience, v.owner_id, o.name as owner_name, v.team_id, v.state, v.revision,
      exists (select from view_defaults d where d.view_id = v.id and d.user_id = ${me}::uuid) as own_default,
      exists (select from view_defaults d where d.view_id = v.id and d.user_id is null) as common_default
    from saved_views v join users o on o.id = v.owner_id
    where v.list = ${list} and (v.owner_id = ${me}::uuid or v.audience <> 'own')
    order by v.name, v.id`);
  const kept = rows
    .map((row) => ({ row, view: { audience: row.audience, ownerId: row.owner_id, teamId: row.team_id } }))
    .filter(({ view }) => findsView(ctx.actor, view));
  const of = (is: (row: Row) => boolean) => kept.find(({ row }) => is(row))?.row.id ?? null;
  const commonId = of((row) => row.common_default);
  const views = kept.map(({ row, view }) => ({
    ...{ id: row.id, name: row.name, audience: row.audience, revision: row.revision },
    state: viewStateOf(list, row.state),
    ...{ ownerName: row.owner_name, mine: keepsView(ctx.actor, view) },
  }));
  return {
    views: views.sort((a, b) => ORDER[a.audience] - ORDER[b.audience]),
    ...{ defaultId: of((row) => row.own_default) ?? commonId, commonId },
  };
}
