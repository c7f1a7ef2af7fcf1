import { sql } from "drizzle-orm";
import type { CustomerState } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import type { ImportedCustomer } from "./row-types";
import { isSame, type SameFacts, sharesPhone } from "./sameness";

/** A customer that is there, as far as an import has to know of it. */
export type Match = SameFacts & {
  id: string;
  state: CustomerState;
  poolId: string;
  /** For one that is marked invalid, why the ledger says it is. */
  reason: string | null;
  /** Whether it is one with the row by a phone alone. */
  byPhone: boolean;
};

/** A name or a phone that hundreds share is that of no company. */
const NAMESAKES = 40;
/** The ledger's word for a customer that went because its import was undone; it comes back with its file. */
export const UNDONE = "import_undone";

export const factsOfRow = (customer: ImportedCustomer): SameFacts => ({
  ...{ nameKey: customer.nameKey, identityKey: customer.identityKey, creditCode: customer.creditCode },
  ...{ externalId: customer.externalId, region: customer.region },
  phones: customer.contacts.flatMap(({ phoneE164 }) => (phoneE164 ? [phoneE164] : [])),
});

type Row = Record<string, unknown> & { i: number; phones: string[] | null };

const toMatch = (row: Row): Omit<Match, "byPhone"> => ({
  id: String(row.id),
  nameKey: String(row.name_key),
  identityKey: String(row.identity_key),
  creditCode: row.credit_code as string | null,
  externalId: row.external_id as string | null,
  region: row.region as string | null,
  phones: row.phones ?? [],
  state: row.state as CustomerState,
  poolId: String(row.pool_id),
  reason: row.reason as string | null,
});

const AT_PHONE = sql`union
      (select k.customer_id from contacts k where k.phone_e_164 = any (r.phones) limit ${NAMESAKES})`;

/** How a customer is the one of a row; null when it is not. What an undo put away is not there for whoever is called otherwise. */
function sameBy(facts: SameFacts, match: Omit<Match, "byPhone">, samePhone: boolean): Match | null {
  if (isSame(facts, match)) return { ...match, byPhone: false };
  const away = match.state === "invalid" && match.reason === UNDONE;
  return samePhone && !away && sharesPhone(facts, match) ? { ...match, byPhone: true } : null;
}

/**
 * The customers that these rows already are, by the row's place, in one statement; who is merged away is none. With
 * `samePhone` a phone in common is enough, and whom name or code tell comes first.
 */
export async function matchRows(
  ctx: Ctx,
  rows: readonly SameFacts[],
  samePhone: boolean,
): Promise<Map<number, Match[]>> {
  const found = new Map<number, Match[]>();
  if (rows.length === 0) return found;
  const asked = rows.map(({ identityKey, nameKey, phones }, i) => ({
    ...{ i, key: identityKey, name: nameKey },
    ...(samePhone ? { phones } : {}),
  }));
  const near = await ctx.db.execute<Row>(sql`
    select r.i, c.id, c.name_key, c.identity_key, c.credit_code, c.external_id, c.region, c.state, c.pool_id,
      (select array_agg(k.phone_e_164) from contacts k where k.customer_id = c.id and k.phone_e_164 is not null) as phones,
      case when c.state = 'invalid' then (select e.reason from events e where e.customer_id = c.id and e.version = c.version) end as reason
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as r (i int, key text, name text, phones text[])
    cross join lateral (
      select x.id from customers x where x.identity_key = r.key and x.state <> 'merged'
      union
      (select x.id from customers x where x.name_key = r.name and x.state <> 'merged' limit ${NAMESAKES})
      ${samePhone ? AT_PHONE : sql``}) near
    join customers c on c.id = near.id where c.state <> 'merged'`);
  for (const row of near) {
    const facts = rows[row.i];
    const match = facts && sameBy(facts, toMatch(row), samePhone);
    if (match) found.set(row.i, [...(found.get(row.i) ?? []), match]);
  }
  for (const [i, matches] of found) {
    const key = rows[i]?.identityKey;
    matches.sort(
      (a, b) =>
        Number(b.identityKey === key) - Number(a.identityKey === key) ||
        Number(a.byPhone) - Number(b.byPhone) ||
        (a.id < b.id ? -1 : 1),
    );
  }
  return found;
}
