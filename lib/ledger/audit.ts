import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { CHAIN_INVARIANTS } from "./audit-chain";
import { auditDeadlines } from "./audit-deadlines";
import { FACT_INVARIANTS } from "./audit-facts";
import { MERGE_INVARIANTS } from "./audit-merges";
import { QUOTA_INVARIANTS } from "./audit-quotas";
import { SWEEP_INVARIANTS } from "./audit-sweeps";
import { type AuditResult, type Invariant, SAMPLE } from "./audit-types";

/** Every invariant that one statement can ask. */
export const INVARIANTS: readonly Invariant[] = [
  ...CHAIN_INVARIANTS,
  ...QUOTA_INVARIANTS,
  ...FACT_INVARIANTS,
  ...SWEEP_INVARIANTS,
  ...MERGE_INVARIANTS,
];

async function ask(db: Executor, { name, id, query }: Invariant): Promise<AuditResult> {
  const rows = await db.execute<{ total: number; row: Record<string, unknown> }>(sql`
    with broken as materialized (${query})
    select (select count(*)::int from broken) as total, to_jsonb(b) as row from broken b limit ${SAMPLE}`);
  return { name, id, rows: rows[0]?.total ?? 0, sample: rows.map((one) => one.row) };
}

/** Asks every invariant of the ledger, one after the other; a sound database answers 0 rows to each. For tests and the command line. */
export async function auditDatabase(db: Executor): Promise<AuditResult[]> {
  const results: AuditResult[] = [];
  for (const invariant of INVARIANTS) results.push(await ask(db, invariant));
  return [...results, await auditDeadlines(db)];
}

/** Checks the books: how many rows break each invariant, with some of them. Reads everything, writes nothing. */
export async function auditLedger(ctx: Ctx): Promise<AuditResult[]> {
  authorize(ctx.actor, "ledger.audit");
  return auditDatabase(ctx.db);
}

export type LedgerTotals = {
  events: number;
  customers: number;
  tenures: number;
  lastSeq: number | null;
  lastAt: Date | null;
};

/** How much there is to check, and how far it reaches. */
export async function getLedgerTotals(ctx: Ctx): Promise<LedgerTotals> {
  authorize(ctx.actor, "ledger.audit");
  const [row] = await ctx.db.execute<Record<string, unknown>>(sql`
    select (select count(*) from events) as events, (select count(*) from customers) as customers, (select count(*) from tenures) as tenures,
      (select max(seq) from events) as last_seq, (select max(at) from events) as last_at`);
  return {
    events: Number(row?.events ?? 0),
    customers: Number(row?.customers ?? 0),
    tenures: Number(row?.tenures ?? 0),
    lastSeq: row?.last_seq ? Number(row.last_seq) : null,
    lastAt: row?.last_at ? new Date(row.last_at as string) : null,
  };
}
