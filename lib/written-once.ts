import { is, Placeholder, SQL, sql } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";

/** Values of a statement, or the names under which they will be given to it. */
export type Values<V> = { [K in keyof V]: V[K] | Placeholder };

const dialect = new PgDialect({ casing: "snake_case" });

/** A text with its parameters: nothing is left to put together. */
class Written extends SQL {
  constructor(
    private readonly text: string,
    private readonly parameters: unknown[],
  ) {
    super([]);
  }

  override toQuery() {
    return { sql: this.text, params: this.parameters };
  }
}

/**
 * A statement that is put together at its first use, from the names of its values, and afterwards only given the values:
 * for the few that run all the time, of which the text costs as much as the sending.
 */
export function writtenOnce<V extends Record<string, unknown>>(
  make: (names: Values<V>) => SQL,
): (values: V) => SQL {
  let known: { sql: string; params: unknown[] } | undefined;
  return (values) => {
    if (!known) {
      const names = Object.keys(values).map((name) => [name, sql.placeholder(name)]);
      known = dialect.sqlToQuery(make(Object.fromEntries(names) as Values<V>));
    }
    return new Written(
      known.sql,
      known.params.map((one) => (is(one, Placeholder) ? values[one.name] : one)),
    );
  };
}
