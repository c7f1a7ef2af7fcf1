import { DomainError } from "@/lib/errors";
import { mediaType, readBytes } from "./read-body";

/** A file that came over the API, and what was asked of it in the form. */
export type Received = { fileName: string; bytes: Uint8Array; form: Record<string, string> };

const noFile = () => new DomainError("INVALID_INPUT", { field: "file" });

/** Takes a form with a `file`, or a file as the body itself; TOO_LARGE beyond so many bytes. */
export async function receiveFile(request: Request, most: number, fileName: string): Promise<Received> {
  const bytes = await readBytes(request, most);
  if (mediaType(request) !== "multipart/form-data") {
    if (bytes.byteLength === 0) throw noFile();
    return { fileName, bytes, form: {} };
  }
  const form = await formOf(bytes, request.headers.get("content-type") ?? "");
  const file = form.get("file");
  if (!(file instanceof File)) throw noFile();
  const texts: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === "string") texts[name] = value;
  return {
    fileName: file.name.slice(-255) || fileName,
    bytes: new Uint8Array(await file.arrayBuffer()),
    form: texts,
  };
}

async function formOf(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    throw noFile();
  }
}
