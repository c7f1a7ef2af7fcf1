import { DomainError } from "@/lib/errors";
import { fileOf } from "@/lib/exports/file";
import { openExport } from "@/lib/exports/open-export";
import { ExportInput } from "@/lib/exports/schema";
import { withCtx } from "@/lib/route";

/** The file of an export of one's own, piece by piece. */
export const GET = withCtx<{ id: string }>(async ({ ctx, organization }, _request, { id }) => {
  const input = ExportInput.safeParse({ exportId: id });
  if (!input.success) throw new DomainError("NOT_FOUND");
  return fileOf(await openExport(ctx, input.data), organization.timeZone);
});
