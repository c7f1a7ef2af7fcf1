import { type Connection, connect } from "@/db/client";
import { env } from "./env";

// On globalThis: the bundler evaluates this module once per bundle, and a reload in development once more.
const HELD = Symbol.for("gonghai.database");
const holder = globalThis as { [HELD]?: Connection };

/** The application's one pool of connections; opened at the first use, so that a build needs no database. */
export function database(): Connection {
  holder[HELD] ??= connect(env().DATABASE_URL);
  return holder[HELD];
}
