import { type SQL, sql } from "drizzle-orm";
import { COMPLETENESS_FIELDS, type CompletenessField, DEFAULT_WEIGHTS } from "./rules";

/** Whether the phone of the contact `k` could be dialled: from anywhere, or as a number of its own town. */
export const DIALLABLE = sql.raw(
  "(k.phone_e_164 is not null or (k.phone !~ '[^\\d\\s()./+-]' and regexp_replace(k.phone, '\\D', '', 'g') ~ '^\\d{5,8}$'))",
);

const OF_CUSTOMER = sql.raw("from contacts k where k.customer_id = c.id");
const filled = (column: string): SQL => sql.raw(`(coalesce(c.${column}, '') <> '')`);

/** How many ways there are to reach the customer `c`: its phones, e-mail addresses and WeChat ids. */
export const WAYS = sql`(select coalesce(sum(coalesce(${DIALLABLE}, false)::int + (k.email is not null)::int + (k.wechat is not null)::int), 0) ${OF_CUSTOMER})`;

/** Whether each part of the data of the customer `c` is there. */
export const PRESENT: Readonly<Record<CompletenessField, SQL>> = {
  phone: sql`exists (select ${OF_CUSTOMER} and ${DIALLABLE})`,
  secondWay: sql`(${WAYS} >= 2)`,
  contactName: sql`exists (select ${OF_CUSTOMER} and coalesce(k.name, '') <> '')`,
  ...{ industry: filled("industry"), region: filled("region"), website: filled("website") },
  ...{ address: filled("address"), creditCode: filled("credit_code"), source: filled("source") },
  intent: sql.raw("(c.intent <> 'unknown')"),
};

/** What the organisation lets a field count for. It does not depend on the customer: a statement reads it once. */
const weightOf = (field: CompletenessField): SQL =>
  sql.raw(
    `coalesce((select (q.weights->>'${field}')::int from quality_settings q), ${DEFAULT_WEIGHTS[field]})`,
  );

const sumOf = (terms: readonly SQL[]): SQL => sql.join([...terms], sql` + `);

/** The completeness of the customer `c`, from 0 to 100: one expression, computed where it is asked and stored nowhere. */
export const COMPLETENESS: SQL = sql`coalesce(100 * (${sumOf(
  COMPLETENESS_FIELDS.map((field) => sql`case when ${PRESENT[field]} then ${weightOf(field)} else 0 end`),
)}) / nullif(${sumOf(COMPLETENESS_FIELDS.map(weightOf))}, 0), 100)`;

/** The kinds of the issues of the customer `c` that are open; null when none is. */
export const OPEN_ISSUES = sql`(select array_agg(i.kind order by i.kind) from data_issues i where i.customer_id = c.id and i.state = 'open')`;

/** Since when the customer `c` is known to have a wrong number; null when it isn't. */
export const WRONG_SINCE = sql`(select i.found_at from data_issues i where i.customer_id = c.id and i.kind = 'wrong_number' and i.state = 'open')`;
