import { type SQL, sql } from "drizzle-orm";
import { allOf } from "@/lib/sql-values";
import { branches, keyColumns, type Order, orderBy, orderByKeys } from "./keyset";

/**
 * The ids and keys of one page, `limit` and one more. Every branch of the order, for every value of the `driver`, is
 * a range of an index and stops after a page, so the cost is that of a page whatever the size of the list.
 */
export function pageIds(input: {
  order: Order;
  cursor: string | undefined;
  where: readonly (SQL | undefined)[];
  /** Conditions of which exactly one holds for every row. */
  driver?: readonly SQL[];
  limit: number;
}): SQL {
  const { order, limit } = input;
  const most = sql.raw(String(Math.trunc(limit) + 1));
  const parts = (input.driver ?? [sql`true`]).flatMap((value) =>
    branches(order, input.cursor).map(
      (branch) => sql`(select c.id, ${keyColumns(order)} from customers c
        where ${allOf([...input.where, value, branch])} order by ${orderBy(order)} limit ${most})`,
    ),
  );
  return sql`select r.* from (${sql.join(parts, sql` union all `)}) r order by ${orderByKeys(order)} limit ${most}`;
}
