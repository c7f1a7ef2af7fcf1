import { eq, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { contacts } from "@/db/schema/customers";
import { inboxes, type StoredFormField, submissions, webForms } from "@/db/schema/forms";
import { pools } from "@/db/schema/pools";
import { recordActivity } from "@/lib/activities/record-activity";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import { findSame, identityOf, lockIdentity } from "@/lib/customers/find-duplicate";
import { homeCountry } from "@/lib/customers/home-country";
import { foldName } from "@/lib/customers/normalise";
import { DomainError } from "@/lib/errors";
import { sizeText } from "@/lib/inbox/attachments";
import { enterCustomers, type NewCustomer } from "@/lib/ledger/enter-customers";
import { lockReps } from "@/lib/ledger/lock-reps";
import { announce } from "@/lib/live/announce";
import { byOurFields } from "./mapping";
import { type Enquiry, readEnquiry } from "./read-enquiry";
import { type HoldReason, poolOf, type Route } from "./rules";
import { tellOwner } from "./tell-owner";
import { whatElse } from "./what-else";

type Stored = typeof submissions.$inferSelect;
type Source = { id: string; kind: "form" | "inbox"; name: string; poolId: string; routes: readonly Route[] };
export type SettledSubmission = { state: Stored["state"]; customerId: string | null };

const MOST_NOTE = 2_000;

/** Where it came from and what it says, with the files that came along named below: never lost to a long text. */
function noteOf(source: string, said: string, files: Stored["files"]): string {
  const named = files
    .map(({ name, size }) => `+ ${name} (${sizeText(size)})`)
    .join("\n")
    .slice(0, MOST_NOTE / 2);
  const text = `${source}${said ? `\n${said}` : ""}`;
  return named ? `${text.slice(0, MOST_NOTE - named.length - 1)}\n${named}` : text.slice(0, MOST_NOTE);
}

type Asked = { fields: StoredFormField[]; mapping: null } | { mapping: Record<string, string | null> };

async function sourceOf(ctx: TxCtx, { formId, inboxId }: Stored): Promise<Source & Asked> {
  if (formId) {
    const [form] = await ctx.db.select().from(webForms).where(eq(webForms.id, formId));
    if (form) return { ...form, kind: "form", name: form.title, mapping: null };
  }
  const [inbox] = inboxId ? await ctx.db.select().from(inboxes).where(eq(inboxes.id, inboxId)) : [];
  if (!inbox) throw new DomainError("NOT_FOUND", { what: "source" });
  return { ...inbox, kind: "inbox" };
}

/** The customer that wrote, if it is there: by code, phone or name; a person without a company by his address. */
async function findKnown(ctx: TxCtx, enquiry: Enquiry): Promise<string | null> {
  const { name, region, creditCode, contact, company } = enquiry;
  const phones = contact?.phoneE164 ? [contact.phoneE164] : [];
  const identity = identityOf({ name, region, creditCode, phones });
  await lockIdentity(ctx, identity);
  const same = await findSame(ctx, identity);
  if (same?.customerId) return same.customerId;
  if (company || !contact?.email) return null;
  const [row] = await ctx.db.execute<{ id: string }>(sql`
    select c.id from contacts k join customers c on c.id = k.customer_id
    where lower(k.email) = lower(${contact.email}) and c.state <> 'merged' order by c.created_at limit 1`);
  return row?.id ?? null;
}

async function enter(ctx: TxCtx, source: Source, enquiry: Enquiry, poolId: string): Promise<string | null> {
  const { name, region, creditCode, contact, industry, website, address, note, custom, extra } = enquiry;
  const { key } = identityOf({
    name,
    region,
    creditCode,
    phones: contact?.phoneE164 ? [contact.phoneE164] : [],
  });
  const row: NewCustomer = {
    ...{
      id: newId(),
      name,
      nameKey: foldName(name),
      identityKey: key,
      creditCode,
      region,
      industry,
      website,
    },
    ...{ address, note, custom, extra: Object.keys(extra).length > 0 ? extra : null, source: source.name },
    ...{ grade: "C", stage: "new", intent: "unknown", state: "pooled", poolId, version: 1 },
    ...{ createdAt: ctx.now, editedAt: ctx.now, movedAt: ctx.now, pooledAt: ctx.now },
  };
  const facts = { source: source.kind, sourceId: source.id, sourceName: source.name };
  const [entered] = await enterCustomers(ctx, [row], source.kind, facts);
  if (!entered) return null;
  if (contact) {
    await ctx.db
      .insert(contacts)
      .values({ ...contact, id: newId(), customerId: entered.id, isPrimary: true, createdAt: ctx.now });
  }
  return entered.id;
}

async function openPool(ctx: TxCtx, source: Source, values: Record<string, string>): Promise<string | null> {
  const rows = await ctx.db
    .select({ id: pools.id })
    .from(pools)
    .where(sql`${pools.archivedAt} is null`)
    .for("share");
  const open = new Set(rows.map(({ id }) => id));
  const routes = source.routes.filter(({ poolId }) => open.has(poolId));
  const poolId = poolOf({ ...source, routes }, values);
  return open.has(poolId) ? poolId : null;
}

/** Whether somebody said that it is no customer (any more): an enquiry of it would be seen by nobody. */
async function isInvalid(ctx: TxCtx, id: string): Promise<boolean> {
  const [row] = await ctx.db.execute(
    sql`select 1 from customers where id = ${id}::uuid and state = 'invalid'`,
  );
  return row !== undefined;
}

const hold = (ctx: Ctx, id: string, reasons: HoldReason[]) =>
  ctx.db.update(submissions).set({ state: "held", reasons }).where(eq(submissions.id, id));

type Found = { customerId: string; note: string; source: string } | { held: HoldReason[] };

/** Finds its customer, or enters one, and writes that down; who comes at the same time waits for the identity. */
async function findCustomer(ctx: TxCtx, stored: Stored): Promise<Found> {
  const source = await sourceOf(ctx, stored);
  const values = source.mapping ? byOurFields(stored.values, source.mapping) : stored.values;
  const [country, fields] = [await homeCountry(ctx), await readFields(ctx.db)];
  const enquiry = readEnquiry(values, { country, fields });
  if (!enquiry) return { held: ["no_name"] };
  // What a new customer wrote stands in its fields; of one that is there nothing is changed by a stranger.
  const noted = (outcome: Stored["outcome"]) => {
    const beside = outcome === "created" ? "" : whatElse(source, stored.values);
    return noteOf(source.name, [beside, enquiry.note ?? ""].filter(Boolean).join("\n"), stored.files);
  };
  const { customerId: settled, outcome } = stored;
  if (settled) return { customerId: settled, note: noted(outcome), source: source.name };
  await lockReps(ctx, []);
  const known = await findKnown(ctx, enquiry);
  if (known && (await isInvalid(ctx, known))) return { held: ["marked_invalid"] };
  const poolId = known ? null : await openPool(ctx, source, values);
  if (!known && !poolId) return { held: ["pool_closed"] };
  const entered = poolId ? await enter(ctx, source, enquiry, poolId) : null;
  // An import that asks no identity lock was faster by the key.
  const customerId = known ?? entered ?? (await findKnown(ctx, enquiry));
  if (!customerId) return { held: ["refused"] };
  const became = entered ? "created" : "enquiry";
  await ctx.db.update(submissions).set({ customerId, outcome: became }).where(eq(submissions.id, stored.id));
  return { customerId, note: noted(became), source: source.name };
}

/**
 * Makes of something that was stored a customer, or an enquiry of one that is there, of which its owner is told; what
 * can't be is held for a person.
 * Run again after a crash, or twice at once, it does each thing once.
 */
export async function settleSubmission(ctx: Ctx, submissionId: string): Promise<SettledSubmission> {
  const job = { ...ctx, actor: { kind: "system" as const, job: "sources" } };
  const found = await inTx(job, async (ctx) => {
    const [stored] = await ctx.db
      .select()
      .from(submissions)
      .where(eq(submissions.id, submissionId))
      .for("update");
    if (stored?.state !== "received") return { stored };
    const found = await findCustomer(ctx, stored);
    if ("held" in found) await hold(ctx, submissionId, found.held);
    announce(ctx, { kind: "submission", customers: null, owners: [], pools: [] });
    return { stored: { ...stored, ...("held" in found ? { state: "held" as const } : {}) }, found };
  });
  const { stored } = found;
  if (!stored) throw new DomainError("NOT_FOUND", { what: "submission" });
  if (!found.found || "held" in found.found) return { state: stored.state, customerId: stored.customerId };
  const { customerId, note, source } = found.found;
  try {
    const once = { ...job, operationKey: `submission:${submissionId}` };
    await recordActivity(once, { customerId, kind: "enquiry", note, at: stored.receivedAt.toISOString() });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await hold(job, submissionId, ["refused"]);
    return { state: "held", customerId };
  }
  await inTx(job, async (ctx) => {
    await tellOwner(ctx, { submissionId, customerId, source });
    await ctx.db
      .update(submissions)
      .set({ state: "done", settledAt: ctx.now })
      .where(eq(submissions.id, submissionId));
  });
  return { state: "done", customerId };
}
