import { and, asc, eq, gt } from "drizzle-orm";
import { GRADES, INTENTS, type Intent } from "@/db/enums";
import { type CustomValues, customers, edits } from "@/db/schema/customers";
import { users } from "@/db/schema/people";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import { requireFields, settleCustom } from "@/lib/custom-fields/rules";
import { refreshDeadlinesOf } from "@/lib/deadlines/refresh-deadlines";
import { bringToDesk, findLikelyNow } from "@/lib/duplicates/find-likely";
import { DomainError } from "@/lib/errors";
import { isForward } from "@/lib/follow-ups/rules";
import { announce } from "@/lib/live/announce";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { auditCustomers } from "@/lib/quality/audit-customers";
import { addMs, later } from "@/lib/time";
import { type EditedContacts, editContacts } from "./edit-contacts";
import { differences, type EditableFacts, withoutMasks } from "./edit-rules";
import { identityOf, lockIdentity, lockKeys, refuseSame, refuseTaken } from "./find-duplicate";
import { homeCountry } from "./home-country";
import { indexKeptNames } from "./index-names";
import { limitTyped, tellsOfOthers, typedIn } from "./limit-lookups";
import { foldName } from "./normalise";
import { readCreditCode, readWebsite } from "./read-facts";
import { lockForEditor } from "./require-editor";
import type { EditCustomerInput } from "./schema";

type Stored = typeof customers.$inferSelect;

/** `fields` are those that changed; empty when everything was so already. Plain JSON. */
export type EditedCustomer = { customerId: string; editedAt: string; fields: string[] };

/** The field that a change is of: the contacts are one, each of the organisation's own fields is one. */
const fieldOf = (change: string): string => {
  const [group = "", part = ""] = change.split(".");
  return group === "custom" ? `${group}.${part}` : group;
};

/** Refuses with EDITED_MEANWHILE, saying who changed which fields, when the editor saw an older state. */
async function requireSeen(ctx: TxCtx, stored: Stored, input: EditCustomerInput): Promise<void> {
  if (input.version && input.version !== stored.version) throw new DomainError("STALE_OWNERSHIP");
  if (input.editedAt === undefined) return;
  const seenAt = new Date(input.editedAt);
  if (stored.editedAt.getTime() === seenAt.getTime()) return;
  const since = await ctx.db
    .select({ by: users.name, changes: edits.changes, at: edits.at })
    .from(edits)
    .leftJoin(users, eq(users.id, edits.userId))
    .where(and(eq(edits.customerId, stored.id), gt(edits.at, seenAt)))
    .orderBy(asc(edits.at));
  const fields = [...new Set(since.flatMap((one) => Object.keys(one.changes).map(fieldOf)))];
  throw new DomainError("EDITED_MEANWHILE", {
    by: since.at(-1)?.by ?? null,
    at: stored.editedAt.toISOString(),
    fields: fields.join(","),
  });
}

export const factsOf = (stored: Stored): EditableFacts => ({
  ...{ name: stored.name, grade: stored.grade, stage: stored.stage, intent: stored.intent },
  ...{ industry: stored.industry, region: stored.region, source: stored.source, tags: stored.tags },
  ...{ creditCode: stored.creditCode, website: stored.website, address: stored.address, note: stored.note },
  ...{ expectedValue: stored.expectedValue, contractEndsOn: stored.contractEndsOn },
});

/** The facts as they are to be stored: what is named and differs, normalised. */
function wanted(input: EditCustomerInput, stored: Stored, clear: boolean): Partial<EditableFacts> {
  const given = withoutMasks(input.changes, factsOf(stored), clear);
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  const facts: Partial<EditableFacts> = named;
  if (facts.creditCode !== undefined && facts.creditCode !== stored.creditCode) {
    facts.creditCode = readCreditCode(facts.creditCode);
  }
  if (facts.website !== undefined && facts.website !== stored.website) {
    facts.website = readWebsite(facts.website);
  }
  return facts;
}

/**
 * The columns by which it is told from others, when name or code change; DUPLICATE_CUSTOMER when another is that already,
 * or has a phone that came with the edit. Of two who write one name, code or phone at the same time the second gets that.
 */
async function identityColumns(
  ctx: TxCtx,
  stored: Stored,
  facts: Partial<EditableFacts>,
  { changes, phones }: Pick<EditedContacts, "changes" | "phones">,
) {
  const renamed = changes.name !== undefined || changes.creditCode !== undefined;
  if (!renamed && phones.length === 0) return {};
  const name = facts.name ?? stored.name;
  const creditCode = facts.creditCode === undefined ? stored.creditCode : facts.creditCode;
  const region = facts.region === undefined ? stored.region : facts.region;
  const identity = identityOf({ name, region, creditCode, phones: [] });
  const numbers = phones.map(({ e164 }) => e164);
  // In one go, as whoever enters a customer takes them: in two, each could wait for the other.
  await lockKeys(ctx, [...(renamed ? [foldName(name), creditCode] : []), ...numbers]);
  if (renamed) {
    await lockIdentity(ctx, identity);
    await refuseSame(ctx, identity, stored.id);
  }
  await refuseTaken(ctx, stored.id, phones);
  return renamed ? { nameKey: foldName(name), identityKey: identity.key } : {};
}

type NewFacts = Partial<EditableFacts> & { custom: CustomValues };

/** Lists in which a later place is worse. */
const dropped = <T>(order: readonly T[], from: T, to: T | undefined): boolean =>
  to !== undefined && order.indexOf(from) >= 0 && order.indexOf(to) > order.indexOf(from);

const KNOWN_INTENTS = INTENTS.filter((intent) => intent !== "unknown");

/** When stage, grade and intent changed, for the rules that count from there; what rises again has not dropped. */
export function changedAt(stored: Stored, facts: NewFacts, at: Date) {
  const { stage, grade, intent } = facts;
  const fell = (fall: boolean) => (fall ? at : null);
  return {
    ...(stage && stage !== stored.stage ? { stageChangedAt: at } : {}),
    ...(stage && isForward(stored.stage, stage) ? { followUpsSinceProgress: 0 } : {}),
    ...(grade && grade !== stored.grade
      ? { gradeDroppedAt: fell(dropped(GRADES, stored.grade, grade)) }
      : {}),
    ...(intent && intent !== stored.intent
      ? { intentDroppedAt: fell(dropped<Intent>(KNOWN_INTENTS, stored.intent, intent)) }
      : {}),
  };
}

async function write(ctx: TxCtx, stored: Stored, facts: NewFacts, edited: EditedContacts) {
  const { changes } = edited;
  const editedAt = later(ctx.now, addMs(stored.editedAt, 1));
  const columns = await identityColumns(ctx, stored, facts, edited);
  await ctx.db
    .update(customers)
    .set({ ...facts, ...columns, ...changedAt(stored, facts, editedAt), editedAt })
    .where(eq(customers.id, stored.id));
  await ctx.db
    .insert(edits)
    .values({ customerId: stored.id, userId: actorId(ctx.actor), changes, at: editedAt });
  const { id, ownerId, poolId } = stored;
  if (facts.name && changes.name) await indexKeptNames(ctx, id);
  announce(ctx, { kind: "edited", customers: [id], owners: [ownerId], pools: [poolId] });
  return editedAt;
}

/**
 * What the organisation's own fields are to be. A new stage has all that it needs; in the old one an edit empties nothing
 * that is needed, but isn't held up by what was missing before.
 */
async function wantedCustom(
  ctx: TxCtx,
  input: EditCustomerInput,
  stored: Stored,
  facts: Partial<EditableFacts>,
) {
  const fields = await readFields(ctx.db);
  const custom = settleCustom(fields, stored.custom, input.custom ?? {});
  const stage = facts.stage ?? stored.stage;
  const before = stage === stored.stage ? stored.custom : undefined;
  return { ...custom, require: () => requireFields(fields, stage, custom.values, before) };
}

/** A refusal that tells of others' contacts is counted as a look for them, apart from what it has rolled back. */
async function countTold(ctx: Ctx, { contacts }: EditCustomerInput, refusal: unknown): Promise<never> {
  if (tellsOfOthers(refusal)) await limitTyped(ctx, typedIn([...contacts.add, ...contacts.change]));
  throw refusal;
}

/**
 * Changes the facts and contacts of a customer: a rep's own, a manager's team's and what lies in his pools. Who saw
 * an older state gets EDITED_MEANWHILE; a masked value is never stored. An edit that leaves the customer without a field
 * that its stage needs is REQUIRED_FIELD_MISSING. As when one is created, a new phone that another customer has is
 * DUPLICATE_CUSTOMER, new contacts that make it likely another LIKELY_DUPLICATE where that is asked and no reason given,
 * and who is told so too often TOO_MANY_REQUESTS.
 */
export async function editCustomer(ctx: Ctx, input: EditCustomerInput): Promise<EditedCustomer> {
  authorize(ctx.actor, "customers.edit");
  const edited = await once(ctx, "editCustomer", input, async (ctx) => {
    const { customerId } = input;
    const seen = await lockForEditor(ctx, customerId);
    const [stored] = await ctx.db.select().from(customers).where(eq(customers.id, customerId));
    if (!stored) throw new DomainError("NOT_FOUND");
    await requireSeen(ctx, stored, input);
    const { clear } = seen.access;
    const facts = wanted(input, stored, clear);
    const edit = { ctx, customerId, clear, country: await homeCountry(ctx) };
    const contacts = await editContacts(edit, input.contacts);
    const people = contacts.changes;
    const custom = await wantedCustom(ctx, input, stored, facts);
    const changes = { ...differences(factsOf(stored), facts), ...custom.changes, ...people };
    const fields = Object.keys(changes);
    if (fields.length > 0) custom.require();
    const written = { ...facts, custom: custom.values };
    const at =
      fields.length === 0 ? stored.editedAt : await write(ctx, stored, written, { ...contacts, changes });
    const likely = await findLikelyNow(ctx, customerId, contacts.people, input);
    await bringToDesk(ctx, customerId, likely, input.reason ?? null);
    if (Object.keys(people).length > 0) await auditCustomers(ctx, [customerId]);
    return { customerId, editedAt: at.toISOString(), fields };
  }).catch((refusal: unknown) => countTold(ctx, input, refusal));
  // What was changed may move the deadline; whatever is lost here, the next sweep does.
  if (edited.fields.length > 0) await refreshDeadlinesOf(ctx, [input.customerId]);
  return edited;
}
