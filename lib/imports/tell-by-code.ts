import { sql } from "drizzle-orm";
import { violatedConstraint } from "@/lib/constraint";
import type { TxCtx } from "@/lib/context";
import { identityKey } from "@/lib/customers/normalise";
import type { Change } from "./fill-empty";

/** A customer under the key by which it is told from others. */
type Keyed = { id: string; key: string };
type Row = Keyed & { before: string };

/** Gives these customers their keys, but for a key that another has; answers what they had before. */
const setKeys = (ctx: TxCtx, keyed: readonly Keyed[]): Promise<Row[]> =>
  ctx.db.execute<Row>(sql`
    with wanted as (
      select c.id, v.key, c.identity_key as before from jsonb_to_recordset(${JSON.stringify(keyed)}::jsonb) as v (id uuid, key text)
      join customers c on c.id = v.id
      where not exists (select from customers o where o.identity_key = v.key and o.state <> 'merged' and o.id <> c.id))
    update customers c set identity_key = w.key from wanted w where c.id = w.id returning c.id, w.key, w.before`);

/** The same where somebody enters one of the keys at this moment: the unique index lets the first of the two have it. */
async function claimKeys(ctx: TxCtx, keyed: readonly Keyed[]): Promise<Row[]> {
  if (keyed.length === 0) return [];
  try {
    return await ctx.db.transaction((tx) => setKeys({ ...ctx, db: tx }, keyed));
  } catch (error) {
    if (violatedConstraint(error) !== "customers_identity_unique") throw error;
    if (keyed.length === 1) return [];
    const rows: Row[] = [];
    for (const one of keyed) rows.push(...(await claimKeys(ctx, [one])));
    return rows;
  }
}

/**
 * Has customers that get a credit code from a file told by it from now on, as those that are entered with one are: nobody
 * enters a second one with that code, and it is found by it. Answers by id by what each was told before.
 */
export async function tellByCode(ctx: TxCtx, changes: readonly Change[]): Promise<Map<string, string>> {
  const byKey = new Map<string, Keyed>();
  for (const { id, facts } of changes) {
    const code = facts.creditCode?.to;
    if (typeof code !== "string") continue;
    const key = identityKey({ name: "", creditCode: code });
    byKey.set(key, byKey.get(key) ?? { id, key });
  }
  return new Map((await claimKeys(ctx, [...byKey.values()])).map(({ id, before }) => [id, before]));
}

/** Has customers that lost such a code told as before; whose key somebody else has by now is told by none. */
export async function tellAsBefore(ctx: TxCtx, keyed: readonly Keyed[]): Promise<void> {
  const back = new Set((await claimKeys(ctx, keyed)).map(({ id }) => id));
  await claimKeys(
    ctx,
    keyed.flatMap(({ id }) => (back.has(id) ? [] : [{ id, key: `beside:${id}` }])),
  );
}
