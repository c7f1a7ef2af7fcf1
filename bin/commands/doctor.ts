import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { connect } from "@/db/client";
import { type MigrationState, migrationState } from "@/db/migrate";

type Report = {
  gonghai: string;
  node: string;
  platform: string;
  database: { reachable: boolean; address: string; version?: string; problem?: string };
  migrations?: MigrationState;
};

/** `doctor`: versions, whether the database answers and whether its schema is the newest; ends with 1 when not. */
export function register(program: Command): void {
  program
    .command("doctor")
    .description("show versions, whether the database answers, and the state of its schema")
    .option("--json", "answer in JSON")
    .action(async (options: { json?: boolean }) => {
      const report = await examine(process.env.DATABASE_URL ?? "");
      console.log(options.json ? JSON.stringify(report) : describe(report));
      const healthy = report.database.reachable && report.migrations?.pending === 0;
      if (!healthy) process.exitCode = 1;
    });
}

async function examine(url: string): Promise<Report> {
  const text = await readFile(new URL("../../package.json", import.meta.url), "utf8");
  const { version }: { version: string } = JSON.parse(text);
  const { hostname, port, pathname } = new URL(url);
  const address = `${hostname}:${port || 5432}${pathname}`;
  const base = { gonghai: version, node: process.version, platform: `${process.platform} ${process.arch}` };
  const { sql, end } = connect(url, { max: 1, prepare: false });
  try {
    const [row] = await sql<{ version: string }[]>`select current_setting('server_version') as version`;
    const database = { reachable: true, address, version: row?.version ?? "unknown" };
    return { ...base, database, migrations: await migrationState(url) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ...base, database: { reachable: false, address, problem } };
  } finally {
    await end();
  }
}

function describe({ gonghai, node, platform, database, migrations }: Report): string {
  const schema = migrations
    ? `${migrations.applied} migrations applied, ${migrations.pending} pending` +
      (migrations.unknown > 0 ? `, ${migrations.unknown} of a newer version` : "")
    : "unknown";
  return [
    `Gonghai   ${gonghai}`,
    `Node      ${node} (${platform})`,
    database.reachable
      ? `Database  PostgreSQL ${database.version} at ${database.address}`
      : `Database  ${database.address} does not answer: ${database.problem}`,
    `Schema    ${schema}`,
  ].join("\n");
}
