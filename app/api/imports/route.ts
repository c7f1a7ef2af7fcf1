import { DomainError } from "@/lib/errors";
import { openUpload } from "@/lib/imports/receive-file";
import { accept, OpenUploadInput } from "@/lib/imports/schema";
import { withCtx } from "@/lib/route";

/** Makes room for a file; its parts are sent one by one, so that no request is large. */
export const POST = withCtx(async ({ ctx }, request) => {
  const asked: unknown = await request.json().catch(() => {
    throw new DomainError("INVALID_INPUT", { field: "body" });
  });
  return Response.json(await openUpload(ctx, accept(OpenUploadInput, asked)), { status: 201 });
});
