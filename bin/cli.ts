import { readdir } from "node:fs/promises";
import { Command } from "commander";
import { migrateDatabase } from "@/db/migrate";

/** A command's file in bin/commands: it adds itself to the program. */
type CommandModule = { register: (program: Command) => void };

/** Commands that look at the schema as it is. */
const WITHOUT_MIGRATION = new Set(["doctor"]);

// npm runs us in the checkout; a path on the command line counts from where the person stands.
if (process.env.CALLER_FOLDER) process.chdir(process.env.CALLER_FOLDER);

const program = new Command("npm run cli --")
  .description("Gonghai from the command line, on the database of `npm start`.")
  .showHelpAfterError()
  .hook("preAction", async (_program, command) => {
    if (!WITHOUT_MIGRATION.has(command.name())) await migrateDatabase(process.env.DATABASE_URL ?? "");
  });

const folder = new URL("./commands/", import.meta.url);
const names = (await readdir(folder)).filter((name) => /^[a-z-]+\.ts$/.test(name)).sort();
for (const name of names) {
  const module: CommandModule = await import(new URL(name, folder).href);
  module.register(program);
}

try {
  await program.parseAsync();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
// A pool that a command left open must not keep the process.
process.exit();
