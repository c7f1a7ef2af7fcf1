import { type Ctx, inTx } from "@/lib/context";
import { lockReps } from "@/lib/ledger/lock-reps";
import { reaches } from "@/lib/ownership/reach";
import { refuseOneMore } from "@/lib/ownership/rules";
import { readStandings, type Standing } from "@/lib/quotas/read-standing";
import type { StoredReason } from "./import-types";
import { foldPerson, type People, type Person, resolvePeople } from "./resolve-people";
import type { ImportedCustomer } from "./row-types";

/** Where a new customer goes: to an owner, or with a word why not into the pool. */
export type Place = { standing: Standing; ownerId: string } | { standing: null; note: StoredReason | null };
export type Placing = { place: (customer: ImportedCustomer) => Place; people: People };

const IN_POOL: Place = { standing: null, note: null };
const instead = (code: string, value: string): Place => ({
  standing: null,
  note: { code, field: "owner", value },
});

/** Why somebody can't get customers of the pool whatever his quota; null when he can. */
function refusalOf(ctx: Ctx, person: Person | null | undefined): string | null {
  if (!person) return "owner_unknown";
  if (!person.active) return "owner_left";
  if (!person.member) return "owner_not_member";
  return reaches(ctx.actor, { ownerId: person.id, ownerTeamId: person.teamId }) ? null : "owner_out_of_reach";
}

/** How many customers each owner has been promised by a dry run so far. */
export type Given = Map<string, number>;

/**
 * Says for each new customer of a batch where it goes. The owners that are named are locked first, and each gets what his
 * cap has room for; what is beyond it, or names nobody of the pool, goes into the pool. With `promised` nobody is locked, and what was promised counts.
 */
export async function placeRows(
  ctx: Ctx,
  poolId: string,
  customers: readonly ImportedCustomer[],
  promised?: Given,
): Promise<Placing> {
  const named = customers.flatMap(({ origin }) => (origin ? [origin.owner, origin.createdBy] : []));
  const people = await resolvePeople(ctx, poolId, named);
  const owners = new Set<string>();
  for (const { origin } of customers) {
    const person = origin?.owner ? people.get(foldPerson(origin.owner)) : null;
    if (person && refusalOf(ctx, person) === null) owners.add(person.id);
  }
  if (!promised) await inTx(ctx, (ctx) => lockReps(ctx, [...owners]));
  const standings = new Map<string, Standing>();
  for (const id of [...owners].sort()) {
    const [standing] = await readStandings(ctx, id, poolId);
    if (standing) standings.set(id, standing);
  }
  const given = promised ?? new Map<string, number>();
  return {
    people,
    place({ origin }) {
      if (!origin?.owner) return IN_POOL;
      const person = people.get(foldPerson(origin.owner));
      const refusal = refusalOf(ctx, person);
      const standing = person ? standings.get(person.id) : undefined;
      if (refusal !== null || !person || !standing) return instead(refusal ?? "owner_unknown", origin.owner);
      const more = given.get(person.id) ?? 0;
      const usage = { ...standing.usage, held: standing.usage.held + more };
      if (refuseOneMore(standing.policy, usage)) return instead("owner_full", origin.owner);
      given.set(person.id, more + 1);
      return { standing, ownerId: person.id };
    },
  };
}
