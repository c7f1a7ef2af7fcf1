import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { policyOf } from "@/lib/policies/read-policy";
import type { Rules } from "./clock-steps";
import { graceOf } from "./grace";
import { knownTo } from "./known";

const MOST_KEPT = 1_000;
const kept = new Map<string, Rules>();

/** The rules of a policy by its id. A policy and the type of a field never change: each is read once per process. */
export async function rulesOf(db: Executor, policyId: string): Promise<Rules> {
  const known = kept.get(policyId);
  if (known) return known;
  const [row] = await db.execute<{ document: unknown; grace: unknown }>(
    sql`select document, grace from policies where id = ${policyId}::uuid`,
  );
  if (!row) throw new Error(`no such policy: ${policyId}`);
  const read = { document: policyOf(policyId, row.document), grace: graceOf(row.grace) };
  const rules = { ...read, known: await knownTo(db, read) };
  if (kept.size > MOST_KEPT) kept.clear();
  kept.set(policyId, rules);
  return rules;
}
