import { sql } from "drizzle-orm";
import type { TxCtx } from "@/lib/context";

/** The one channel of PostgreSQL's NOTIFY on which changes are told, as ids and kinds; open screens read again. */
export const LIVE_CHANNEL = "gonghai";

export type Announcement = {
  kind: string;
  customers: string[] | null;
  owners: (string | null)[];
  pools: string[];
};

/** Tells open screens, when the transaction commits, that something other than the ledger changed. */
export async function announce(ctx: TxCtx, what: Announcement): Promise<void> {
  const owners = what.owners.filter((id) => id !== null);
  const payload = JSON.stringify({ ...what, owners, at: ctx.now.toISOString() });
  await ctx.db.execute(sql`select pg_notify(${LIVE_CHANNEL}, ${payload})`);
}
