import { sql } from "drizzle-orm";
import type { DuplicateReason } from "@/db/enums";
import type { TxCtx } from "@/lib/context";
import type { CreateCustomerInput, EditCustomerInput } from "@/lib/customers/schema";
import { DomainError } from "@/lib/errors";
import { requirePerson } from "@/lib/require-person";
import { instant, uuids } from "@/lib/sql-values";
import { type Comparable, featuresOf } from "./features";
import { type Candidate, findCandidates } from "./find-candidates";
import { NOBODY } from "./limits";
import { loadCustomers } from "./load-customers";
import { tellOf } from "./tell-similar";
import { writePairs } from "./write-pairs";

/** A customer that a new one likely is, and what speaks for that. */
export type Likely = { customerId: string; reasons: readonly DuplicateReason[]; score: number };

type Asked = Omit<CreateCustomerInput, "contacts"> & {
  people: readonly { name: string | null; phoneE164: string | null; email: string | null }[];
};

/** Those among the candidates that are there, by their kept ones; LIKELY_DUPLICATE when the asker gives no reason. */
async function tellLikely(
  ctx: TxCtx,
  found: readonly Candidate[],
  reason: string | null,
  self: string,
): Promise<Likely[]> {
  const told = await tellOf(
    ctx,
    found.map(({ customer }) => customer.id),
  );
  const kept = new Map<string, Likely>();
  for (const { customer, reasons, score } of found) {
    const id = told.get(customer.id)?.keptId;
    if (id && id !== self && !kept.has(id)) kept.set(id, { customerId: id, reasons, score });
  }
  if (kept.size > 0 && reason === null) {
    const isProtected = [...told.values()].some((one) => kept.has(one.keptId) && one.protected);
    throw new DomainError("LIKELY_DUPLICATE", { count: kept.size, protected: isProtected });
  }
  return [...kept.values()];
}

/**
 * The customers that a new one likely is, by their kept ones. Where the asker wants such a one refused and has given no
 * reason: LIKELY_DUPLICATE, which says how many there are and whether one is protected, and no more.
 */
export async function findLikely(ctx: TxCtx, input: Asked): Promise<Likely[]> {
  const { name, region, address, website, creditCode, people, likely, reason } = input;
  if (likely === "create" && reason === null) return [];
  const contacts = people.map((one) => ({ name: one.name, phone: one.phoneE164, email: one.email }));
  const asked = { id: NOBODY, name, region, address, website, creditCode, contacts };
  const found = (await findCandidates(ctx, [asked])).filter(({ customer }) => customer.state !== "invalid");
  return tellLikely(ctx, found, reason, NOBODY);
}

/** Of these customers those with which one makes a pair already, whatever was decided of it. */
async function paired(ctx: TxCtx, customerId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await ctx.db.execute<{ id: string }>(sql`
    select high_id as id from duplicate_pairs where low_id = ${customerId}::uuid and high_id = any (${uuids(ids)})
    union all select low_id from duplicate_pairs where high_id = ${customerId}::uuid and low_id = any (${uuids(ids)})`);
  return new Set(rows.map(({ id }) => id));
}

/**
 * The customers that one has become likely the same as by the contacts that were just added to it, as `findLikely` tells
 * of a new one; a pair that is known already is asked about by nobody again.
 */
export async function findLikelyNow(
  ctx: TxCtx,
  customerId: string,
  added: Comparable["contacts"],
  { likely, reason }: Pick<EditCustomerInput, "likely" | "reason">,
): Promise<Likely[]> {
  if (added.length === 0 || (likely !== "refuse" && !reason)) return [];
  const nothing = { name: "", creditCode: null, region: null, address: null, website: null };
  const fresh = featuresOf({ id: customerId, ...nothing, contacts: added });
  const candidates = await findCandidates(ctx, await loadCustomers(ctx, [customerId]));
  const by = ({ features }: Candidate) =>
    (["phones", "emails", "hosts", "people"] as const).some((of) =>
      fresh[of].some((one) => features[of].includes(one)),
    );
  const near = candidates.filter((one) => one.customer.state !== "invalid" && by(one));
  const known = await paired(
    ctx,
    customerId,
    near.map(({ customer }) => customer.id),
  );
  return tellLikely(
    ctx,
    near.filter(({ customer }) => !known.has(customer.id)),
    reason ?? null,
    customerId,
  );
}

/** Puts what was created or edited in spite of a likely one on the merge desk, at its head, with the reason of whoever did. */
export async function bringToDesk(
  ctx: TxCtx,
  customerId: string,
  likely: readonly Likely[],
  reason: string | null,
): Promise<void> {
  if (likely.length === 0) return;
  await writePairs(
    ctx,
    likely.map((one) => ({
      ...{ customerId, otherId: one.customerId, score: one.score },
      reasons: [...one.reasons, "created_anyway" as const],
    })),
  );
  const others = uuids(likely.map((one) => one.customerId));
  await ctx.db.execute(sql`
    update duplicate_pairs set asked_by_id = ${requirePerson(ctx.actor)}::uuid, asked_at = ${instant(ctx.now)}, asked_note = ${reason}
    where (low_id = ${customerId}::uuid and high_id = any (${others})) or (high_id = ${customerId}::uuid and low_id = any (${others}))`);
}
