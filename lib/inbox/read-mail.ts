import iconv from "iconv-lite";
import type { Attachment } from "./attachments";

/** What we need of an e-mail: its headers and what a person wrote in it. */
export type Mail = {
  from: string;
  replyTo: string;
  subject: string;
  messageId: string;
  text: string;
  files: Attachment[];
};

type Part = { headers: Map<string, string>; body: Buffer };

const MOST_PARTS = 50;
const MOST_DEPTH = 6;

const decoded = (bytes: Buffer, charset: string): string =>
  iconv.encodingExists(charset) ? iconv.decode(bytes, charset) : bytes.toString("utf8");

/** `=?gb18030?B?…?=`: words of a header in another character set; neighbours belong together. */
export function headerText(raw: string): string {
  return raw
    .replace(/(\?=)\s+(=\?)/g, "$1$2")
    .replace(
      /=\?([\w.-]+)(?:\*[\w-]+)?\?([bq])\?([^?]*)\?=/gi,
      (_, charset: string, how: string, text: string) => {
        const bytes =
          how.toLowerCase() === "b"
            ? Buffer.from(text, "base64")
            : Buffer.from(
                text
                  .replaceAll("_", " ")
                  .replace(/=([0-9a-f]{2})/gi, (_all: string, hex: string) =>
                    String.fromCharCode(Number.parseInt(hex, 16)),
                  ),
                "latin1",
              );
        return decoded(bytes, charset);
      },
    )
    .trim();
}

/** Splits off the headers; of a header that comes twice the first counts. */
function partOf(bytes: Buffer): Part {
  const text = bytes.toString("latin1");
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    // Bytes beyond ASCII in a header are UTF-8 nowadays.
    if (!headers.has(name))
      headers.set(name, Buffer.from(line.slice(colon + 1).trim(), "latin1").toString("utf8"));
  }
  return { headers, body: end ? bytes.subarray(end.index + end[0].length) : Buffer.alloc(0) };
}

const parameter = (header: string, name: string): string | null =>
  new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, "i").exec(header)?.slice(1).find(Boolean) ??
  null;

function bytesOf({ headers, body }: Part): Buffer {
  const how = (headers.get("content-transfer-encoding") ?? "").trim().toLowerCase();
  if (how === "base64") return Buffer.from(body.toString("latin1"), "base64");
  if (how !== "quoted-printable") return body;
  const text = body
    .toString("latin1")
    .replace(/=[ \t]*\r?\n/g, "")
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}

const bodyOf = (part: Part): string =>
  decoded(bytesOf(part), parameter(part.headers.get("content-type") ?? "", "charset") ?? "utf-8");

function partsOf({ headers, body }: Part): Part[] {
  const boundary = parameter(headers.get("content-type") ?? "", "boundary");
  if (!boundary) return [];
  const pieces = `\n${body.toString("latin1")}`.split(`\n--${boundary}`).slice(1, MOST_PARTS);
  return pieces
    .filter((piece) => !piece.startsWith("--"))
    .map((piece) => partOf(Buffer.from(piece.replace(/^[ \t]*\r?\n/, "").replace(/\r$/, ""), "latin1")));
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", "#39": "'" };

const MOST_HTML = 200_000;

/** Without what nobody reads; by searching on, so that a page of nothing but openings costs no more than its length. */
function withoutUnseen(html: string): string {
  const lower = html.toLowerCase();
  let kept = html;
  for (const tag of ["script", "style", "title"]) {
    const source = tag === "script" ? lower : kept.toLowerCase();
    const pieces: string[] = [];
    let at = 0;
    for (let open = source.indexOf(`<${tag}`); open >= 0; open = source.indexOf(`<${tag}`, at)) {
      pieces.push(kept.slice(at, open));
      const close = source.indexOf(`</${tag}`, open);
      at = close < 0 ? kept.length : close;
      if (close < 0) break;
    }
    kept = pieces.join("") + kept.slice(at);
  }
  return kept;
}

/** What a person reads of a page: its text, a line for each block. */
export const textOfHtml = (html: string): string =>
  withoutUnseen(html.slice(0, MOST_HTML))
    .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6])\b[^<>]{0,1000}>/gi, "\n")
    .replace(/<[^<>]{0,2000}>/g, "")
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name] ?? "")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();

/** The first text that a person wrote: plain before HTML, never an attachment. */
function textOf(part: Part, depth = 0): { plain: string | null; html: string | null } {
  const type = (part.headers.get("content-type") ?? "text/plain").toLowerCase();
  if (/^attachment/i.test(part.headers.get("content-disposition") ?? "")) return { plain: null, html: null };
  if (type.startsWith("multipart/") && depth < MOST_DEPTH) {
    const found = partsOf(part).map((one) => textOf(one, depth + 1));
    return {
      plain: found.find(({ plain }) => plain !== null)?.plain ?? null,
      html: found.find(({ html }) => html !== null)?.html ?? null,
    };
  }
  if (type.startsWith("text/html")) return { plain: null, html: bodyOf(part) };
  return { plain: type.startsWith("text/") ? bodyOf(part) : null, html: null };
}

/** The name of a file, in either way that headers write it (RFC 2231 before the older one). */
function fileNameOf({ headers }: Part): string | null {
  const disposition = headers.get("content-disposition") ?? "";
  const type = headers.get("content-type") ?? "";
  const star = parameter(disposition, "filename\\*") ?? parameter(type, "name\\*");
  const [, charset = "", value = ""] = /^([\w-]*)'[^']*'(.*)$/.exec(star ?? "") ?? [];
  if (value) {
    const raw = value.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    return decoded(Buffer.from(raw, "latin1"), charset || "utf-8");
  }
  const plain = parameter(disposition, "filename") ?? parameter(type, "name");
  return plain === null ? null : headerText(plain);
}

/** What was attached, in its order: whatever has a name, says that it is attached, or is neither text nor made of parts. */
function filesOf(part: Part, depth = 0): Attachment[] {
  const type = (part.headers.get("content-type") ?? "text/plain").toLowerCase();
  if (type.startsWith("multipart/") && depth < MOST_DEPTH) {
    return partsOf(part).flatMap((one) => filesOf(one, depth + 1));
  }
  const name = fileNameOf(part);
  const attached = /^attachment/i.test(part.headers.get("content-disposition") ?? "");
  if (!attached && name === null && (type.startsWith("text/") || depth === 0)) return [];
  return [{ name: name ?? "", type, bytes: bytesOf(part) }];
}

/** Reads an e-mail as it went over the wire (RFC 822 and MIME); null for what has no headers of one. */
export function readMail(bytes: Uint8Array): Mail | null {
  const part = partOf(Buffer.from(bytes));
  const header = (name: string) => headerText(part.headers.get(name) ?? "");
  if (!part.headers.has("from") && !part.headers.has("subject")) return null;
  const { plain, html } = textOf(part);
  return {
    ...{ from: header("from"), replyTo: header("reply-to"), subject: header("subject") },
    messageId: header("message-id"),
    files: filesOf(part),
    text: (plain?.trim() || (html ? textOfHtml(html) : "")).trim(),
  };
}
