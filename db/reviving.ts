import type postgres from "postgres";

const LOST = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
]);

type Call = (...args: unknown[]) => unknown;

/** Gives old work a little time to end, on a pool that takes no new one. */
const GRACE_SECONDS = 5;

/**
 * A pool that is replaced as a whole when one of its connections is lost. postgres.js (3.4.9) keeps what it was about
 * to write, and the server's last error, over to the next connection on the same place: the greeting is then never
 * sent (every try ends in CONNECT_TIMEOUT), or the first statement fails with an error of the session before.
 */
export function reviving(open: () => postgres.Sql): postgres.Sql {
  const first = open();
  let current = first;
  const ended: Promise<void>[] = [];

  // Drizzle has set the parsers and serializers of the pool that it was given: JSON would be written twice encoded.
  const openAlike = () => {
    const next = open();
    Object.assign(next.options.parsers, first.options.parsers);
    Object.assign(next.options.serializers, first.options.serializers);
    return next;
  };
  const watch = (pool: postgres.Sql, outcome: unknown) => {
    if (!(outcome instanceof Promise)) return outcome;
    outcome.catch((error: { code?: unknown }) => {
      if (pool !== current || !LOST.has(String(error?.code))) return;
      current = openAlike();
      // LISTEN has a connection of its own on the first pool, which postgres.js renews by itself.
      if (pool !== first) ended.push(pool.end({ timeout: GRACE_SECONDS }).catch(() => {}));
    });
    return outcome;
  };
  const end = async (options?: { timeout?: number }) => {
    await Promise.all([...new Set([first, current])].map((pool) => pool.end(options)));
    await Promise.all(ended);
  };

  return new Proxy(first, {
    apply: (_target, self, args) => watch(current, Reflect.apply(current as unknown as Call, self, args)),
    get(_target, key) {
      if (key === "end") return end;
      if (key === "listen") return first.listen;
      const pool = current;
      const value = Reflect.get(pool, key) as unknown;
      if (key !== "unsafe" && key !== "begin") return value;
      return (...args: unknown[]) => watch(pool, Reflect.apply(value as Call, pool, args));
    },
  });
}
