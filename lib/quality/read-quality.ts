import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import type { DataIssueKind } from "@/db/enums";
import { actorId } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { Actor } from "@/lib/permissions";
import { PRESENT } from "./completeness-sql";
import { readSettings } from "./read-settings";
import { COMPLETENESS_FIELDS, scoreOf } from "./rules";
import type { CustomerQuality } from "./types";

type Row = Record<string, unknown> & {
  issues: { id: string; kind: DataIssueKind; foundAt: string; mine: boolean }[] | null;
};

/** How complete a customer is and what is said to be wrong with it; for whoever has been found to see it. */
export async function readQuality(db: Executor, actor: Actor, customerId: string): Promise<CustomerQuality> {
  const present = COMPLETENESS_FIELDS.map((field) => sql`${PRESENT[field]} as ${sql.identifier(field)}`);
  const mine = sql`coalesce(i.evidence->'reports' @> jsonb_build_array(jsonb_build_object('by', ${actorId(actor)}::text)), false)`;
  const [[row], { weights }] = await Promise.all([
    db.execute<Row>(sql`
      select ${sql.join(present, sql`, `)},
        (select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'foundAt', i.found_at, 'mine', ${mine}) order by i.found_at, i.id)
          from data_issues i where i.customer_id = c.id and i.state = 'open') as issues
      from customers c where c.id = ${customerId}::uuid`),
    readSettings(db),
  ]);
  if (!row) throw new DomainError("NOT_FOUND");
  const there = new Set(COMPLETENESS_FIELDS.filter((field) => row[field] === true));
  return {
    completeness: scoreOf(there, weights),
    missing: COMPLETENESS_FIELDS.filter((field) => !there.has(field) && weights[field] > 0)
      .map((field) => ({ field, weight: weights[field] }))
      .sort((a, b) => b.weight - a.weight),
    issues: (row.issues ?? []).map((one) => ({ ...one, foundAt: new Date(one.foundAt) })),
  };
}
