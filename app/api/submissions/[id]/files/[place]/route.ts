import { DomainError } from "@/lib/errors";
import { openAttachment } from "@/lib/inbox/open-attachment";
import { OpenAttachmentInput } from "@/lib/inbox/schema";
import { withCtx } from "@/lib/route";

/** A file that came with a post. It is always saved, never shown: whoever sent it is a stranger. */
export const GET = withCtx<{ id: string; place: string }>(async ({ ctx }, _request, { id, place }) => {
  const input = OpenAttachmentInput.safeParse({ submissionId: id, place });
  if (!input.success) throw new DomainError("NOT_FOUND");
  const { name, bytes } = await openAttachment(ctx, input.data);
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": "application/octet-stream",
      "x-content-type-options": "nosniff",
      "content-length": String(bytes.length),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      "cache-control": "no-store",
    },
  });
});
