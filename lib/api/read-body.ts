import { DomainError } from "@/lib/errors";
import { refuseUnstorable } from "@/lib/unstorable";

/** The largest JSON that a call takes. */
export const MOST_BYTES = 1024 * 1024;

const tooLarge = (most: number) => new DomainError("TOO_LARGE", { limit: Math.round(most / 1024) });
const noJson = () => new DomainError("INVALID_INPUT", { problem: "json" });

/** The bytes of a body, at most so many: TOO_LARGE. */
export async function readBytes(request: Request, most: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge(most);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      throw tooLarge(most);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** The media type of a body without its parameters. */
export const mediaType = (request: Request): string =>
  (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";

/**
 * The JSON of a request; no body at all is an empty object. UNSUPPORTED_MEDIA_TYPE, TOO_LARGE, or INVALID_INPUT for what is
 * no JSON or can't be stored.
 */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, MOST_BYTES);
  if (bytes.byteLength === 0) return {};
  const type = mediaType(request);
  if (type !== "application/json" && !type.endsWith("+json")) {
    throw new DomainError("UNSUPPORTED_MEDIA_TYPE", { expected: "application/json" });
  }
  const value = parse(bytes);
  refuseUnstorable(value);
  return value;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw noJson();
  }
}

/** The query of an address as an object; INVALID_INPUT for a name that is given twice. */
export function readQuery(search: URLSearchParams): Record<string, string> {
  const query: Record<string, string> = {};
  for (const [name, value] of search) {
    if (Object.hasOwn(query, name) || name === "__proto__") {
      throw new DomainError("INVALID_INPUT", { field: name.slice(0, 100) });
    }
    query[name] = value;
  }
  refuseUnstorable(query);
  return query;
}
