import { sql } from "drizzle-orm";
import type { ActivityKind } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { textFor } from "@/lib/masking/rules";
import { familyOf } from "./kept-sql";
import type { Placed, Window } from "./read-activity";
import type { SeenCustomer } from "./read-customer";
import { afterPlace, RANKS } from "./timeline-cursor";

type Row = { id: string; at: string; by_name: string | null; kind: ActivityKind; note: string };

/** What the customer did of itself, and what those did that were merged into it; the stretch of each is found by its instant. */
export async function readOwnActivity(ctx: Ctx, seen: SeenCustomer, window: Window): Promise<Placed[]> {
  const rows = await ctx.db.execute<Row>(sql`
    select a.id, a.at, u.name as by_name, a.kind, a.note from activities a left join users u on u.id = a.user_id
    where a.customer_id in (${familyOf(sql`${seen.facts.id}::uuid`)}) and ${afterPlace("activity", window.after, sql`a.at`, sql`a.id`)}
    order by a.at desc, a.id desc limit ${sql.raw(String(window.limit))}`);
  return rows.map((row) => ({
    item: {
      ...{ kind: "activity", id: row.id, at: new Date(row.at), stretchId: null, byName: row.by_name },
      ...{ did: row.kind, note: textFor(seen.access, row.note) ?? "" },
    },
    place: { at: row.at, rank: RANKS.activity, key: row.id },
  }));
}
