import { DomainError } from "@/lib/errors";
import { MOST_PART_BYTES } from "@/lib/imports/limits";
import { receivePart } from "@/lib/imports/receive-file";
import { accept, PartInput } from "@/lib/imports/schema";
import { authorize } from "@/lib/permissions";
import { withCtx } from "@/lib/route";

/** One part of a file, as the body itself. */
export const PUT = withCtx<{ fileId: string; part: string }>(async ({ ctx }, request, params) => {
  authorize(ctx.actor, "customers.import");
  const place = accept(PartInput, params);
  if (Number(request.headers.get("content-length") ?? 0) > MOST_PART_BYTES) {
    throw new DomainError("INVALID_INPUT", { field: "part" });
  }
  const bytes = new Uint8Array(await request.arrayBuffer());
  return Response.json(await receivePart(ctx, { ...place, bytes }));
});
