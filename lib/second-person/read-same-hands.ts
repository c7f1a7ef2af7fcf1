import { type SQL, sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { instant, texts, uuids } from "@/lib/sql-values";
import { SECOND_PERSON_AFTER_MS, scopesFor } from "./rules";
import type { SameHands } from "./types";

/** The rights by which something is asked for and agreed to: a token that has none of them is in nobody's way. */
export type Deed = "policies.publish" | "organization.edit" | "exports.decide" | "customers.transfer";

const RIGHTS: Record<Deed, readonly string[]> = {
  "policies.publish": ["policies.publish"],
  "organization.edit": ["organization.edit"],
  "exports.decide": ["exports.decide", "customers.export"],
  "customers.transfer": ["customers.transfer", "customers.protect"],
};

const WINDOW = sql`make_interval(secs => ${SECOND_PERSON_AFTER_MS / 1000})`;

/**
 * In whose hands each of these people may be: his own, of whoever gave him access in the last days, of whoever gave it to
 * that person in the days before that, and of whoever made a token for him that lives.
 */
const handsOf = (ids: readonly string[], now: Date, scopes: readonly string[]): SQL => sql`
  hands (root, holder, at, until) as (
    select id, id, ${instant(now)}, null::timestamptz from unnest(${uuids(ids)}) id
    union
    select h.root, e.by_id, e.at, coalesce(h.until, e.until) from hands h, lateral (
      select g.by_id, g.at, g.at + ${WINDOW} as until from access_grants g
      where g.user_id = h.holder and g.by_id is not null and g.at <= h.at and g.at > h.at - ${WINDOW}
      union all
      select k.created_by_id, least(k.revoked_at, k.expires_at, h.at), coalesce(least(k.revoked_at, k.expires_at), 'infinity') + ${WINDOW}
      from api_tokens k where k.user_id = h.holder and k.created_by_id <> k.user_id and k.created_at <= h.at
        and coalesce(least(k.revoked_at, k.expires_at), 'infinity') > h.at - ${WINDOW} and k.scopes && ${texts(scopes)}
    ) e)`;

type Row = { asker: string; holder: string; name: string; until: string | null };

/**
 * Which of the askers may be one and the same person as this one, each with the last reason to fall away. Of `oneWay` it
 * counts alone that he has his access from the asker.
 */
export async function readSameHands(
  ctx: Ctx,
  me: string,
  askers: readonly string[],
  { deed, oneWay = false }: { deed: Deed; oneWay?: boolean },
): Promise<Map<string, SameHands>> {
  const others = [...new Set(askers)].filter((id) => id !== me);
  if (others.length === 0) return new Map();
  const narrowed = oneWay ? sql` and m.holder = a.root` : sql``;
  const rows = await ctx.db.execute<Row>(sql`
    with recursive ${handsOf([me, ...others], ctx.now, scopesFor(RIGHTS[deed]))}
    select distinct on (a.root) a.root as asker, m.holder, u.name,
      case when isfinite(least(a.until, m.until)) then least(a.until, m.until) end as until
    from hands a join hands m on m.root = ${me}::uuid and m.holder = a.holder join users u on u.id = case when m.holder = ${me}::uuid then a.root else m.holder end
    where a.root <> ${me}::uuid${narrowed}
    order by a.root, least(a.until, m.until) desc, m.holder = a.root desc, m.holder`);
  return new Map(
    rows.map(({ asker, holder, name, until }) => [
      asker,
      {
        how: holder === asker ? "given" : holder === me ? "gave" : "shared",
        ...{ name, until: until === null ? null : new Date(until).toISOString() },
      },
    ]),
  );
}

/** Whether one person may be the other, and why; null when they are two. */
export const findSameHands = async (
  ctx: Ctx,
  me: string,
  asker: string,
  options: { deed: Deed; oneWay?: boolean },
): Promise<SameHands | null> => (await readSameHands(ctx, me, [asker], options)).get(asker) ?? null;
