import { DomainError } from "@/lib/errors";
import { fileLimit } from "@/lib/imports/limits";
import { ImportFileInput } from "@/lib/imports/schema";
import { findPoolId } from "@/lib/pools/name-pools";
import type { ApiCtx } from "./endpoint";
import { receiveFile } from "./receive-import";

type Asked = { pool?: string | undefined; fileName?: string | undefined };

/** What a form's field says as JSON; nothing when it is not there. INVALID_INPUT when it is none. */
function jsonOf(form: Record<string, string>, field: string): unknown {
  const text = form[field];
  if (text === undefined || text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("INVALID_INPUT", { field });
  }
}

/** Takes the file of a request and starts its import; answers its id. */
export async function startImport(ctx: ApiCtx, request: Request, asked: Asked): Promise<string> {
  const { fileName, bytes, form } = await receiveFile(request, fileLimit(), asked.fileName ?? "import.csv");
  const pool = form.pool ?? asked.pool;
  if (!pool) throw new DomainError("INVALID_INPUT", { field: "pool" });
  const input = ImportFileInput.safeParse({
    ...{ poolId: await findPoolId(ctx, { pool }), fileName, bytes },
    ...{ mapping: jsonOf(form, "mapping"), options: jsonOf(form, "options") },
  });
  if (!input.success) {
    throw new DomainError("INVALID_INPUT", { field: input.error.issues[0]?.path.join(".") ?? "" });
  }
  const { importFile } = await import("@/lib/imports/import-file");
  const { importId } = await importFile(ctx, input.data);
  if (!importId) throw new DomainError("INVALID_INPUT", { field: "options.dryRun" });
  return importId;
}
