import { sql } from "drizzle-orm";
import type { ListName, ViewAudience } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { findsView, keepsView } from "./audience";
import { type ListViewsInput, viewStateOf } from "./schema";
import type { PinnedView, SavedView, Views } from "./types";

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
  pin: number | null;
};

const ORDER: Record<ViewAudience, number> = { own: 0, team: 1, everyone: 2 };

const placeOf = ({ pinned, audience }: SavedView): number => (pinned ? -1 : ORDER[audience]);

/** The views of a list that the actor finds among his: his own, his team's, everybody's; and which of them opens. */
export async function listViews(ctx: Ctx, { list }: ListViewsInput): Promise<Views> {
  authorize(ctx.actor, "views.read");
  const me = requirePerson(ctx.actor);
  const rows = await ctx.db.execute<Row>(sql`
    select v.id, v.name, v.audience, v.owner_id, o.name as owner_name, v.team_id, v.state, v.revision,
      exists (select from view_defaults d where d.view_id = v.id and d.user_id = ${me}::uuid) as own_default,
      exists (select from view_defaults d where d.view_id = v.id and d.user_id is null) as common_default, p.position as pin
    from saved_views v join users o on o.id = v.owner_id
    left join view_pins p on p.view_id = v.id and p.user_id = ${me}::uuid
    where v.list = ${list} and (v.owner_id = ${me}::uuid or v.audience <> 'own')
    order by p.position, v.name, v.id`);
  const kept = rows
    .map((row) => ({ row, view: { audience: row.audience, ownerId: row.owner_id, teamId: row.team_id } }))
    .filter(({ view }) => findsView(ctx.actor, view));
  const of = (is: (row: Row) => boolean) => kept.find(({ row }) => is(row))?.row.id ?? null;
  const commonId = of((row) => row.common_default);
  const views = kept.map(({ row, view }) => ({
    ...{ id: row.id, name: row.name, audience: row.audience, revision: row.revision },
    state: viewStateOf(list, row.state),
    ...{ ownerName: row.owner_name, mine: keepsView(ctx.actor, view), pinned: row.pin !== null },
  }));
  return {
    // What is pinned comes first, in its order; the rest by whose it is.
    views: views.sort((a, b) => placeOf(a) - placeOf(b)),
    ...{ defaultId: of((row) => row.own_default) ?? commonId, commonId },
  };
}

type PinRow = Pick<Row, "id" | "name" | "audience" | "owner_id" | "team_id" | "state"> & { list: ListName };

/** The views that stand beside the actor's navigation, in his order; one that he no longer finds is left out. */
export async function listPins(ctx: Ctx): Promise<PinnedView[]> {
  authorize(ctx.actor, "views.read");
  const rows = await ctx.db.execute<PinRow>(sql`
    select v.id, v.list, v.name, v.audience, v.owner_id, v.team_id, v.state from view_pins p join saved_views v on v.id = p.view_id
    where p.user_id = ${requirePerson(ctx.actor)}::uuid order by p.position, v.name`);
  return rows
    .filter((row) =>
      findsView(ctx.actor, { audience: row.audience, ownerId: row.owner_id, teamId: row.team_id }),
    )
    .map(({ id, list, name, state }) => ({ id, list, name, state: viewStateOf(list, state) }));
}
