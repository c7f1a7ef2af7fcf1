import postgres from "postgres";
import type { TestDb } from "./index";

/** As a new database has them. */
const COUNT_WEEKDAYS = `
  delete from working_days;
  insert into working_days (day, is_working, ordinal)
  select day, is_weekday, (count(*) filter (where is_weekday) over (order by day))::int
  from generate_series('2010-01-01'::date, '2060-12-31', '1 day') day, lateral (select extract(isodow from day) < 6 as is_weekday) d`;

/**
 * Empties every table of the test database, the append-only ones too: a superuser's session passes over their triggers.
 * The working days are those from Monday to Friday again: they are counted, not entered.
 */
export async function wipe({ adminUrl, url }: TestDb): Promise<void> {
  const own = new URL(adminUrl);
  own.pathname = new URL(url).pathname;
  const admin = postgres(own.href, { max: 1, onnotice: () => {} });
  try {
    await admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const counted = await tx`select from calendars`;
      if (counted.length > 0) await tx.unsafe(COUNT_WEEKDAYS);
      const tables = await tx<{ name: string }[]>`
        select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'working_days'`;
      // The tables are small: deleting is many times quicker than truncating each to a new file.
      await tx.unsafe(tables.map(({ name }) => `delete from ${name};`).join(" "));
    });
  } finally {
    await admin.end();
  }
}
