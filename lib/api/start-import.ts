import { DomainError } from "@/lib/errors";
import { fileLimit } from "@/lib/imports/limits";
import { storeFile } from "@/lib/imports/receive-file";
import { ImportPlan } from "@/lib/imports/schema";
import { startImport } from "@/lib/imports/start-import";
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
export async function beginImport(ctx: ApiCtx, request: Request, asked: Asked): Promise<string> {
  const { fileName, bytes, form } = await receiveFile(request, fileLimit(), asked.fileName ?? "import.csv");
  const pool = form.pool ?? asked.pool;
  if (!pool) throw new DomainError("INVALID_INPUT", { field: "pool" });
  const poolId = await findPoolId(ctx, { pool });
  const mapping = jsonOf(form, "mapping");
  const plan = ImportPlan.safeParse({
    ...((jsonOf(form, "options") as object | undefined) ?? {}),
    ...(mapping === undefined ? {} : { mapping }),
  });
  if (!plan.success) {
    throw new DomainError("INVALID_INPUT", { field: plan.error.issues[0]?.path.join(".") ?? "" });
  }
  const { fileId } = await storeFile(ctx, { fileName, content: wholly(bytes) });
  return (await startImport(ctx, { fileId, poolId, plan: plan.data })).importId;
}

async function* wholly(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
