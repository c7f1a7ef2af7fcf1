import { and, eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { submissions, webForms } from "@/db/schema/forms";
import { type Ctx, inTx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { storable } from "@/lib/imports/clean-text";
import { log } from "@/lib/log";
import { authorize } from "@/lib/permissions";
import { markOf } from "@/lib/secret-box";
import { askedFields } from "./asked-fields";
import { countHit } from "./count-hit";
import { networkOf } from "./network-of";
import { type Page, readPageToken } from "./page-token";
import { LEAST_MS, PER_FORM, PER_SENDER, spamReasons } from "./rules";
import type { SubmitFormInput } from "./schema";
import { settleSubmission } from "./settle-submission";

/**
 * `missing` names fields that have to be filled; `again` asks for the page to be sent once more, with a new token:
 * `waited` when it was one of ours that had been open for as long as a person needs.
 */
export type Submitted =
  | { outcome: "thanks"; thanks: string; redirectUrl: string | null }
  | { outcome: "missing"; fields: string[] }
  | { outcome: "again"; waited: boolean }
  | { outcome: "closed" };

type Form = typeof webForms.$inferSelect;

const EMAIL = /^[^\s@<>]{1,64}@[^\s@<>]+\.[^\s@<>]{2,}$/;

function missingOf(
  fields: Form["fields"],
  { consent }: Pick<Form, "consent">,
  input: SubmitFormInput,
): string[] {
  const values = fields.map(({ field, required }) => ({
    field,
    required,
    value: (input.values[field] ?? "").trim(),
  }));
  const wrong = values.filter(
    ({ field, required, value }) =>
      (required && value === "") || (field === "email" && value !== "" && !EMAIL.test(value)),
  );
  return [...wrong.map(({ field }) => field), ...(consent && !input.consent ? ["consent"] : [])];
}

/**
 * Takes what was written on a form's page. It is stored before anything is made of it; what looks like spam waits for a
 * person; the same page sent twice counts once, unless something else was written on it. The answer is the same whoever
 * is a customer already. Too many of one sender are TOO_MANY_REQUESTS.
 */
export async function submitForm(ctx: Ctx, input: SubmitFormInput): Promise<Submitted> {
  authorize(ctx.actor, "sources.submit");
  const [form] = await ctx.db.select().from(webForms).where(eq(webForms.key, input.key));
  if (!form || form.closedAt) return { outcome: "closed" };
  const page = readPageToken(input.token, form.key, ctx.now);
  const waited = page !== null && page.elapsedMs >= LEAST_MS;
  if (!page || page.over) return { outcome: "again", waited };
  const missing = missingOf(await askedFields(ctx.db, form.fields), form, input);
  if (missing.length > 0) return { outcome: "missing", fields: missing };
  const { thanks, redirectUrl } = form;
  const stored = await store(ctx, form, input, page);
  if (stored === "another") return { outcome: "again", waited };
  if (stored) {
    await settleSubmission(ctx, stored).catch((error: unknown) => {
      // It is stored: the job makes a customer of it within a minute or two.
      log.warn({ err: error, submission: stored }, "a submission was not settled at once");
    });
  }
  return { outcome: "thanks", thanks, redirectUrl };
}

const isSame = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((field) => a[field] === b[field]);

/**
 * Writes it down; answers its id when something is to be made of it at once, and `another` when the page has been sent
 * with something else on it: whoever goes back to put something right sends it as a page of its own.
 */
function store(
  ctx: Ctx,
  form: Form,
  input: SubmitFormInput,
  { ticket, elapsedMs }: Page,
): Promise<string | "another" | null> {
  const asked = new Set(form.fields.map(({ field }) => field));
  const values = Object.fromEntries(
    Object.entries(input.values).flatMap(([field, value]) => {
      const text = storable(value).trim();
      return asked.has(field) && text !== "" ? [[field, text]] : [];
    }),
  );
  const reasons = spamReasons({ values, trap: input.trap, elapsedMs });
  const sender = markOf("senders", networkOf(input.sender));
  return inTx(ctx, async (ctx) => {
    const id = newId();
    const [fresh] = await ctx.db
      .insert(submissions)
      .values({
        ...{ id, formId: form.id, ticket, receivedAt: ctx.now, values, sender, reasons },
        state: reasons.length > 0 ? "held" : "received",
      })
      .onConflictDoNothing()
      .returning({ id: submissions.id });
    if (!fresh) {
      const [first] = await ctx.db
        .select({ values: submissions.values })
        .from(submissions)
        .where(and(eq(submissions.formId, form.id), eq(submissions.ticket, ticket)));
      return first && !isSame(first.values, values) ? "another" : null;
    }
    await countHit(ctx, `form:${form.id}:${sender}`, PER_SENDER);
    await countHit(ctx, `form:${form.id}`, PER_FORM);
    return reasons.length > 0 ? null : id;
  });
}

/** Whether a refusal says that too many came. */
export const isTooMany = (error: unknown): boolean =>
  error instanceof DomainError && error.code === "TOO_MANY_REQUESTS";
