import { dayOf } from "@/lib/time";
import type { OpenedExport } from "./open-export";

const TYPES = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} as const;

/** The file of an export as an answer, piece by piece, named by its list and the day in the zone on which it was asked for. */
export function fileOf(file: OpenedExport, timeZone: string): Response {
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
  const name = `${file.list}-${dayOf(file.askedAt, timeZone)}.${file.format}`;
  return new Response(body, {
    headers: {
      "content-type": TYPES[file.format],
      "content-length": String(file.bytes),
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
    },
  });
}
