import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { dataIssues } from "@/db/schema/quality";
import type { TxCtx } from "@/lib/context";
import { homeCountry } from "@/lib/customers/home-country";
import { instant, uuids } from "@/lib/sql-values";
import { type Audited, type Decision, decide, isNothing } from "./decide";
import { readSettings } from "./read-settings";
import { type SeenData, seenSql, TO_DECIDE } from "./seen-sql";

/** What an audit goes by. */
export const readAudited = async (ctx: TxCtx): Promise<Audited> => ({
  country: await homeCountry(ctx),
  goneAfter: (await readSettings(ctx.db)).goneAfter,
});

type Decided = { customerId: string; decision: Decision };

async function open(ctx: TxCtx, decided: readonly Decided[]): Promise<number> {
  const rows = decided.flatMap(({ customerId, decision }) =>
    decision.open.map(({ kind, evidence, evidenceAt }) => ({
      ...{ id: newId(), customerId, kind, evidence, evidenceAt: new Date(evidenceAt) },
      ...{ foundAt: ctx.now, state: "open" as const },
    })),
  );
  if (rows.length === 0) return 0;
  const written = await ctx.db
    .insert(dataIssues)
    .values(rows)
    .onConflictDoNothing()
    .returning({ id: dataIssues.id });
  return written.length;
}

async function renew(ctx: TxCtx, decided: readonly Decided[]): Promise<void> {
  for (const { id, found } of decided.flatMap(({ decision }) => decision.renew)) {
    await ctx.db.execute(sql`
      update data_issues set evidence = evidence || ${JSON.stringify(found.evidence)}::jsonb, evidence_at = ${instant(new Date(found.evidenceAt))}
      where id = ${id}::uuid and state = 'open'`);
  }
}

async function fix(ctx: TxCtx, decided: readonly Decided[]): Promise<number> {
  const ids = decided.flatMap(({ decision }) => decision.fix);
  if (ids.length === 0) return 0;
  const fixed = await ctx.db.execute(sql`
    update data_issues set state = 'fixed', decided_at = ${instant(ctx.now)} where id = any (${uuids(ids)}) and state = 'open' returning id`);
  return fixed.length;
}

/** What an audit of some customers changed. */
export type AuditCounts = { found: number; fixed: number };

/**
 * Opens the issues of these customers that are new, brings the evidence of the open ones up to date, and closes what has
 * been mended. For rows that the caller has locked: whoever writes an issue holds its customer.
 */
export async function auditCustomers(
  ctx: TxCtx,
  customerIds: readonly string[],
  given?: Audited,
): Promise<AuditCounts> {
  const customers = sql`select c.id, c.created_at from customers c where c.id = any (${uuids(customerIds)}) and c.state in ('pooled', 'owned')`;
  const rows = await ctx.db.execute<SeenData>(
    sql`select s.* from (${seenSql(customers)}) s where ${TO_DECIDE} order by s.id`,
  );
  if (rows.length === 0) return { found: 0, fixed: 0 };
  const audited = given ?? (await readAudited(ctx));
  const decided = rows
    .map((seen) => ({ customerId: seen.id, decision: decide(seen, audited) }))
    .filter(({ decision }) => !isNothing(decision));
  const fixed = await fix(ctx, decided);
  await renew(ctx, decided);
  return { found: await open(ctx, decided), fixed };
}
