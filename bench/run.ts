import postgres from "postgres";
import { migrateDatabase } from "@/db/migrate";
import { api } from "./api";
import { claim } from "./claim";
import { dashboard } from "./dashboard";
import { brands, dedupe } from "./dedupe";
import { importing } from "./import";
import { list } from "./list";
import type { Bench, BenchContext, Result } from "./measure";
import { claimDuringReclaim, reclaim } from "./reclaim";
import { preview, republish } from "./rules";
import { search } from "./search";
import { simulate } from "./simulate";
import { webhooks } from "./webhooks";

const BENCHES: Bench[] = [
  api,
  claim,
  reclaim,
  list,
  claimDuringReclaim,
  dashboard,
  preview,
  republish,
  simulate,
  dedupe,
  brands,
  webhooks,
  importing,
  search,
];

function adminUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: run this through `npm run bench`");
  return url;
}

/** Hands out empty migrated databases on the server of DATABASE_URL, and drops them at the end. */
function databases() {
  const admin = postgres(adminUrl(), { max: 1, onnotice: () => {} });
  const made: string[] = [];
  const fresh = async () => {
    const name = `bench_${process.pid}_${made.length}`;
    await admin.unsafe(`create database ${name}`);
    made.push(name);
    const url = new URL(adminUrl());
    url.pathname = `/${name}`;
    await migrateDatabase(url.toString());
    return url.toString();
  };
  const dropAll = async () => {
    for (const name of made) await admin.unsafe(`drop database if exists ${name} with (force)`);
    await admin.end();
  };
  return { fresh, dropAll };
}

function printTable(results: readonly Result[]): void {
  console.table(
    results.map((r) => ({
      bench: r.name,
      value: `${r.value.toFixed(1)} ${r.unit}`,
      against: `${r.baseline.toFixed(1)} ${r.unit} (${r.against})`,
      ratio: r.ratio.toFixed(2),
      aim: r.aim,
      met: r.met ? "yes" : "no",
    })),
  );
}

async function main(args: readonly string[]): Promise<void> {
  const json = args.includes("--json");
  const scale = Number(args.find((a) => a.startsWith("--scale="))?.slice(8) ?? 1);
  const names = args.filter((a) => !a.startsWith("--"));
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0)
    throw new Error(
      `unknown bench ${unknown.join(", ")}; there are ${BENCHES.map((b) => b.name).join(", ")}`,
    );
  const { fresh, dropAll } = databases();
  const context: BenchContext = {
    freshDatabase: fresh,
    progress: (m) => process.stderr.write(`${m}\n`),
    scale,
  };
  const results: Result[] = [];
  try {
    for (const bench of BENCHES)
      if (names.length === 0 || names.includes(bench.name)) results.push(...(await bench.run(context)));
  } finally {
    await dropAll();
  }
  if (json) process.stdout.write(`${JSON.stringify({ results })}\n`);
  else printTable(results);
}

await main(process.argv.slice(2));
