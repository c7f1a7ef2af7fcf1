import type postgres from "postgres";

/** Statements with more parameters than this are one-offs (bulk inserts): preparing them would only fill memory. */
const MOST_PARAMETERS = 120;

type Unsafe = postgres.Sql["unsafe"];
type Begin = (...args: unknown[]) => unknown;

/** Wraps `begin` and `savepoint`, whose last argument is the work that gets the transaction's own client. */
const passingOn =
  (target: object, begin: Begin): Begin =>
  (...args) => {
    const work = args.pop() as (tx: postgres.Sql) => unknown;
    return begin.call(target, ...args, (tx: postgres.Sql) => work(preparing(tx)));
  };

/**
 * A client on which Drizzle's statements are prepared once per connection instead of parsed and planned at every
 * call: Drizzle asks for the unprepared form unless a query is prepared by hand.
 */
export function preparing<T extends postgres.Sql>(client: T): T {
  return new Proxy(client, {
    get(target, key, receiver) {
      const value = Reflect.get(target, key, receiver) as unknown;
      if (key === "unsafe") {
        const unsafe: Unsafe = (query, parameters, options) =>
          target.unsafe(query, parameters, {
            ...options,
            prepare: (parameters?.length ?? 0) <= MOST_PARAMETERS,
          });
        return unsafe;
      }
      if (key === "begin" || key === "savepoint") return passingOn(target, value as Begin);
      return value;
    },
  });
}
