import { eq } from "drizzle-orm";
import { submissions } from "@/db/schema/forms";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { seesAllContacts } from "@/lib/masking/rules";
import { authorize } from "@/lib/permissions";
import type { Attachment } from "./attachments";
import { readPost } from "./read-post";
import type { OpenAttachmentInput } from "./schema";

type Stored = typeof submissions.$inferSelect;

/** The files of the body as it was kept: as text, or in base64 where it was none. */
async function filesIn({ raw, contentType, files }: Stored): Promise<Attachment[]> {
  for (const encoding of ["utf8", "base64"] as const) {
    const read = await readPost(Buffer.from(raw ?? "", encoding), contentType ?? "");
    const same = read?.files.every(({ bytes }, at) => bytes.length === files[at]?.size);
    if (read && same && read.files.length === files.length) return read.files;
  }
  return [];
}

/**
 * A file that came with a post, by its place in it. Who is no admin opens only what has not become a customer: in it may
 * be what he sees masked there. NOT_FOUND where there is none.
 */
export async function openAttachment(ctx: Ctx, input: OpenAttachmentInput): Promise<Attachment> {
  authorize(ctx.actor, "sources.review");
  const [stored] = await ctx.db.select().from(submissions).where(eq(submissions.id, input.submissionId));
  if (!stored || (stored.customerId && !seesAllContacts(ctx.actor)))
    throw new DomainError("NOT_FOUND", { what: "file" });
  const file = (await filesIn(stored))[input.place];
  if (!file) throw new DomainError("NOT_FOUND", { what: "file" });
  return file;
}
