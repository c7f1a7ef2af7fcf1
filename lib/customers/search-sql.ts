import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { may } from "@/lib/permissions";
import { containing, literally, uuids } from "@/lib/sql-values";
import { keptOf } from "./kept-sql";
import { nameWhere } from "./name-matches";
import { foldName } from "./normalise";
import type { Places } from "./search-places";
import type { SearchTerms } from "./search-terms";
import { heldInSight, justTaken, poolsInSight } from "./sight";
import type { SearchHit } from "./types";

/** How many are looked at before the best of them are shown. */
const ENOUGH = sql.raw("60");
/** How far a list is walked for a word that is everywhere before its index is asked. */
const STEPS = 5_000;
/** How many such a walk is for. */
const PAGE = sql.raw("24");

export type Looked = {
  ctx: Ctx;
  places: Places;
  terms: SearchTerms;
  typed: string;
  /** What is looked for is in so many names that a list shows it soon. */
  common: boolean;
  /** The actor's pools hold so few of all names that the index is asked for them too. */
  narrow: boolean;
  /** The share of all names that holds a gram. */
  shareOf: (gram: number) => number;
};

const hit = (match: SearchHit["match"], rank: number, secret = false, name = sql`null::text`): SQL =>
  sql`c.id, ${match}::text as match, ${sql.raw(String(rank))} as rank, ${sql.raw(String(secret))} as secret, ${name} as contact_name`;

/** Where the actor sees contacts unmasked, or may: what only looks masked is left out row by row afterwards. */
const clearPlaces = ({ ctx, places }: Looked): SQL[] =>
  places.everywhere
    ? [sql`c.state <> 'merged'`]
    : [
        sql`c.state = 'owned' and ${heldInSight(ctx.actor)}`,
        ...(places.openPools.length > 0
          ? [sql`c.state = 'pooled' and c.pool_id = any (${uuids(places.openPools)})`]
          : []),
      ];

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
 * The names of a pool from the newest on, as far as it takes; of all pools as far together. Each name is read by its
 * customer: together with the index of names the planner would read all that match.
 */
function walked(looked: Looked, where: SQL): SQL {
  const { places } = looked;
  if (places.everywhere) {
    return sql`select ${hit("name", 1)} from (
        select n.customer_id, n.name, n.folded, n.grams from customer_names n order by n.customer_id desc limit ${sql.raw(String(STEPS))}) n
      join customers c on c.id = n.customer_id where c.state <> 'merged' and ${where} limit ${PAGE}`;
  }
  const each = sql.raw(String(Math.ceil(STEPS / Math.max(1, places.pools.length))));
  return sql`select ${hit("name", 1)} from unnest(${uuids(places.pools)}) as p (id)
    cross join lateral (select c.id from customers c where c.state = 'pooled' and c.pool_id = p.id
      order by c.pooled_at desc nulls last, c.id desc nulls last limit ${each}) c
    cross join lateral (select n.name, n.folded, n.grams from customer_names n where n.customer_id = c.id offset 0) n
    where ${where} limit ${PAGE}`;
}

function indexed(looked: Looked, where: SQL): SQL {
  const { ctx, places } = looked;
  // Planned for all of its rows: for the first sixty the planner would read the table, as if they came soon.
  const named = sql`(select n.customer_id from customer_names n where ${where} offset 0) n`;
  if (places.everywhere) {
    return sql`select ${hit("name", 1)} from ${named} join customers c on c.id = n.customer_id
      where c.state <> 'merged' limit ${ENOUGH}`;
  }
  const states = may(ctx.actor, "customers.restore")
    ? sql`c.state in ('pooled', 'invalid')`
    : sql`c.state = 'pooled'`;
  return sql`select ${hit("name", 1)} from ${named} join customers c on c.id = n.customer_id
    where ${states} and c.pool_id = any (${uuids(places.pools)}) limit ${ENOUGH}`;
}

function byName(looked: Looked): SQL[] {
  const { ctx, places, common } = looked;
  const { typed, shareOf } = looked;
  if (!looked.terms.text) return [];
  const where = nameWhere(typed, { shareOf });
  if (!where) return [];
  const narrowed =
    looked.narrow && !places.everywhere ? nameWhere(typed, { shareOf, pools: places.pools }) : null;
  const index = indexed(looked, narrowed ?? where);
  // The second part runs only where the first has not found enough.
  const lying = common
    ? sql`select * from ((${walked(looked, where)}) union all (${index})) lying limit ${PAGE}`
    : index;
  if (places.everywhere) return [lying];
  const own = (
    scope: SQL,
  ) => sql`select ${hit("name", 1)} from customers c join customer_names n on n.customer_id = c.id
    where ${scope} and ${where} limit ${ENOUGH}`;
  const taken = sql`${justTaken(ctx.now)} and c.pool_id in (${poolsInSight(ctx.actor)})`;
  const held = sql`c.state = 'owned' and ${heldInSight(ctx.actor)}`;
  return [own(held), own(taken), ...(places.pools.length > 0 ? [lying] : [])];
}

function byContact(looked: Looked): SQL[] {
  const { terms } = looked;
  const name = sql`ct.name`;
  const found: SQL[] = [];
  for (const place of clearPlaces(looked)) {
    if (terms.phoneTail) {
      const reversed = `${[...terms.phoneTail].reverse().join("")}%`;
      found.push(sql`select ${hit("phone", 2, true, name)} from contacts ct join customers c on c.id = ct.customer_id
        where reverse(ct.phone_e_164) like ${reversed} and ${place} limit ${ENOUGH}`);
    }
    if (terms.text) {
      // Two characters hold no trigram unless they begin the name.
      const short = [...terms.text].length < 3 && looked.places.everywhere;
      const pattern = short ? `${literally(terms.text)}%` : containing(terms.text);
      found.push(sql`select ${hit("contact", 3, true, name)} from customers c join contacts ct on ct.customer_id = c.id
        where ct.name ilike ${pattern} and ${place} limit ${ENOUGH}`);
    }
  }
  return found;
}

/** What the search may have meant: ids with what matched. Who may see which is decided afterwards, on each row. */
export function candidates(looked: Looked): SQL | null {
  const parts = [...exact(looked), ...byName(looked), ...byContact(looked)].map((part) => sql`(${part})`);
  return parts.length === 0 ? null : sql.join(parts, sql` union all `);
}
