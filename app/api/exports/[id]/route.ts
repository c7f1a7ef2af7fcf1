import { DomainError } from "@/lib/errors";
import { openExport } from "@/lib/exports/open-export";
import { ExportInput } from "@/lib/exports/schema";
import { withCtx } from "@/lib/route";
import { dayOf } from "@/lib/time";

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** The file of an export of one's own, piece by piece. */
export const GET = withCtx<{ id: string }>(async ({ ctx, organization }, _request, { id }) => {
  const input = ExportInput.safeParse({ exportId: id });
  if (!input.success) throw new DomainError("NOT_FOUND");
  const file = await openExport(ctx, input.data);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await file.pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await file.pieces.return(undefined);
    },
  });
  const name = `${file.list}-${dayOf(file.askedAt, organization.timeZone)}.${file.format}`;
  return new Response(body, {
    headers: {
      "content-type": TYPES[file.format],
      "content-length": String(file.bytes),
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
});
