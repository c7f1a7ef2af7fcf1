import type { Command } from "commander";
import { migrationState } from "@/db/migrate";

/** `migrate`: brings the database to the newest schema, as every other command does before it begins. */
export function register(program: Command): void {
  program
    .command("migrate")
    .description("bring the database to the newest schema")
    .option("--json", "answer in JSON")
    .action(async (options: { json?: boolean }) => {
      const state = await migrationState(process.env.DATABASE_URL ?? "");
      if (options.json) console.log(JSON.stringify(state));
      else console.log(`${state.applied} migrations are applied, ${state.pending} are pending.`);
    });
}
