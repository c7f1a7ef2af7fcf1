import { DomainError } from "@/lib/errors";
import { attachmentFile } from "@/lib/inbox/attachment-file";
import { openAttachment } from "@/lib/inbox/open-attachment";
import { OpenAttachmentInput } from "@/lib/inbox/schema";
import { withCtx } from "@/lib/route";

/** A file that came with a post. */
export const GET = withCtx<{ id: string; place: string }>(async ({ ctx }, _request, { id, place }) => {
  const input = OpenAttachmentInput.safeParse({ submissionId: id, place });
  if (!input.success) throw new DomainError("NOT_FOUND");
  return attachmentFile(await openAttachment(ctx, input.data));
});
