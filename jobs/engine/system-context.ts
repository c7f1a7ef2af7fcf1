import { type Connection, connect } from "@/db/client";
import type { Ctx } from "@/lib/context";

const MAX_CONNECTIONS = 2;

let held: { url: string; connection: Connection } | undefined;

/** The jobs' own small pool on `DATABASE_URL`, opened at the first use. Throws when the variable is not set. */
export function systemPool(): Connection {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: jobs need the database of the application.");
  if (held?.url !== url) {
    void held?.connection.end();
    held = { url, connection: connect(url, { max: MAX_CONNECTIONS }) };
  }
  return held.connection;
}

/** The context of a job: the system acting as that job, at `now`. */
export function systemContext(job: string, now: Date): Ctx {
  return { db: systemPool().db, actor: { kind: "system", job }, now };
}

/** Closes the pool; the next use opens a new one. */
export async function closeSystemPool(): Promise<void> {
  const closing = held;
  held = undefined;
  await closing?.connection.end();
}
