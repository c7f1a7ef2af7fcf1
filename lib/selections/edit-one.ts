import { eq } from "drizzle-orm";
import { type CustomValue, type CustomValues, customers } from "@/db/schema/customers";
import type { TxCtx } from "@/lib/context";
import { editCustomer } from "@/lib/customers/edit-customer";
import { EditCustomerInput } from "@/lib/customers/schema";
import { DomainError } from "@/lib/errors";
import type { BulkChanges, BulkEdit } from "./schema";

type Facts = Record<string, CustomValue | null>;

/** What an edit of many did to one: of each field what it was and is, and the tags that came and went. */
export type EditUndo = { before: Facts; after: Facts; added: string[]; removed: string[] };

const FIELDS = [
  ...["grade", "intent", "region", "industry", "source", "expectedValue", "contractEndsOn"],
] as const satisfies readonly (keyof BulkChanges)[];

const CUSTOM = "custom.";
const MOST_TAGS = 20;

type Stored = Pick<typeof customers.$inferSelect, (typeof FIELDS)[number] | "tags" | "custom">;

async function lockStored(ctx: TxCtx, customerId: string): Promise<Stored> {
  const [row] = await ctx.db
    .select()
    .from(customers)
    .where(eq(customers.id, customerId))
    .for("no key update");
  if (!row) throw new DomainError("NOT_FOUND");
  return row;
}

const factsOf = (stored: Stored, names: readonly string[]): Facts =>
  Object.fromEntries(
    names.map((name) => {
      if (name.startsWith(CUSTOM)) return [name, stored.custom[name.slice(CUSTOM.length)] ?? null];
      const field = FIELDS.find((one) => one === name);
      return [name, field ? (stored[field] ?? null) : null];
    }),
  );

const same = (a: CustomValue | null | undefined, b: CustomValue | null | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The edit that gives these fields these values; only what differs is named. */
async function write(ctx: TxCtx, customerId: string, facts: Facts, tags: string[] | null): Promise<void> {
  const names = Object.keys(facts);
  if (names.length === 0 && !tags) return;
  const part = (own: boolean): CustomValues | Facts =>
    Object.fromEntries(
      names
        .filter((name) => name.startsWith(CUSTOM) === own)
        .map((name) => [own ? name.slice(CUSTOM.length) : name, facts[name] ?? null]),
    );
  const changes = { ...part(false), ...(tags ? { tags } : {}) };
  await editCustomer(ctx, EditCustomerInput.parse({ customerId, changes, custom: part(true) }));
}

function newTags(stored: readonly string[], add: readonly string[], remove: readonly string[]) {
  const added = add.filter((tag) => !stored.includes(tag));
  const removed = remove.filter((tag) => stored.includes(tag) && !add.includes(tag));
  const tags = [...stored.filter((tag) => !removed.includes(tag)), ...added];
  if (tags.length > MOST_TAGS) throw new DomainError("INVALID_INPUT", { field: "tags" });
  return { added, removed, tags };
}

/** Edits one customer as many are edited, whatever it was before, and answers what brings it back. */
export async function editOne(ctx: TxCtx, customerId: string, edit: BulkEdit): Promise<EditUndo> {
  const stored = await lockStored(ctx, customerId);
  const custom = Object.entries(edit.custom).map(([key, value]) => [CUSTOM + key, value ?? null] as const);
  const named = Object.entries(edit.changes).map(([name, value]) => [name, value ?? null] as const);
  const given: Facts = Object.fromEntries([...named, ...custom]);
  const before = factsOf(stored, Object.keys(given));
  const { added, removed, tags } = newTags(stored.tags, edit.addTags, edit.removeTags);
  await write(ctx, customerId, given, added.length + removed.length > 0 ? tags : null);
  const after = factsOf(await lockStored(ctx, customerId), Object.keys(given));
  const changed = Object.keys(given).filter((name) => !same(before[name], after[name]));
  const only = (facts: Facts) => Object.fromEntries(changed.map((name) => [name, facts[name] ?? null]));
  return { before: only(before), after: only(after), added, removed };
}

/**
 * Brings one customer back by an edit of its own, field by field: what was changed since stays as it is. Answers the
 * fields that stayed.
 */
export async function undoEditOne(ctx: TxCtx, customerId: string, undo: EditUndo): Promise<string[]> {
  const stored = await lockStored(ctx, customerId);
  const names = Object.keys(undo.after);
  const now = factsOf(stored, names);
  const back = names.filter((name) => same(now[name], undo.after[name]));
  const stayed = names.filter((name) => !back.includes(name));
  const facts = Object.fromEntries(back.map((name) => [name, undo.before[name] ?? null]));
  const [added, removed] = [
    undo.added.filter((tag) => stored.tags.includes(tag)),
    undo.removed.filter((tag) => !stored.tags.includes(tag)),
  ];
  const meant = undo.added.length + undo.removed.length;
  const all = [...stored.tags.filter((tag) => !added.includes(tag)), ...removed];
  const tags = all.slice(0, MOST_TAGS);
  if (added.length + removed.length < meant || tags.length < all.length) stayed.push("tags");
  await write(ctx, customerId, facts, added.length + removed.length > 0 ? tags : null);
  return stayed;
}
