import { sql } from "drizzle-orm";
import type { CustomerState, EventKind } from "@/db/enums";
import type { EventFacts } from "@/db/schema/ledger";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { UNREMINDED, type Unreminded } from "@/lib/ledger/rules";
import { authorize } from "@/lib/permissions";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { ruleBrief } from "@/lib/policies/rule-brief-sql";
import { requirePerson } from "@/lib/require-person";
import { readInstant } from "@/lib/sql-values";
import type { CustomerInput } from "./schema";

/** How a customer left the viewer's hands, from the ledger. */
export type Loss = {
  customerId: string;
  name: string;
  kind: EventKind;
  at: Date;
  /** Who did it; null is the system. */
  byName: string | null;
  byMe: boolean;
  /** A release reason, or the rule of a reclaim. */
  reason: string | null;
  rule: RuleBrief | null;
  policyVersion: number | null;
  /** How often the viewer was reminded before a reclaim, and why a reminder is missing. */
  reminded: number;
  unreminded: Unreminded | null;
  unsentFrom: Date | null;
  poolName: string;
  /** Where it is now. */
  state: CustomerState;
};

type Row = Record<string, unknown> & {
  rule: RuleBrief | null;
  facts: EventFacts | null;
};

/** How a customer that the actor held last left him: by whom, when and why. NOT_FOUND if he never held it. */
export async function readLoss(ctx: Ctx, input: CustomerInput): Promise<Loss> {
  authorize(ctx.actor, "customers.read");
  const me = requirePerson(ctx.actor);
  const [row] = await ctx.db.execute<Row>(sql`
    select c.name, c.state, c.owner_id, e.kind, e.at, e.actor_id, a.name as by_name, e.reason, ${ruleBrief(sql`e.policy_id`, sql`e.rule`)} as rule, e.facts, p.version, po.name as pool_name
    from events e
    join customers c on c.id = e.customer_id
    join pools po on po.id = e.to_pool_id
    left join users a on a.id = e.actor_id
    left join policies p on p.id = e.policy_id
    where e.customer_id = ${input.customerId}::uuid and e.from_owner_id = ${me}::uuid and e.to_owner_id is distinct from ${me}::uuid
    order by e.version desc limit 1`);
  if (!row || row.owner_id === me) throw new DomainError("NOT_FOUND");
  return {
    ...{ customerId: input.customerId, name: String(row.name), kind: row.kind as EventKind },
    ...{ at: new Date(row.at as string), byName: row.by_name as string | null, byMe: row.actor_id === me },
    ...{ reason: row.reason as string | null, rule: row.rule },
    policyVersion: row.version === null ? null : Number(row.version),
    reminded: Number(row.facts?.reminded ?? 0),
    unreminded: UNREMINDED.find((one) => one === row.facts?.unreminded) ?? null,
    unsentFrom: readInstant(row.facts?.unsentFrom),
    ...{ poolName: String(row.pool_name), state: row.state as CustomerState },
  };
}
