import { sql } from "drizzle-orm";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { FOLD_VERSION, simplify } from "@/lib/names/fold";
import { uuids } from "@/lib/sql-values";
import { CERTAIN_FROM } from "./compare";
import { nameKeysOf } from "./keys";
import { type FoundPair, writePairs } from "./write-pairs";

const AT_A_TIME = 1_000;

type Row = {
  id: string;
  name: string;
  name_key: string;
  identity_key: string;
  external_id: string | null;
  credit_code: string | null;
  state: string;
};

/** A key as it is made now: by the credit code, else folded; the number of the source in it stays as it was typed. */
function foldedKey({ identity_key: key, external_id: number, credit_code: code, state }: Row): string {
  if (code !== null && state !== "merged") return `cc:${code}`;
  const head = number === null ? "" : `x:${number}:`;
  return head !== "" && key.startsWith(head) ? head + simplify(key.slice(head.length)) : simplify(key);
}

/**
 * Gives one customer its keys as they are folded now. Whoever has that identity already keeps it: the other stays under
 * its old one, which nobody can take, and the two go to the desk.
 */
async function bring(ctx: TxCtx, row: Row): Promise<FoundPair | null> {
  const [nameKey, identityKey] = [simplify(row.name_key), foldedKey(row)];
  const update = (identity: string) =>
    ctx.db.execute(sql`update customers set name_key = ${nameKey}, identity_key = ${identity}
      where id = ${row.id}::uuid and name_key = ${row.name_key} and identity_key = ${row.identity_key}`);
  const [same] = await ctx.db.execute<{ id: string }>(sql`
    select id from customers where identity_key = ${identityKey} and state <> 'merged' and id <> ${row.id}::uuid`);
  if (same && row.state !== "merged") {
    await update(row.identity_key);
    return { customerId: row.id, otherId: same.id, reasons: ["identity"], score: CERTAIN_FROM - 1 };
  }
  await update(identityKey);
  return null;
}

/** Whoever has other keys for duplicates by the name than it had is looked at anew. */
async function lookAgain(ctx: TxCtx, rows: readonly Row[]): Promise<void> {
  const live = rows.filter(({ state }) => state !== "merged");
  const keys = live.flatMap(({ id, name }) => nameKeysOf(name).map((key) => ({ id, key })));
  await ctx.db.execute(sql`
    with named as (select * from jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as r (id uuid, key text))
    insert into duplicate_queue (customer_id)
    select c.id from unnest(${uuids(live.map(({ id }) => id))}) as c (id)
    where exists (select from named n where n.id = c.id
        and not exists (select from duplicate_keys d where d.customer_id = c.id and d.key = n.key))
      or exists (select from duplicate_keys d where d.customer_id = c.id and d.key like any ('{n:%,b:%}'::text[])
        and not exists (select from named n where n.id = c.id and n.key = d.key))
    on conflict do nothing`);
}

/** Takes the next customers; answers whether there are more. */
async function bringSome(ctx: TxCtx): Promise<boolean> {
  await ctx.db.execute(sql`insert into duplicate_settings (one) values (true) on conflict do nothing`);
  const [settings] = await ctx.db.execute<{ keys_version: number; keys_cursor: string | null }>(
    sql`select keys_version, keys_cursor from duplicate_settings for update`,
  );
  if (!settings || settings.keys_version >= FOLD_VERSION) return false;
  const rows = await ctx.db.execute<Row>(sql`
    select id, name, name_key, identity_key, external_id, credit_code, state from customers
    where ${settings.keys_cursor}::uuid is null or id > ${settings.keys_cursor}::uuid order by id limit ${AT_A_TIME}`);
  const changed = rows.filter(
    (row) => simplify(row.name_key) !== row.name_key || foldedKey(row) !== row.identity_key,
  );
  const pairs: FoundPair[] = [];
  for (const row of changed) {
    const pair = await bring(ctx, row);
    if (pair) pairs.push(pair);
  }
  await writePairs(ctx, pairs);
  await lookAgain(ctx, rows);
  const last = rows.at(-1)?.id ?? null;
  const done = rows.length < AT_A_TIME;
  await ctx.db.execute(sql`update duplicate_settings set keys_cursor = ${done ? null : last}::uuid,
    keys_version = ${done ? FOLD_VERSION : settings.keys_version}`);
  return !done;
}

/**
 * Brings the keys of names along when the folding has changed: a thousand customers a transaction, from where the last
 * run stopped, once for each version of the folding. Their keys for duplicates follow where they are others now.
 */
export async function bringKeysAlong(ctx: Ctx): Promise<void> {
  while (await inTx(ctx, bringSome)) {
    // Until nothing is left.
  }
}
