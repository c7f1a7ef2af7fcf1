import type { Ctx } from "@/lib/context";
import { failure } from "@/lib/failure";
import { importFile } from "./import-file";
import type { ImportLine } from "./import-types";
import type { ImportFileInput } from "./schema";

/**
 * Imports, and tells how far it is as one JSON object a line, the last of which is the result or the refusal. The import
 * goes on when nobody listens any more: it commits wholly or not at all either way.
 */
export function importStream(ctx: Ctx, input: ImportFileInput): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let listening = true;
  return new ReadableStream({
    async start(controller) {
      const say = (line: ImportLine) => {
        if (listening) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      try {
        const result = await importFile(ctx, input, (progress) => say({ kind: "progress", progress }));
        say({ kind: "done", result });
      } catch (error) {
        const { error: code, params } = failure(error, "importFile");
        say({ kind: "refused", error: code, params });
      }
      if (listening) controller.close();
    },
    cancel() {
      listening = false;
    },
  });
}
