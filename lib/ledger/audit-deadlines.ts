import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { type HeldCustomer, heldCustomers } from "@/lib/deadlines/held-customers";
import { deadlinesOf, type GraceByRule, graceOf } from "@/lib/deadlines/rules";
import { PolicyDocument } from "@/lib/policies/schema";
import { type AuditResult, SAMPLE } from "./audit-types";

type Rules = { document: PolicyDocument; grace: GraceByRule; timeZone: string };

async function readRules(db: Executor): Promise<Map<string, Rules>> {
  const rows = await db.execute<Record<string, unknown>>(sql`
    select p.id, p.document, p.grace, org.time_zone from policies p cross join (select time_zone from organizations limit 1) org`);
  return new Map(
    rows.map((row) => [
      String(row.id),
      {
        document: PolicyDocument.parse(row.document),
        grace: graceOf(row.grace),
        timeZone: String(row.time_zone),
      },
    ]),
  );
}

const same = (a: Date | null | undefined, b: Date | null | undefined): boolean =>
  (a?.getTime() ?? null) === (b?.getTime() ?? null);

/** A stored deadline without a policy waits to be computed anew, and is not taken for one meanwhile. */
function differs({ clock, stored }: HeldCustomer, rules: ReadonlyMap<string, Rules>): boolean {
  if (stored.policyId === null) return false;
  const policy = rules.get(stored.policyId);
  if (!policy) return true;
  const [first] = deadlinesOf(policy.document, { ...clock, grace: policy.grace }, policy.timeZone);
  return (
    !same(first?.dueAt, stored.dueAt) ||
    !same(first?.from, stored.from) ||
    (first?.rule ?? null) !== stored.rule
  );
}

/** Every stored deadline is the one that follows from the stored facts by the rules of the policy that it names. */
export async function auditDeadlines(db: Executor): Promise<AuditResult> {
  const rules = await readRules(db);
  const result: AuditResult = { name: "deadlines", id: "I13", rows: 0, sample: [] };
  for await (const batch of heldCustomers(db, null)) {
    for (const held of batch) {
      if (!differs(held, rules)) continue;
      result.rows += 1;
      if (result.sample.length < SAMPLE) result.sample.push({ customer_id: held.id, ...held.stored });
    }
  }
  return result;
}
