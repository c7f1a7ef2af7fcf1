import { type SQL, sql } from "drizzle-orm";
import type { CustomerState } from "@/db/enums";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { UNDONE } from "@/lib/imports/match-rows";
import { foldName } from "@/lib/names/fold";
import { authorize } from "@/lib/permissions";
import { readInstant, texts } from "@/lib/sql-values";
import { homeCountry } from "./home-country";
import { keptOf } from "./kept-sql";
import { limitTyped } from "./limit-lookups";
import { checkCreditCode, identityKey, normalisePhone } from "./normalise";
import type { FindDuplicateInput } from "./schema";
import { sightOf } from "./sight";

/** By what two customers are the same. */
export type DuplicateBy = "creditCode" | "phone" | "name";

/** A customer that is there already, as far as whoever asks may know of it. */
export type Duplicate = {
  exists: true;
  by: DuplicateBy;
  state: CustomerState;
  mine: boolean;
  protected: boolean;
  /** Null when the customer is out of his sight. */
  customerId: string | null;
  name: string | null;
  ownerName: string | null;
};

/** What a new customer is compared by. */
export type Identity = {
  name: string;
  region: string | null;
  creditCode: string | null;
  phones: readonly string[];
  key: string;
};

export const identityOf = (facts: Omit<Identity, "key">): Identity => ({
  ...facts,
  key: identityKey({ ...facts, phoneE164: facts.phones[0] ?? null }),
});

/** What was put away because its import was undone is not there: only its own file brings it back. */
export const PUT_AWAY = sql`(c.state = 'invalid' and exists (select from events e
  where e.customer_id = c.id and e.version = c.version and e.reason = ${UNDONE}))`;

/**
 * Makes whoever writes the same name, code or phone at the same time wait, so that the second sees the first. The
 * unique index holds without it, for the identity key alone, which what was put away gives up.
 */
export async function lockIdentity(ctx: TxCtx, identity: Identity): Promise<void> {
  await lockKeys(ctx, [foldName(identity.name), identity.creditCode, ...identity.phones]);
  await ctx.db.execute(sql`update customers c set identity_key = 'undone:' || c.id
    where c.identity_key = ${identity.key} and c.state <> 'merged' and ${PUT_AWAY}`);
}

/** The same for many customers at once, by their folded names and their codes. */
export async function lockKeys(ctx: TxCtx, given: readonly (string | null)[]): Promise<void> {
  const keys = given.filter((one) => one !== null);
  if (keys.length === 0) return;
  await ctx.db.execute(sql`select pg_advisory_xact_lock(h) from (
    select distinct hashtextextended(k, 7430002) as h from unnest(${texts(keys)}) k order by h) sorted`);
}

type Row = {
  id: string;
  name: string;
  state: CustomerState;
  owner_id: string | null;
  owner_name: string | null;
  owner_team_id: string | null;
  member: boolean;
  held_since: string | null;
  protected_until: string | null;
  by: DuplicateBy;
};

/** Whether somebody has decided that the two are two: a number in common was known to him. */
const toldApart = (id: SQL, otherId: string): SQL => sql`exists (select from duplicate_pairs p
  where p.low_id = least(${id}, ${otherId}::uuid) and p.high_id = greatest(${id}, ${otherId}::uuid) and p.state = 'dismissed')`;

async function selectSame(ctx: Ctx, identity: Identity, exceptId: string | null): Promise<Row | undefined> {
  const { creditCode: code, region } = identity;
  // Two companies may share a name where their codes or regions differ.
  const [row] = await ctx.db.execute<Row>(sql`
    with same as (
      select c.id, case when c.credit_code is not null and c.credit_code = ${code} then 'creditCode' else 'name' end as by, 0 as rank
      from customers c where c.identity_key = ${identity.key} and c.state <> 'merged'
      union all
      select c.id, 'name', 0 from customers c where c.identity_key = ${identity.key} and c.state = 'merged'
      union all
      select ct.customer_id, 'phone', 1 from contacts ct where ct.phone_e_164 = any (${texts(identity.phones)})
        ${exceptId === null ? sql`` : sql`and not ${toldApart(sql`ct.customer_id`, exceptId)}`}
      union all
      select c.id, 'name', 2 from customers c where c.name_key = ${foldName(identity.name)}
        and (c.credit_code is null or ${code}::text is null or c.credit_code = ${code})
        and (c.region is null or ${region}::text is null or c.region = ${region}))
    select c.id, c.name, c.state, c.owner_id, o.name as owner_name, o.team_id as owner_team_id, c.held_since, c.protected_until, s.by,
      exists (select from pool_members m where m.pool_id = c.pool_id and m.user_id = ${actorId(ctx.actor)}::uuid) as member
    from same s join customers c on c.id = ${keptOf(sql`s.id`)} left join users o on o.id = c.owner_id
    where c.state <> 'merged' and not ${PUT_AWAY} and c.id is distinct from ${exceptId}::uuid order by s.rank, c.created_at limit 1`);
  return row;
}

/** The customer that is the same beyond doubt, if there is one; what the actor may not see of it stays out. */
export async function findSame(
  ctx: Ctx,
  identity: Identity,
  exceptId: string | null = null,
): Promise<Duplicate | null> {
  const row = await selectSame(ctx, identity, exceptId);
  if (!row) return null;
  const owner = { state: row.state, ownerId: row.owner_id, ownerTeamId: row.owner_team_id };
  const seen = { ...owner, heldSince: readInstant(row.held_since), member: row.member };
  const sight = sightOf(ctx.actor, seen, ctx.now);
  // That a colleague has just taken one tells whoever knows its number no more.
  const visible = sight === "full" || sight === "pool";
  const until = readInstant(row.protected_until);
  return {
    ...{ exists: true, by: row.by, state: row.state },
    mine: row.owner_id !== null && row.owner_id === actorId(ctx.actor),
    protected: until !== null && until > ctx.now,
    customerId: visible ? row.id : null,
    // By name he learns nothing but what he has typed himself.
    name: visible ? row.name : row.by === "name" ? identity.name : null,
    ownerName: visible ? row.owner_name : null,
  };
}

/** A number that an edit adds to a customer, and the place where it was typed. */
export type AddedPhone = { e164: string; field: string };

/** Refuses with DUPLICATE_CUSTOMER, naming the place, when another customer has one of these numbers. */
export async function refuseTaken(
  ctx: Ctx,
  customerId: string,
  phones: readonly AddedPhone[],
): Promise<void> {
  for (const { e164, field } of phones) {
    const identity = identityOf({ name: "", region: null, creditCode: null, phones: [e164] });
    const same = await findSame(ctx, identity, customerId);
    if (same) throw new DomainError("DUPLICATE_CUSTOMER", { ...same, field });
  }
}

/** Refuses with DUPLICATE_CUSTOMER when the customer is there already. */
export async function refuseSame(ctx: Ctx, identity: Identity, exceptId?: string): Promise<void> {
  const same = await findSame(ctx, identity, exceptId ?? null);
  if (same) throw new DomainError("DUPLICATE_CUSTOMER", same);
}

/**
 * Whether what is being typed is there already; what is incomplete or no number yet is not compared. So many numbers in ten
 * minutes: TOO_MANY_REQUESTS.
 */
export async function findDuplicate(ctx: Ctx, input: FindDuplicateInput): Promise<Duplicate | null> {
  authorize(ctx.actor, "customers.create");
  const country = await homeCountry(ctx);
  const phones = input.phones.flatMap((typed) => {
    const phone = normalisePhone(typed, country);
    return "e164" in phone && phone.e164 ? [phone.e164] : [];
  });
  const code = input.creditCode ? checkCreditCode(input.creditCode) : null;
  const creditCode = code && "code" in code ? code.code : null;
  if (!input.name && !creditCode && phones.length === 0) return null;
  await limitTyped(ctx, phones.length);
  return findSame(ctx, identityOf({ name: input.name, region: input.region, creditCode, phones }));
}
