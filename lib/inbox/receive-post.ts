import { createHash, createHmac } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { newId } from "@/db/columns";
import { inboxes, submissions } from "@/db/schema/forms";
import { type Ctx, inTx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { countHit } from "@/lib/forms/count-hit";
import { withProposals } from "@/lib/forms/mapping";
import { type HoldReason, hasSpamWords, PER_INBOX } from "@/lib/forms/rules";
import { settleSubmission } from "@/lib/forms/settle-submission";
import { log } from "@/lib/log";
import { authorize } from "@/lib/permissions";
import { sameText, unseal } from "@/lib/secret-box";
import { type ReadPost, readPost } from "./read-post";
import type { Post } from "./schema";

/** For which secrets are sealed. */
export const INBOX_SECRETS = "inbox secrets";

export type Received = {
  submissionId: string;
  state: "received" | "held" | "done" | "discarded" | "repeated";
};

type Inbox = typeof inboxes.$inferSelect;

/** The signature over the body, in hex, in any of the headers that services use for it. */
function requireSignature(inbox: Inbox, { headers, body }: Post): void {
  if (!inbox.secret) return;
  const secret = unseal(INBOX_SECRETS, inbox.id, inbox.secret);
  const given = headers["x-signature"] ?? headers["x-hub-signature-256"] ?? "";
  const wanted = secret ? createHmac("sha256", secret).update(body).digest("hex") : null;
  if (!wanted || !sameText(given.replace(/^sha256=/, "").toLowerCase(), wanted)) {
    throw new DomainError("FORBIDDEN", { problem: "signature" });
  }
}

/** What tells this post from another: what it calls itself, or else itself for as long as it is the same. */
function ticketOf({ headers }: Post, read: ReadPost | null, id: string): string {
  const named = headers["idempotency-key"] ?? headers["webhook-id"] ?? read?.ticket;
  return named ? createHash("sha256").update(named).digest("hex") : id;
}

const isText = (body: Uint8Array): boolean => !Buffer.from(body).toString("utf8").includes("\ufffd");

/** Links and pages are usual in letters; words that nobody writes who wants to buy from us are not. */
const looksOf = ({ values }: ReadPost): HoldReason[] => (hasSpamWords(values) ? ["words"] : []);

/** The post that this one repeats. */
async function firstOf(ctx: TxCtx, inbox: Inbox, ticket: string): Promise<string> {
  const [first] = await ctx.db
    .select({ id: submissions.id })
    .from(submissions)
    .where(and(eq(submissions.inboxId, inbox.id), eq(submissions.ticket, ticket)));
  if (!first) throw new DomainError("CONFLICT");
  return first.id;
}

async function store(
  ctx: Ctx,
  inbox: Inbox,
  post: Post,
  read: ReadPost | null,
): Promise<Received & { settle: boolean }> {
  const id = newId();
  const ticket = ticketOf(post, read, id);
  const reasons: HoldReason[] = read ? looksOf(read) : ["unreadable"];
  return inTx(ctx, async (ctx) => {
    await countHit(ctx, `inbox:${inbox.id}`, PER_INBOX);
    const raw = isText(post.body) ? Buffer.from(post.body).toString("utf8") : null;
    const [fresh] = await ctx.db
      .insert(submissions)
      .values({
        ...{
          id,
          inboxId: inbox.id,
          ticket,
          receivedAt: ctx.now,
          contentType: post.contentType.slice(0, 200),
        },
        raw: raw?.includes("\u0000") === false ? raw : Buffer.from(post.body).toString("base64"),
        values: read?.values ?? {},
        files: (read?.files ?? []).map(({ name, type, bytes }) => ({ name, type, size: bytes.length })),
        ...(reasons.length > 0 ? { state: "held" as const, reasons } : { state: "received" as const }),
      })
      .onConflictDoNothing()
      .returning({ id: submissions.id });
    if (!fresh) return { submissionId: await firstOf(ctx, inbox, ticket), state: "repeated", settle: false };
    if (read) await remember(ctx, inbox, Object.keys(read.values));
    const settle = reasons.length === 0;
    return { submissionId: id, state: settle ? "received" : "held", settle };
  });
}

/** Proposes a field for each name that is new, and keeps the proposal. */
async function remember(ctx: Ctx, { id }: Inbox, names: readonly string[]): Promise<void> {
  const [inbox] = await ctx.db
    .select({ mapping: inboxes.mapping })
    .from(inboxes)
    .where(eq(inboxes.id, id))
    .for("update");
  if (!inbox || names.every((name) => Object.hasOwn(inbox.mapping, name))) return;
  await ctx.db
    .update(inboxes)
    .set({ mapping: withProposals(inbox.mapping, names) })
    .where(eq(inboxes.id, id));
}

/**
 * Takes a post of another system. It is stored as it came before anything is made of it, so that what was acknowledged
 * is there; what can't be read or settled, or reads like spam, waits for a person. The same message twice counts once, and
 * answers the first. NOT_FOUND for a closed or unknown inbox, FORBIDDEN for a wrong signature, TOO_MANY_REQUESTS above six
 * thousand in ten minutes.
 */
export async function receivePost(ctx: Ctx, post: Post): Promise<Received> {
  authorize(ctx.actor, "sources.submit");
  const [inbox] = await ctx.db.select().from(inboxes).where(eq(inboxes.key, post.key));
  if (!inbox || inbox.closedAt) throw new DomainError("NOT_FOUND", { what: "inbox" });
  requireSignature(inbox, post);
  const read = await readPost(post.body, post.contentType);
  const { settle, ...received } = await store(ctx, inbox, post, read);
  if (!settle) return received;
  try {
    const { state } = await settleSubmission(ctx, received.submissionId);
    return { ...received, state };
  } catch (error) {
    log.warn({ err: error, submission: received.submissionId }, "a post was not settled at once");
    return received;
  }
}
