import type { Ctx } from "@/lib/context";
import { problemHeader, problemLines, type RowWords } from "./problem-rows-csv";
import { eachImportRow } from "./queries";

/** The rows of an import that were not taken, as a CSV that is written while it is read. */
export function problemRowsStream(
  ctx: Ctx,
  importId: string,
  header: readonly string[],
  words: RowWords,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const pages = eachImportRow(ctx, { importId, outcomes: ["rejected", "duplicate"] });
  return new ReadableStream({
    start(controller) {
      controller.enqueue(encoder.encode(problemHeader(header, words)));
    },
    async pull(controller) {
      const page = await pages.next();
      if (page.done) controller.close();
      else controller.enqueue(encoder.encode(problemLines(header, page.value, words)));
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
}
