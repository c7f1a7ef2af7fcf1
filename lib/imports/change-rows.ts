import { type SQL, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { edits } from "@/db/schema/customers";
import type { StoredChanges } from "@/db/schema/imports";
import { actorId, type TxCtx } from "@/lib/context";
import { storedText } from "@/lib/custom-fields/rules";
import type { CustomValue } from "@/lib/custom-fields/types";
import { insertRows } from "@/lib/ledger/insert-rows";
import { announce } from "@/lib/live/announce";
import { enterContacts } from "./enter-rows";
import { type Change, changed, fillOf, overwriteOf, type Standing } from "./fill-empty";
import type { ImportedCustomer } from "./row-types";
import { lockStanding, writeStanding } from "./standing";
import { addTaken, lockAdded } from "./taken-phones";
import { tellByCode } from "./tell-by-code";

/** More ids than this are not announced one by one. */
const NAMED_AT_MOST = 40;

type Words = Record<string, { from: string | null; to: string | null }>;

function spoken(field: string, value: unknown): string | null {
  if (value === null || (Array.isArray(value) && value.length === 0)) return null;
  if (field === "tags") return (value as string[]).join(", ");
  return storedText(value as CustomValue);
}

/** A change as the history of a customer tells it. */
function wordsOf({ facts, contacts }: Change): Words {
  const words: Words = {};
  for (const [field, { from, to }] of Object.entries(facts)) {
    words[field] = { from: spoken(field, from), to: spoken(field, to) };
  }
  for (const [index, contact] of contacts.entries()) {
    for (const part of ["name", "phone", "email", "wechat"] as const) {
      const value = contact[part];
      if (value !== null) words[`contact.${index + 1}.${part}`] = { from: null, to: value };
    }
  }
  return words;
}

/** Writes that these customers were edited, and tells open screens. */
export async function noteEdits(ctx: TxCtx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return;
  const userId = actorId(ctx.actor);
  const rows = changes.map((change) => ({
    ...{ id: newId(), customerId: change.id, userId, changes: wordsOf(change), at: ctx.now },
  }));
  await ctx.db.execute(insertRows(edits, rows));
  const ids = changes.map(({ id }) => id);
  const named = ids.length <= NAMED_AT_MOST ? ids : null;
  announce(ctx, { kind: "edited", customers: named, owners: [], pools: [] });
}

async function apply(
  ctx: TxCtx,
  changes: readonly (Change & { standing: Standing })[],
): Promise<Map<string, StoredChanges>> {
  await writeStanding(
    ctx,
    changes.map(({ standing, facts }) => changed(standing, facts)),
  );
  const alone = new Set(changes.flatMap(({ id, standing }) => (standing.contacts.length === 0 ? [id] : [])));
  const added = await enterContacts(
    ctx,
    changes.map(({ id, contacts }) => ({ customerId: id, contacts })),
    (id) => alone.has(id),
  );
  const identities = await tellByCode(ctx, changes);
  await noteEdits(ctx, changes);
  return new Map(
    changes.map(({ id, facts }) => {
      const identity = identities.get(id);
      return [id, { facts, contacts: added.get(id) ?? [], ...(identity ? { identity } : {}) }];
    }),
  );
}

/** What was changed by the customer's id, and who would have got a phone that another customer has. */
export type ChangedRows = { changed: Map<string, StoredChanges>; taken: ReadonlySet<string> };

/**
 * Adds to, or sets in, customers what the rows know of them. Only those that meet `where` are changed, which is asked on
 * the locked row: who has claimed one meanwhile keeps it as it is. With `samePhone` none gets the phone of another.
 */
export async function changeRows(
  ctx: TxCtx,
  rows: ReadonlyMap<string, ImportedCustomer>,
  where: SQL,
  { how, samePhone }: { how: "fill" | "overwrite"; samePhone: boolean },
): Promise<ChangedRows> {
  const standing = await lockStanding(ctx, [...rows.keys()], where);
  const changes = standing.flatMap((one) => {
    const row = rows.get(one.id);
    const change = row && (how === "fill" ? fillOf(one, row) : overwriteOf(one, row));
    return change ? [{ ...change, standing: one }] : [];
  });
  if (samePhone) await lockAdded(ctx, changes);
  const taken = samePhone ? await addTaken(ctx, changes) : new Set<string>();
  const rest = changes.filter(({ id }) => !taken.has(id));
  return { taken, changed: rest.length > 0 ? await apply(ctx, rest) : new Map() };
}

/** What lies in the pool and may be changed by an import into it. */
export const inPool = (poolId: string): SQL => sql`c.state = 'pooled' and c.pool_id = ${poolId}::uuid`;
