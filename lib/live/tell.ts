import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { type Db, isTx } from "@/db/client";
import { log } from "@/lib/log";
import { texts } from "@/lib/sql-values";

/** The one channel of PostgreSQL's NOTIFY on which changes are told, as ids and kinds; open screens read again. */
export const LIVE_CHANNEL = "gonghai";

/** Something that changed; `customers` null when they are too many to name. */
export type Announcement = {
  kind: string;
  customers: string[] | null;
  owners: string[];
  pools: string[];
  at: string;
};

/** What waits to be told on a database, and whether somebody is telling already. */
type Outbox = { waiting: Announcement[]; telling: boolean };
const outboxes = new WeakMap<Executor, Outbox>();

function outboxOf(db: Db): Outbox {
  const outbox = outboxes.get(db) ?? { waiting: [], telling: false };
  outboxes.set(db, outbox);
  return outbox;
}

async function drain(db: Db, outbox: Outbox): Promise<void> {
  outbox.telling = true;
  try {
    while (outbox.waiting.length > 0) {
      const said = outbox.waiting.splice(0).map((one) => JSON.stringify(one));
      // A hint: nobody waits for the disk because of it.
      await db.execute(sql`
        select set_config('synchronous_commit', 'off', true), pg_notify(${LIVE_CHANNEL}, said) from unnest(${texts(said)}) said`);
    }
  } catch (error) {
    log.warn({ err: error }, "open screens were not told");
  } finally {
    outbox.telling = false;
  }
}

/**
 * Tells open screens what a transaction changed, after it has committed, without being waited for: a NOTIFY inside of it
 * would make all commits of the server queue up for one lock. What is said meanwhile goes in one statement. A process
 * that dies in between leaves a screen as it was until it reads again; it is a hint, the tables are the truth.
 */
export function tell(db: Executor, said: readonly Announcement[]): void {
  if (isTx(db) || said.length === 0) return;
  const outbox = outboxOf(db);
  outbox.waiting.push(...said);
  if (!outbox.telling) void drain(db, outbox);
}
