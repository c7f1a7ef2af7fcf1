import postgres from "postgres";
import type { TestDb } from "./index";

/**
 * Empties every table of the test database, the append-only ones too: a superuser's session passes over their triggers.
 * The working days stay: they are counted, not entered.
 */
export async function wipe({ adminUrl, url }: TestDb): Promise<void> {
  const own = new URL(adminUrl);
  own.pathname = new URL(url).pathname;
  const admin = postgres(own.href, { max: 1, onnotice: () => {} });
  try {
    await admin.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      const tables = await tx<{ name: string }[]>`
        select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'working_days'`;
      // The tables are small: deleting is many times quicker than truncating each to a new file.
      await tx.unsafe(tables.map(({ name }) => `delete from ${name};`).join(" "));
    });
  } finally {
    await admin.end();
  }
}
