import type { z } from "zod";
import { DomainError } from "@/lib/errors";
import { IMPORT_LIMITS, megabytes } from "./limits";
import { unreadable } from "./unreadable";

/** What a form adds around the file. */
const FORM_BYTES = 1024 * 1024;

export type Upload = { fileName: string; bytes: Uint8Array; request: unknown };

function refuseOversize(bytes: number, limit: number): void {
  if (bytes <= limit) return;
  throw unreadable("too_large", { megabytes: megabytes(bytes), limit: megabytes(IMPORT_LIMITS.fileBytes) });
}

async function formOf(request: Request): Promise<FormData> {
  refuseOversize(Number(request.headers.get("content-length") ?? 0), IMPORT_LIMITS.fileBytes + FORM_BYTES);
  try {
    return await request.formData();
  } catch {
    throw new DomainError("INVALID_INPUT", { field: "file" });
  }
}

function parsed(text: FormDataEntryValue | null): unknown {
  try {
    return JSON.parse(typeof text === "string" ? text : "{}");
  } catch {
    throw new DomainError("INVALID_INPUT", { field: "request" });
  }
}

/**
 * Takes a form with a `file` and, as JSON in `request`, what is asked of it. Throws IMPORT_FILE_UNREADABLE for a file
 * that is too large, before it is read, and INVALID_INPUT for a form without one.
 */
export async function readUpload(request: Request): Promise<Upload> {
  const form = await formOf(request);
  const file = form.get("file");
  if (!(file instanceof File)) throw new DomainError("INVALID_INPUT", { field: "file" });
  refuseOversize(file.size, IMPORT_LIMITS.fileBytes);
  return {
    fileName: file.name.slice(-255) || "file",
    bytes: new Uint8Array(await file.arrayBuffer()),
    request: parsed(form.get("request")),
  };
}

/** Checks what a form asked; INVALID_INPUT with the field that is wrong. */
export function accept<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new DomainError("INVALID_INPUT", { field: result.error.issues[0]?.path.join(".") ?? "" });
}
