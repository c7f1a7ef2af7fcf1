import { closeUpload } from "@/lib/imports/receive-file";
import { accept, FileInput } from "@/lib/imports/schema";
import { withCtx } from "@/lib/route";

/** Says that every part was sent. */
export const POST = withCtx<{ fileId: string }>(async ({ ctx }, _request, params) =>
  Response.json(await closeUpload(ctx, accept(FileInput, params))),
);
