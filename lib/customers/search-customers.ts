import { type SQL, sql } from "drizzle-orm";
import type { CustomerState, Grade } from "@/db/enums";
import { actorId, type Ctx } from "@/lib/context";
import { contactAccess, seesAllContacts } from "@/lib/masking/rules";
import { authorize } from "@/lib/permissions";
import { policyOf } from "@/lib/policies/read-policy";
import { requirePerson } from "@/lib/require-person";
import { readInstant } from "@/lib/sql-values";
import { withFormerNames } from "./former-names";
import { readShares } from "./gram-frequency";
import { homeCountry } from "./home-country";
import { limitLookups } from "./limit-lookups";
import { poolGram, waysOf } from "./name-matches";
import { planAfresh } from "./plan-afresh";
import type { SearchInput } from "./schema";
import { readPlaces } from "./search-places";
import { candidates, MOST_HITS } from "./search-sql";
import { searchTerms } from "./search-terms";
import { type Sight, sightOf } from "./sight";
import type { HitPlace, SearchHit } from "./types";

const MOST_READ = 300;

type Row = {
  id: string;
  name: string;
  grade: Grade;
  state: CustomerState;
  owner_id: string | null;
  owner_name: string | null;
  owner_team_id: string | null;
  pool_name: string;
  member: boolean;
  held_since: string | null;
  match: SearchHit["match"];
  contact_name: string | null;
  /** Whether another was merged into it. */
  kept: boolean;
  /** What decides whether the contact that matched may be shown; null where none did, or the viewer sees all. */
  secret: { revealed: boolean; policyId: string; document: unknown } | null;
};

/** Asked of contacts alone, and for those who may not see them all: for each name that a page is chosen from it would be read in vain. */
const SECRET = sql`case when f.secret then (select json_build_object('policyId', p.id, 'document', p.document,
    'revealed', exists (select from tenures t where t.customer_id = c.id and t.ended_at is null and t.revealed_at is not null))
  from policies p where p.pool_id = c.pool_id order by p.version desc limit 1) end`;

const hitsOf = (found: SQL, { actor }: Ctx, text: string): SQL => {
  const me = actorId(actor);
  return sql`
  with f as materialized (${found})
  select c.id, c.name, c.grade, c.state, c.owner_id, o.name as owner_name, o.team_id as owner_team_id, po.name as pool_name, c.held_since,
    exists (select from pool_members m where m.pool_id = c.pool_id and m.user_id = ${me}::uuid) as member,
    exists (select from customers m where m.merged_into_id = c.id) as kept, f.match, f.contact_name, ${seesAllContacts(actor) ? sql`null::json` : SECRET} as secret
  from f join customers c on c.id = f.id
  join pools po on po.id = c.pool_id
  left join users o on o.id = c.owner_id
  order by f.rank, c.owner_id is not distinct from ${me}::uuid desc, nullif(position(lower(${text}::text) in lower(c.name)), 0),
    length(c.name), c.name, c.id
  limit ${sql.raw(String(MOST_READ))}`;
};

function placeOf(row: Row, sight: Sight, me: string | null): HitPlace {
  if (row.state === "owned") return row.owner_id === me ? "mine" : sight === "taken" ? "taken" : "held";
  return row.state === "invalid" ? "invalid" : "pool";
}

/** Whether the viewer may see the contact that matched. */
function isClear(ctx: Ctx, { state, owner_id, owner_team_id, secret }: Row): boolean {
  if (!secret) return true;
  const owner = { state, ownerId: owner_id, ownerTeamId: owner_team_id, revealed: secret.revealed };
  return contactAccess(ctx.actor, owner, policyOf(secret.policyId, secret.document)).clear;
}

/** The hit as the viewer may have it; null when he may not know of it, or not that this matched. */
function toHit(ctx: Ctx, row: Row): SearchHit | null {
  const owner = { state: row.state, ownerId: row.owner_id, ownerTeamId: row.owner_team_id };
  const seen = { ...owner, heldSince: readInstant(row.held_since), member: row.member };
  const sight = sightOf(ctx.actor, seen, ctx.now);
  if (!sight || (sight === "taken" && row.match !== "name")) return null;
  if (!isClear(ctx, row)) return null;
  return {
    ...{ id: row.id, name: row.name, grade: sight === "taken" ? null : row.grade, match: row.match },
    ...{ place: placeOf(row, sight, actorId(ctx.actor)), ownerName: row.owner_name, poolName: row.pool_name },
    contactName: row.contact_name,
    formerName: null,
  };
}

/**
 * Finds customers by name, contact, phone and credit code among those that the viewer may see. What is masked for
 * him matches only as a whole number, and so often in ten minutes (TOO_MANY_REQUESTS): by its tail or by a contact's
 * name he finds only what he sees unmasked.
 */
export async function searchCustomers(ctx: Ctx, input: SearchInput): Promise<SearchHit[]> {
  authorize(ctx.actor, "customers.read");
  requirePerson(ctx.actor);
  const [country, places] = await Promise.all([homeCountry(ctx), readPlaces(ctx)]);
  const typed = input.q;
  const terms = searchTerms(typed, country);
  if (terms.phone && !seesAllContacts(ctx.actor)) await limitLookups(ctx);
  const shares = await readShares(ctx, waysOf(typed), places.pools.map(poolGram));
  const found = candidates({ ctx, places, terms, typed, shares });
  if (!found) return [];
  const rows = await planAfresh(ctx, (ctx) => ctx.db.execute<Row>(hitsOf(found, ctx, input.q)));
  const [hits, kept] = [
    new Map<string, SearchHit>(),
    new Set(rows.filter((row) => row.kept).map(({ id }) => id)),
  ];
  for (const row of rows) {
    const hit = hits.has(row.id) ? null : toHit(ctx, row);
    if (hit) hits.set(row.id, hit);
  }
  return withFormerNames(ctx, [...hits.values()].slice(0, MOST_HITS), kept, typed);
}
