import { and, eq, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { contacts } from "@/db/schema/customers";
import { tenures } from "@/db/schema/ledger";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import { requireFields, settleCustom } from "@/lib/custom-fields/rules";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { writeDeadlines } from "@/lib/deadlines/write-deadlines";
import { bringToDesk, findLikely } from "@/lib/duplicates/find-likely";
import { DomainError } from "@/lib/errors";
import { enterCustomers, type NewCustomer } from "@/lib/ledger/enter-customers";
import { lockReps } from "@/lib/ledger/lock-reps";
import { once } from "@/lib/operations";
import { refuseOneMore } from "@/lib/ownership/rules";
import { authorize } from "@/lib/permissions";
import { findRule, type RuleBrief } from "@/lib/policies/rule-brief";
import { readStandings, type Standing } from "@/lib/quotas/read-standing";
import { requirePerson } from "@/lib/require-person";
import { identityOf, lockIdentity, refuseSame } from "./find-duplicate";
import { homeCountry } from "./home-country";
import { limitTyped, tellsOfOthers, typedIn } from "./limit-lookups";
import { foldName } from "./normalise";
import { readPhone } from "./read-contacts";
import { readCreditCode, readWebsite } from "./read-facts";
import type { CreateCustomerInput } from "./schema";

/** A customer that has just been put on the books; the deadline is that of its maker's hands. Plain JSON. */
export type CreatedCustomer = {
  customerId: string;
  name: string;
  version: number;
  dueAt: string | null;
  rule: RuleBrief | null;
};

/** Where the maker stands in the pool, under his lock; he may put customers there and, if he takes it, hold one more. */
async function requirePlace(ctx: TxCtx, input: CreateCustomerInput): Promise<Standing> {
  const me = requirePerson(ctx.actor);
  await lockReps(ctx, [me]);
  const [standing] = await readStandings(ctx, me, input.poolId);
  if (!standing) throw new DomainError("NOT_FOUND", { what: "pool" });
  if (!standing.active) throw new DomainError("USER_INACTIVE");
  const isAdmin = ctx.actor.kind === "user" && ctx.actor.role === "admin";
  if (!standing.member && !(isAdmin && input.into === "pool")) throw new DomainError("NOT_A_MEMBER");
  const refusal = input.into === "mine" ? refuseOneMore(standing.policy, standing.usage) : null;
  if (refusal) throw new DomainError(refusal.code, refusal.params);
  return standing;
}

type Place = Pick<NewCustomer, "state"> & Partial<NewCustomer>;

/** The columns of ownership: lying in the pool, or in the maker's hands. */
function placeColumns(ctx: TxCtx, input: CreateCustomerInput, standing: Standing): Place {
  if (input.into === "pool") return { state: "pooled", pooledAt: ctx.now };
  const ownerId = requirePerson(ctx.actor);
  return { state: "owned", ownerId, heldSince: ctx.now, ownerCount: 1, duePolicyId: standing.policyId };
}

async function addContacts(
  ctx: TxCtx,
  customerId: string,
  rows: readonly (CreateCustomerInput["contacts"][number] & { phoneE164: string | null })[],
): Promise<void> {
  if (rows.length === 0) return;
  const chosen = rows.findIndex((row) => row.isPrimary);
  const primary = chosen < 0 ? 0 : chosen;
  await ctx.db.insert(contacts).values(
    rows.map((row, index) => ({
      ...row,
      id: newId(),
      customerId,
      isPrimary: index === primary,
      createdAt: ctx.now,
    })),
  );
}

async function enter(ctx: TxCtx, input: CreateCustomerInput, standing: Standing): Promise<CreatedCustomer> {
  const country = await homeCountry(ctx);
  const people = input.contacts.map((contact, index) => ({
    ...contact,
    ...readPhone(contact.phone, country, `contacts.${index}.phone`),
  }));
  const phones = people.flatMap(({ phoneE164 }) => (phoneE164 ? [phoneE164] : []));
  const { name, region, grade, stage, intent, industry, source, address, note, tags } = input;
  const { expectedValue, contractEndsOn } = input;
  const creditCode = readCreditCode(input.creditCode);
  // All that can be wrong with the input is said before it is compared: otherwise that would answer whether it is there.
  const website = readWebsite(input.website);
  const fields = await readFields(ctx.db);
  const { values: custom } = settleCustom(fields, {}, input.custom ?? {});
  requireFields(fields, stage, custom);
  const identity = identityOf({ name, region, creditCode, phones });
  await lockIdentity(ctx, identity);
  await refuseSame(ctx, identity);
  const likely = await findLikely(ctx, { ...input, creditCode, people });
  const place = placeColumns(ctx, input, standing);
  const row: NewCustomer = {
    ...{ id: newId(), name, nameKey: foldName(name), identityKey: identity.key, creditCode },
    ...{ region, grade, stage, intent, industry, source, address, note, tags, custom },
    ...{ expectedValue, contractEndsOn },
    ...{ website, poolId: input.poolId, version: 1 },
    ...{ createdAt: ctx.now, createdById: actorId(ctx.actor), editedAt: ctx.now, movedAt: ctx.now },
    ...place,
  };
  const [entered] = await enterCustomers(ctx, [row], "manual");
  if (!entered) {
    // An import was faster by the identity key.
    await refuseSame(ctx, identity);
    throw new DomainError("CONFLICT");
  }
  await addContacts(ctx, entered.id, people);
  await bringToDesk(ctx, entered.id, likely, input.reason);
  const [deadline] = await writeDeadlines(ctx, inForceOf(standing), sql`c.id = ${entered.id}::uuid`);
  const dueAt = deadline?.dueAt?.toISOString() ?? null;
  const rule = findRule(standing.policy, deadline?.rule ?? null);
  return { customerId: entered.id, name, version: 1, dueAt, rule };
}

/** A refusal that tells of others' contacts is counted as a look for them, apart from what it has rolled back. */
async function countTold(ctx: Ctx, { contacts }: CreateCustomerInput, refusal: unknown): Promise<never> {
  if (tellsOfOthers(refusal)) await limitTyped(ctx, typedIn(contacts));
  throw refusal;
}

/**
 * Puts a customer on the books: into the maker's hands within his cap, or into a pool of his. What is there already
 * by code, phone or name is DUPLICATE_CUSTOMER, what is likely there LIKELY_DUPLICATE where that is asked and no reason
 * given, and a field that its stage needs REQUIRED_FIELD_MISSING; of two who make it at the same time the second gets that.
 * Who is told too often in ten minutes that numbers are there is not told any more: TOO_MANY_REQUESTS.
 */
export async function createCustomer(ctx: Ctx, input: CreateCustomerInput): Promise<CreatedCustomer> {
  authorize(ctx.actor, "customers.create");
  const me = requirePerson(ctx.actor);
  return once(ctx, "createCustomer", input, async (ctx) => {
    const standing = await requirePlace(ctx, input);
    const created = await enter(ctx, input, standing);
    // Whoever typed the contacts has seen them.
    await ctx.db
      .update(tenures)
      .set({ revealedAt: ctx.now })
      .where(and(eq(tenures.customerId, created.customerId), eq(tenures.userId, me)));
    return created;
  }).catch((refusal: unknown) => countTold(ctx, input, refusal));
}
