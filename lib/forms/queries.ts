import { eq, sql } from "drizzle-orm";
import type { FieldType } from "@/db/enums";
import { inboxes, webForms } from "@/db/schema/forms";
import type { Ctx } from "@/lib/context";
import { type Told, tellOf } from "@/lib/duplicates/tell-similar";
import { maskText } from "@/lib/masking/free-text";
import { maskEmail, maskName, maskPhone, maskWechat } from "@/lib/masking/mask";
import { seesAllContacts } from "@/lib/masking/rules";
import { authorize } from "@/lib/permissions";
import { readInstant } from "@/lib/sql-values";
import { askedFields } from "./asked-fields";
import { type HoldReason, SOURCE_FIELDS } from "./rules";
import { type FormKey, ListSubmissionsInput } from "./schema";
import type {
  Counts,
  FormRow,
  InboxRow,
  PublicField,
  PublicForm,
  SubmissionPage,
  SubmissionRow,
} from "./types";

type Row = Record<string, unknown>;

async function countsBy(ctx: Ctx): Promise<(id: string) => Counts> {
  const rows = await ctx.db.execute<Row>(sql`
    select coalesce(form_id, inbox_id) as id, count(*) filter (where state = 'received') as received,
      count(*) filter (where state = 'held') as held, count(*) filter (where state = 'done') as done, max(received_at) as last_at
    from submissions group by 1`);
  const of = new Map(rows.map((row) => [String(row.id), row]));
  return (id) => {
    const row = of.get(id);
    const count = (name: string) => Number(row?.[name] ?? 0);
    return {
      ...{ received: count("received"), held: count("held"), done: count("done") },
      lastAt: readInstant(row?.last_at),
    };
  };
}

/** The forms, oldest first, with what was sent to them. */
export async function listForms(ctx: Ctx): Promise<FormRow[]> {
  authorize(ctx.actor, "sources.review");
  const rows = await ctx.db.select().from(webForms).orderBy(webForms.createdAt, webForms.id);
  const counts = await countsBy(ctx);
  return rows.map(({ createdAt: _at, createdById: _by, closedAt, ...form }) => ({
    ...{ ...form, closed: closedAt !== null },
    ...counts(form.id),
  }));
}

/** The inboxes, oldest first; their secrets are never read again. */
export async function listInboxes(ctx: Ctx): Promise<InboxRow[]> {
  authorize(ctx.actor, "sources.review");
  const rows = await ctx.db.select().from(inboxes).orderBy(inboxes.createdAt, inboxes.id);
  const counts = await countsBy(ctx);
  return rows.map(({ createdAt: _at, createdById: _by, closedAt, secret, ...inbox }) => ({
    ...{ ...inbox, signed: secret !== null, closed: closedAt !== null },
    ...counts(inbox.id),
  }));
}

const TYPES: Readonly<Record<string, PublicField["type"]>> = { email: "email", phone: "tel", note: "long" };

/** An open form as its page shows it, or null. For anybody, so that the system asks. */
export async function getPublicForm(ctx: Ctx, { key }: FormKey): Promise<PublicForm | null> {
  authorize(ctx.actor, "sources.submit");
  const [form] = await ctx.db.select().from(webForms).where(eq(webForms.key, key));
  if (!form || form.closedAt) return null;
  const fields = (await askedFields(ctx.db, form.fields)).map(({ own, ...asked }): PublicField => {
    const type: FieldType | PublicField["type"] = own?.type ?? TYPES[asked.field] ?? "text";
    const choices = (own?.options ?? []).filter(({ retired }) => !retired).map(({ label }) => label);
    return { ...asked, type, choices };
  });
  const { title, intro, locale, consent, thanks, redirectUrl, origins } = form;
  return { key, title, intro, locale, fields, consent, thanks, redirectUrl, origins };
}

/** The customer first, then how to reach it; what has no meaning to us comes last. */
const placeOf = (field: string | null): number => {
  const place = (SOURCE_FIELDS as readonly (string | null)[]).indexOf(field);
  return place < 0 ? SOURCE_FIELDS.length + (field ? 0 : 1) : place;
};

/** A value as who sees the customer masked may see it: by what its field is, and by what it looks like. */
function hidden(field: string | null, value: string): string {
  if (field === "phone") return maskPhone(value);
  if (field === "email") return maskEmail(value);
  if (field === "wechat") return maskWechat(value);
  return field === "contactName" ? maskName(value) : maskText(value);
}

const toSubmission =
  (masked: boolean, told: ReadonlyMap<string, Told>) =>
  (row: Row): SubmissionRow => {
    const mapping = (row.mapping ?? {}) as Record<string, string | null>;
    const values = Object.entries(row.values as Record<string, string>).map(([name, value]) => ({
      ...{ name, value, field: row.form_id ? name : (mapping[name] ?? null) },
    }));
    const { customerId = null, name = null } = told.get(String(row.customer_id)) ?? {};
    const state = row.state as SubmissionRow["state"];
    // What has become a customer is masked as that is.
    const hide = masked && state === "done";
    return {
      id: String(row.id),
      source: {
        kind: row.form_id ? "form" : "inbox",
        id: String(row.form_id ?? row.inbox_id),
        name: String(row.source),
      },
      receivedAt: new Date(row.received_at as string),
      ...{ state, reasons: row.reasons as HoldReason[], outcome: row.outcome as SubmissionRow["outcome"] },
      customer: customerId !== null && name !== null ? { id: customerId, name } : null,
      files: row.files as SubmissionRow["files"],
      mayOpen: !hide,
      values: values
        .map((one) => (hide ? { ...one, value: hidden(one.field, one.value) } : one))
        .toSorted((a, b) => placeOf(a.field) - placeOf(b.field)),
    };
  };

/** What a page reads of each: the body as it came may be a megabyte. */
const SHOWN = sql.raw(
  "s.id, s.form_id, s.inbox_id, s.received_at, s.state, s.reasons, s.outcome, s.customer_id, s.files, s.values",
);

/**
 * What was sent, newest first, a page at a time. Who is no admin sees no contacts of what has become a customer, and of one
 * that is out of his sight not which it is.
 */
export async function listSubmissions(ctx: Ctx, input: ListSubmissionsInput): Promise<SubmissionPage> {
  authorize(ctx.actor, "sources.review");
  const { state, formId, inboxId, cursor, limit } = ListSubmissionsInput.parse(input);
  const rows = await ctx.db.execute<Row>(sql`
    select ${SHOWN}, coalesce(f.title, i.name) as source, i.mapping from submissions s
    left join web_forms f on f.id = s.form_id left join inboxes i on i.id = s.inbox_id
    where ${state ? sql`s.state = ${state}` : sql`true`} and ${formId ? sql`s.form_id = ${formId}::uuid` : sql`true`}
      and ${inboxId ? sql`s.inbox_id = ${inboxId}::uuid` : sql`true`}
      and ${cursor ? sql`(s.received_at, s.id) < (select received_at, id from submissions where id = ${cursor}::uuid)` : sql`true`}
    order by s.received_at desc, s.id desc limit ${limit + 1}`);
  const page = rows.slice(0, limit);
  const masked = !seesAllContacts(ctx.actor);
  const last = page.at(-1);
  const ids = new Set(page.flatMap((row) => (row.customer_id ? [String(row.customer_id)] : [])));
  const told = await tellOf(ctx, [...ids]);
  return {
    rows: page.map(toSubmission(masked, told)),
    nextCursor: rows.length > limit && last ? String(last.id) : null,
  };
}
