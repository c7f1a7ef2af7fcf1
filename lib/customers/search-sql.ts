import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { containing, literally, uuids } from "@/lib/sql-values";
import type { Shares } from "./gram-frequency";
import { keptOf } from "./kept-sql";
import { nameWhere, waysOf } from "./name-matches";
import { foldName } from "./normalise";
import { lyingNames } from "./search-lying";
import type { Places } from "./search-places";
import type { SearchTerms } from "./search-terms";
import { heldInSight, justTaken, poolsInSight, seesOnlyOwn } from "./sight";
import type { SearchHit } from "./types";

/** How many are looked at before the best of them are shown. */
const ENOUGH = sql.raw("60");
/** How many are shown. */
export const MOST_HITS = 20;

export type Looked = {
  ctx: Ctx;
  places: Places;
  terms: SearchTerms;
  typed: string;
  shares: Shares;
};

const hit = (match: SearchHit["match"], rank: number, id = sql`c.id`): SQL =>
  sql`${id} as id, ${match}::text as match, ${sql.raw(String(rank))} as rank, false as secret, null::text as contact_name`;

function exact({ terms, typed }: Looked): SQL[] {
  const key = foldName(typed);
  // Two parts, because the merged and the others have an index each.
  const code = `cc:${terms.creditCode}`;
  return [
    ...(terms.creditCode
      ? [
          sql`select ${hit("creditCode", 0)} from customers c where c.identity_key = ${code} and c.state <> 'merged'`,
          sql`select ${hit("creditCode", 0)} from customers m join customers c on c.id = ${keptOf(sql`m.id`)}
            where m.identity_key = ${code} and m.state = 'merged' limit ${ENOUGH}`,
        ]
      : []),
    ...(terms.phone
      ? [
          sql`select ${hit("phone", 0)} from contacts ct join customers c on c.id = ct.customer_id where ct.phone_e_164 = ${terms.phone} limit ${ENOUGH}`,
        ]
      : []),
    ...(key
      ? [sql`select ${hit("name", 1)} from customers c where c.name_key = ${key} limit ${ENOUGH}`]
      : []),
  ];
}

/**
 * What one who sees only his own holds is read once and looked through: the planner takes it for next to nothing, or
 * asks the indexes for everybody's.
 */
const BOOK = sql`array(select id from book)`;
const bookOf = (ctx: Ctx): SQL =>
  sql`select c.id from customers c where c.state = 'owned' and ${heldInSight(ctx.actor)}`;

const isBook = ({ ctx, places }: Looked): boolean => !places.everywhere && seesOnlyOwn(ctx.actor);

function byName(looked: Looked): SQL[] {
  const { ctx, places, typed, shares } = looked;
  if (!looked.terms.text) return [];
  const where = nameWhere(typed, waysOf(typed, shares.of));
  const lying = lyingNames(looked);
  if (!where || !lying) return [];
  const lain = sql`select ${hit("name", 1, sql`l.id`)} from (${lying}) l`;
  if (places.everywhere) return [lain];
  const of = (scope: SQL) => sql`select ${hit("name", 1)} from customers c
    join customer_names n on n.customer_id = c.id where ${scope} and ${where} limit ${ENOUGH}`;
  const own = isBook(looked)
    ? sql`select ${hit("name", 1, sql`n.customer_id`)} from customer_names n where n.customer_id = any (${BOOK}) and ${where} limit ${ENOUGH}`
    : of(sql`c.state = 'owned' and ${heldInSight(ctx.actor)}`);
  const taken = sql`${justTaken(ctx.now)} and c.pool_id in (${poolsInSight(ctx.actor)})`;
  return [own, of(taken), ...(places.pools.length > 0 ? [lain] : [])];
}

type ContactHit = { match: "phone" | "contact"; rank: number; where: SQL };

/** What of a contact is looked for; two characters hold no trigram unless they begin the name. */
function contactTerms({ terms, places }: Looked): ContactHit[] {
  const found: ContactHit[] = [];
  if (terms.phoneTail) {
    const reversed = `${[...terms.phoneTail].reverse().join("")}%`;
    found.push({ match: "phone", rank: 2, where: sql`reverse(ct.phone_e_164) like ${reversed}` });
  }
  if (terms.text) {
    const short = [...terms.text].length < 3 && places.everywhere;
    const pattern = short ? `${literally(terms.text)}%` : containing(terms.text);
    found.push({ match: "contact", rank: 3, where: sql`ct.name ilike ${pattern}` });
  }
  return found;
}

const contactHit = ({ match, rank }: ContactHit): SQL =>
  sql`${match}::text as match, ${sql.raw(String(rank))} as rank, true as secret, ct.name as contact_name`;

/** By contacts where the actor sees them unmasked, or may: what only looks masked is left out row by row afterwards. */
function byContact(looked: Looked): SQL[] {
  const { ctx, places } = looked;
  const open = places.openPools;
  const within = (scope: SQL, most: SQL) =>
    contactTerms(looked).map(
      (
        term,
      ) => sql`select c.id, ${contactHit(term)} from contacts ct join customers c on c.id = ct.customer_id
        where ${term.where} and ${scope} limit ${most}`,
    );
  if (places.everywhere) return within(sql`c.state <> 'merged'`, sql.raw(String(MOST_HITS)));
  const own = isBook(looked)
    ? contactTerms(looked).map(
        (term) => sql`select ct.customer_id as id, ${contactHit(term)} from contacts ct
          where ct.customer_id = any (${BOOK}) and ${term.where} limit ${ENOUGH}`,
      )
    : within(sql`c.state = 'owned' and ${heldInSight(ctx.actor)}`, ENOUGH);
  const pooled = sql`c.state = 'pooled' and c.pool_id = any (${uuids(open)})`;
  return [...own, ...(open.length > 0 ? within(pooled, ENOUGH) : [])];
}

const together = (parts: readonly SQL[]): SQL =>
  sql.join(
    parts.map((part) => sql`(${part})`),
    sql` union all `,
  );

/**
 * What the search may have meant: ids with what matched. Who may see which is decided afterwards, on each row. Where
 * the names alone fill what is shown, contacts, which come after them, aren't looked through.
 */
export function candidates(looked: Looked): SQL | null {
  const [keys, names, contacts] = [exact(looked), byName(looked), byContact(looked)];
  if (keys.length + names.length + contacts.length === 0) return null;
  const few = sql`(select count(distinct id) from named) < ${sql.raw(String(MOST_HITS))}`;
  const parts = [
    ...keys,
    ...(names.length > 0 ? [sql`select * from named`] : []),
    ...contacts.map((part) => (names.length > 0 ? sql`select * from (${part}) ct where ${few}` : part)),
  ];
  const first = [
    ...(isBook(looked) ? [sql`book as materialized (${bookOf(looked.ctx)})`] : []),
    ...(names.length > 0 ? [sql`named as materialized (${together(names)})`] : []),
  ];
  return first.length === 0 ? together(parts) : sql`with ${sql.join(first, sql`, `)} ${together(parts)}`;
}
