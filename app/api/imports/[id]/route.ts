import { progressOf } from "@/lib/imports/progress";
import { getImport } from "@/lib/imports/queries";
import { accept, ImportInput } from "@/lib/imports/schema";
import { withCtx } from "@/lib/route";

/** How far an import is. */
export const GET = withCtx<{ id: string }>(async ({ ctx }, _request, { id }) => {
  const file = await getImport(ctx, accept(ImportInput, { importId: id }));
  return Response.json(progressOf(file), { headers: { "cache-control": "no-store" } });
});
