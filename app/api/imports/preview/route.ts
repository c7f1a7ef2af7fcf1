import { previewFile } from "@/lib/imports/preview-file";
import { accept, readUpload } from "@/lib/imports/read-upload";
import { TableChoices } from "@/lib/imports/schema";
import { authorize } from "@/lib/permissions";
import { withCtx } from "@/lib/route";

/** A file (and how to read it) in; its first rows and the mapping proposed out. Keeps nothing. */
export const POST = withCtx(async ({ ctx }, request) => {
  authorize(ctx.actor, "customers.import");
  const upload = await readUpload(request);
  const table = accept(TableChoices, upload.request);
  return Response.json(await previewFile(ctx, { fileName: upload.fileName, bytes: upload.bytes, table }));
});
