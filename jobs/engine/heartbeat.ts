import { eq, lt } from "drizzle-orm";
import type { Db } from "@/db/client";
import { workerHeartbeats } from "@/db/schema/notifications";
import { DAY } from "@/lib/time";
import type { JobsMode } from "./mode";

/** How often a worker says that it lives, in milliseconds; one unseen for three of these is gone. */
export const HEARTBEAT_MS = 5_000;

export type Heartbeat = { id: string; jobMode: JobsMode; startedAt: Date };

/** Says that the worker lives at `seenAt`, and forgets the workers nobody has seen for a day. */
export async function beat(db: Db, worker: Heartbeat, seenAt: Date): Promise<void> {
  await db
    .insert(workerHeartbeats)
    .values({ ...worker, seenAt })
    .onConflictDoUpdate({ target: workerHeartbeats.id, set: { seenAt } });
  await db.delete(workerHeartbeats).where(lt(workerHeartbeats.seenAt, new Date(seenAt.getTime() - DAY)));
}

/** Takes the worker off the list: it ended on purpose. */
export async function forget(db: Db, id: string): Promise<void> {
  await db.delete(workerHeartbeats).where(eq(workerHeartbeats.id, id));
}
