import type { Command } from "commander";
import { asSystem } from "@/bin/lib/as-system";

/** `audit`: asks every invariant of the ledger; ends with 1 when one is broken. */
export function register(program: Command): void {
  program
    .command("audit")
    .description("check the books: fold the ledger and compare it with the tables")
    .option("--json", "print JSON")
    .action((options: { json?: boolean }) => run(options.json ?? false));
}

async function run(json: boolean): Promise<void> {
  const { auditLedger, getLedgerTotals } = await import("@/lib/ledger/audit");
  const started = performance.now();
  const [totals, results] = await asSystem(async (ctx) => [
    await getLedgerTotals(ctx),
    await auditLedger(ctx),
  ]);
  const broken = results.filter((one) => one.rows > 0);
  const ms = Math.round(performance.now() - started);
  if (json) console.log(JSON.stringify({ sound: broken.length === 0, ms, ...totals, results }));
  else {
    for (const { name, id, rows } of results) {
      console.log(`${id.padEnd(5)}${name.padEnd(24)}${rows === 0 ? "ok" : `${rows} broken`}`);
    }
    for (const { name, sample } of broken) console.log(`${name}: ${JSON.stringify(sample[0])}`);
    console.log(
      `${totals.events} events, ${totals.customers} customers, ${totals.tenures} tenures (${ms} ms)`,
    );
  }
  if (broken.length > 0) process.exitCode = 1;
}
