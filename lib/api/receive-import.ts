import { createHash } from "node:crypto";
import { DomainError } from "@/lib/errors";
import { storeFile } from "@/lib/imports/receive-file";
import type { ApiCtx } from "./endpoint";
import { mediaType, readBytes } from "./read-body";

/** What one request may bring: more arrives cut off. A larger file is sent in parts. */
export const MOST_FILE_BYTES = 20 * 1024 * 1024;

/** A file that was kept, the hash of its bytes, and what was asked of it in the form. */
export type Received = { fileId: string; fileName: string; hash: string; form: Record<string, string> };

const noFile = () => new DomainError("INVALID_INPUT", { field: "file" });

/** Keeps a form's `file`, or a file that is the body itself; TOO_LARGE for more than one request brings. */
export async function receiveFile(ctx: ApiCtx, request: Request, fileName: string): Promise<Received> {
  const bytes = await readBytes(request, MOST_FILE_BYTES);
  if (bytes.byteLength === 0) throw noFile();
  if (mediaType(request) !== "multipart/form-data") return keep(ctx, bytes, fileName, {});
  const form = await formOf(bytes, request.headers.get("content-type") ?? "");
  const file = form.get("file");
  if (!(file instanceof File)) throw noFile();
  const texts: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === "string") texts[name] = value;
  return keep(ctx, new Uint8Array(await file.arrayBuffer()), file.name.slice(-255) || fileName, texts);
}

async function keep(
  ctx: ApiCtx,
  bytes: Uint8Array,
  fileName: string,
  form: Record<string, string>,
): Promise<Received> {
  const content = (async function* () {
    yield bytes;
  })();
  const { fileId } = await storeFile(ctx, { fileName, content });
  return { fileId, fileName, hash: createHash("sha256").update(bytes).digest("hex"), form };
}

async function formOf(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    throw noFile();
  }
}
