import { importStream } from "@/lib/imports/import-stream";
import { accept, readUpload } from "@/lib/imports/read-upload";
import { ImportFileInput, OperationKey } from "@/lib/imports/schema";
import { authorize } from "@/lib/permissions";
import { withCtx } from "@/lib/route";

/** A file and what to do with it in; progress and the result out, a JSON object a line. */
export const POST = withCtx(async ({ ctx }, request) => {
  authorize(ctx.actor, "customers.import");
  const { request: asked, ...file } = await readUpload(request);
  const input = accept(ImportFileInput, { ...(asked as object), ...file });
  const key = accept(OperationKey, request.headers.get("idempotency-key"));
  return new Response(importStream(key ? { ...ctx, operationKey: key } : ctx, input), {
    headers: { "content-type": "application/x-ndjson; charset=utf-8", "x-accel-buffering": "no" },
  });
});
