import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { may } from "@/lib/permissions";
import { containing, literally } from "@/lib/sql-values";
import { nameMatches } from "./name-matches";
import type { SearchTerms } from "./search-terms";
import { heldInSight, justTaken, poolsInSight } from "./sight";
import type { SearchHit } from "./types";

const MOST_OF_EACH = sql.raw("200");

/** What is looked for; `secret` when the match tells something that only an unmasked contact may tell. */
type Probe = {
  match: SearchHit["match"];
  rank: number;
  secret: boolean;
  where: SQL;
  /** Over the contacts `ct` of `c`, not over `c` alone. */
  contacts: boolean;
};

function probesOf(terms: SearchTerms): Probe[] {
  const probes: Probe[] = [];
  const add = (probe: Omit<Probe, "secret" | "contacts"> & Partial<Probe>) =>
    probes.push({ secret: false, contacts: false, ...probe });
  if (terms.creditCode) {
    add({ match: "creditCode", rank: 0, where: sql`c.identity_key = ${`cc:${terms.creditCode}`}` });
  }
  if (terms.phone) {
    add({ match: "phone", rank: 0, contacts: true, where: sql`ct.phone_e_164 = ${terms.phone}` });
  }
  if (terms.phoneTail) {
    const reversed = `${[...terms.phoneTail].reverse().join("")}%`;
    const where = sql`reverse(ct.phone_e_164) like ${reversed}`;
    add({ match: "phone", rank: 2, secret: true, contacts: true, where });
  }
  if (terms.text) {
    add({ match: "name", rank: 1, where: nameMatches(terms.text) });
    // Two characters hold no trigram unless they begin the name.
    const short = [...terms.text].length < 3;
    const pattern = short ? `${literally(terms.text)}%` : containing(terms.text);
    add({ match: "contact", rank: 3, secret: true, contacts: true, where: sql`ct.name ilike ${pattern}` });
  }
  return probes;
}

/** Where the actor's customers are. Each place is searched apart, so that a common word in a pool doesn't crowd out his own. */
function placesOf(ctx: Ctx): { where: SQL; openToNames: boolean }[] {
  const inPools = sql`c.pool_id in (${poolsInSight(ctx.actor)})`;
  return [
    { where: sql`c.state = 'owned' and ${heldInSight(ctx.actor)}`, openToNames: false },
    { where: sql`c.state = 'pooled' and ${inPools}`, openToNames: false },
    ...(may(ctx.actor, "customers.restore")
      ? [{ where: sql`c.state = 'invalid' and ${inPools}`, openToNames: false }]
      : []),
    { where: sql`${justTaken(ctx.now)} and ${inPools}`, openToNames: true },
  ];
}

/** What the terms may have meant: ids with what matched. Who may see which is decided afterwards, on each row. */
export function candidates(ctx: Ctx, terms: SearchTerms): SQL | null {
  const parts = probesOf(terms).flatMap((probe) =>
    placesOf(ctx)
      .filter((place) => !place.openToNames || probe.match === "name")
      .map(
        (place) => sql`(select c.id, ${probe.match}::text as match, ${sql.raw(String(probe.rank))} as rank,
          ${sql.raw(String(probe.secret))} as secret, ${probe.contacts ? sql`ct.name` : sql`null::text`} as contact_name
          from customers c ${probe.contacts ? sql`join contacts ct on ct.customer_id = c.id` : sql``}
          where ${probe.where} and ${place.where} limit ${MOST_OF_EACH})`,
      ),
  );
  return parts.length === 0 ? null : sql.join(parts, sql` union all `);
}
