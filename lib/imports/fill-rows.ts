import { sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { edits } from "@/db/schema/customers";
import { actorId, type TxCtx } from "@/lib/context";
import { storedText } from "@/lib/custom-fields/rules";
import type { CustomValues } from "@/lib/custom-fields/types";
import { announce } from "@/lib/live/announce";
import { instant, texts, uuids } from "@/lib/sql-values";
import { enterContacts, type ReadyRow } from "./enter-rows";
import { FILLABLE, type Fill, fillOf, type Standing } from "./fill-empty";

const AT_A_TIME = 500;
/** More ids than this are not announced one by one. */
const NAMED_AT_MOST = 40;

type Found = { id: string; identity_key: string };
type StandingRow = Record<string, unknown> & { id: string; identity_key: string };

function* chunks<T>(items: readonly T[]): Generator<T[]> {
  for (let from = 0; from < items.length; from += AT_A_TIME) yield items.slice(from, from + AT_A_TIME);
}

async function findPooled(ctx: TxCtx, poolId: string, keys: readonly string[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const some of chunks(keys)) {
    const rows = await ctx.db.execute<Found>(sql`
      select id, identity_key from customers where identity_key = any (${texts(some)}) and state <> 'merged'
        and state = 'pooled' and pool_id = ${poolId}::uuid`);
    found.push(...rows);
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

const toStanding = (row: StandingRow): Standing => ({
  id: row.id,
  creditCode: row.credit_code as string | null,
  externalId: row.external_id as string | null,
  industry: row.industry as string | null,
  region: row.region as string | null,
  source: row.source as string | null,
  website: row.website as string | null,
  address: row.address as string | null,
  note: row.note as string | null,
  expectedValue: row.expected_value === null ? null : Number(row.expected_value),
  contractEndsOn: row.contract_ends_on as string | null,
  tags: row.tags as string[],
  extra: row.extra as Record<string, string> | null,
  custom: row.custom as CustomValues,
  hasContacts: row.has_contacts === true,
});

/** Locks the customers ascending, as every verb does; who has claimed one meanwhile keeps it as it is. */
async function lockStanding(ctx: TxCtx, poolId: string, ids: readonly string[]): Promise<StandingRow[]> {
  return ctx.db.execute<StandingRow>(sql`
    select c.id, c.identity_key, c.credit_code, c.external_id, c.industry, c.region, c.source, c.website, c.address,
      c.note, c.expected_value, c.contract_ends_on::text as contract_ends_on, c.tags, c.extra, c.custom, exists (select from contacts k where k.customer_id = c.id) as has_contacts
    from customers c where c.id = any (${uuids(ids)}) and c.state = 'pooled' and c.pool_id = ${poolId}::uuid
    order by c.id for no key update of c`);
}

/** The types of the columns that are no text. */
const TYPES: Partial<Record<(typeof FILLABLE)[number], string>> = {
  expectedValue: "bigint",
  contractEndsOn: "date",
};

async function writeFills(ctx: TxCtx, fills: readonly Fill[]): Promise<void> {
  const rows = fills.map(({ id, facts, tags, extra, custom }) => ({ id, ...facts, tags, extra, custom }));
  const columns = FILLABLE.map((field) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
  const sets = columns.map((column, index) =>
    sql.raw(`${column} = coalesce(c.${column}, v."${FILLABLE[index]}")`),
  );
  const shape = FILLABLE.map((field) => sql.raw(`"${field}" ${TYPES[field] ?? "text"}`));
  await ctx.db.execute(sql`
    update customers c set ${sql.join(sets, sql`, `)},
      tags = case when c.tags = '{}' then v.tags else c.tags end,
      extra = case when v.extra = '{}' then c.extra else v.extra || coalesce(c.extra, '{}') end,
      custom = v.custom || c.custom,
      edited_at = ${instant(ctx.now)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as v (id uuid, ${sql.join(shape, sql`, `)}, tags text[], extra jsonb, custom jsonb)
    where c.id = v.id`);
}

function changesOf(fill: Fill): Record<string, { from: null; to: string }> {
  const added = Object.entries(fill.facts).map(([field, value]): [string, string] => [field, String(value)]);
  if (fill.tags.length > 0) added.push(["tags", fill.tags.join(", ")]);
  for (const [header, value] of Object.entries(fill.extra)) added.push([`extra.${header}`, value]);
  for (const [key, value] of Object.entries(fill.custom)) added.push([`custom.${key}`, storedText(value)]);
  for (const [index, contact] of fill.contacts.entries()) {
    for (const part of ["name", "phone", "email", "wechat"] as const) {
      const value = contact[part];
      if (value !== null) added.push([`contact.${index + 1}.${part}`, value]);
    }
  }
  return Object.fromEntries(added.map(([field, to]) => [field, { from: null, to }]));
}

async function applyFills(ctx: TxCtx, fills: readonly Fill[]): Promise<void> {
  await writeFills(ctx, fills);
  await enterContacts(
    ctx,
    fills.map(({ id, contacts }) => ({ customerId: id, contacts })),
  );
  const userId = actorId(ctx.actor);
  await ctx.db.insert(edits).values(
    fills.map((fill) => ({
      ...{ id: newId(), customerId: fill.id, userId, changes: changesOf(fill), at: ctx.now },
    })),
  );
  const ids = fills.map(({ id }) => id);
  announce(ctx, {
    ...{ kind: "edited", customers: ids.length <= NAMED_AT_MOST ? ids : null, owners: [], pools: [] },
  });
}

/**
 * Adds what the rows know to customers of the same pool where nothing stands yet, and answers the customer's id by the
 * row's number. Customers in somebody's hands, in another pool or marked invalid stay as they are.
 */
export async function fillRows(
  ctx: TxCtx,
  poolId: string,
  rows: readonly ReadyRow[],
): Promise<Map<number, string>> {
  const rowOf = new Map(rows.map((row) => [row.customer.identityKey, row]));
  const found = await findPooled(ctx, poolId, [...rowOf.keys()]);
  const filled = new Map<number, string>();
  for (const some of chunks(found)) {
    const standing = await lockStanding(
      ctx,
      poolId,
      some.map(({ id }) => id),
    );
    const fills = standing.flatMap((raw) => {
      const row = rowOf.get(raw.identity_key);
      const fill = row ? fillOf(toStanding(raw), row.customer) : null;
      if (!row || !fill) return [];
      filled.set(row.number, raw.id);
      return [fill];
    });
    if (fills.length > 0) await applyFills(ctx, fills);
  }
  return filled;
}
