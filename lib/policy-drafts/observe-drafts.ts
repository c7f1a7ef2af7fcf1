import { type SQL, sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { deadlineSql, type Rules } from "@/lib/deadlines/deadline-sql";
import { graceOf } from "@/lib/deadlines/grace";
import { knownTo } from "@/lib/deadlines/known";
import { situationOf } from "@/lib/deadlines/situation";
import { authorize } from "@/lib/permissions";
import { policyOf } from "@/lib/policies/read-policy";
import { noticeFor } from "@/lib/policies/rules";
import { PolicyDocument } from "@/lib/policies/schema";
import { instant } from "@/lib/sql-values";

type Observed = {
  id: string;
  revision: number;
  pool_id: string;
  document: unknown;
  observed_since: string;
  base_id: string;
  base_document: unknown;
  base_grace: unknown;
  time_zone: string;
};

/** The drafts that are observed; whoever edits or ends one waits until this look is over. */
const OBSERVED: SQL = sql`
  select d.id, d.revision, d.pool_id, d.document, d.observed_since, org.time_zone,
    p.id as base_id, p.document as base_document, p.grace as base_grace
  from policy_drafts d
  join policies p on p.pool_id = d.pool_id and p.version = d.base_version
  join pools on pools.id = d.pool_id and pools.archived_at is null
  cross join (select time_zone from organizations limit 1) org
  where d.observed_since is not null`;

/** The draft's rules as if it had been published when the observation began, with the notice that it would have given. */
async function rulesOf(ctx: TxCtx, one: Observed): Promise<Rules> {
  const base = { document: policyOf(one.base_id, one.base_document), grace: graceOf(one.base_grace) };
  const document = PolicyDocument.parse(one.document);
  const rules = { document, grace: noticeFor(base, document, new Date(one.observed_since)) };
  return { ...rules, known: await knownTo(ctx.db, rules) };
}

async function look(ctx: TxCtx, id: string): Promise<number> {
  const [one] = await ctx.db.execute<Observed>(sql`${OBSERVED} and d.id = ${id}::uuid for update of d`);
  if (!one) return 0;
  const now = instant(ctx.now);
  const deadline = deadlineSql(
    await rulesOf(ctx, one),
    situationOf({ timeZone: one.time_zone, now: ctx.now }),
  );
  const seen = await ctx.db.execute(sql`
    insert into draft_observations (draft_id, revision, tenure_id, customer_id, owner_id, rule, due_at, seen_at)
    select ${one.id}::uuid, ${one.revision}, t.id, c.id, c.owner_id, d.rule, d.due_at, ${now}
    from customers c
    cross join lateral (${deadline}) d
    join tenures t on t.customer_id = c.id and t.ended_at is null
    where c.pool_id = ${one.pool_id}::uuid and c.state = 'owned' and d.due_at <= ${now}
      and (c.protected_until is null or c.protected_until <= ${now})
    on conflict do nothing returning tenure_id`);
  await ctx.db.execute(sql`update policy_drafts set observed_at = ${now} where id = ${one.id}::uuid`);
  return seen.length;
}

/**
 * Writes down for every observed draft whom it would have taken by now, once for a tenure, and takes nobody. A customer
 * that would have gone between two looks and was followed up in between escapes it.
 */
export async function observeDrafts(ctx: Ctx, _input: object): Promise<{ drafts: number; seen: number }> {
  authorize(ctx.actor, "jobs.run");
  const drafts = await ctx.db.execute<{ id: string }>(sql`select o.id from (${OBSERVED}) o order by o.id`);
  let seen = 0;
  for (const { id } of drafts) seen += await inTx(ctx, (ctx) => look(ctx, id));
  return { drafts: drafts.length, seen };
}
