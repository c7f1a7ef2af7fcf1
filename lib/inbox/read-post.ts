import { proposeField } from "@/lib/forms/mapping";
import { storable } from "@/lib/imports/clean-text";
import { type Attachment, tidied, withoutFiles } from "./attachments";
import { type Mail, readMail, textOfHtml } from "./read-mail";

const MOST_VALUES = 200;
const MOST_CHARS = 5_000;
const MOST_DEPTH = 5;
const MOST_LINE = 500;
const MOST_LINES = 500;
const MOST_LABEL = 40;
const MOST_SENDER = 1_000;
const MOST_NAME = 200;

/** What a post says, by the names that it uses, what it calls itself if it does, and the files that came with it. */
export type ReadPost = { values: Record<string, string>; ticket: string | null; files: Attachment[] };

const cut = (text: string): string => text.replaceAll("\u0000", "").trim().slice(0, MOST_CHARS);

/** Everything in a JSON value, by the path that leads there. */
function flatten(value: unknown, path: string, into: Record<string, string>, depth = 0): void {
  if (Object.keys(into).length >= MOST_VALUES || depth > MOST_DEPTH || value === null) return;
  if (typeof value === "object") {
    if (Array.isArray(value) && value.every((one) => typeof one !== "object")) {
      into[path || "value"] = cut(value.join(", "));
      return;
    }
    for (const [key, child] of Object.entries(value))
      flatten(child, path ? `${path}.${key}` : key, into, depth + 1);
    return;
  }
  into[path || "value"] = cut(String(value));
}

/** What stands before and behind the first colon of a line, if both say something; in no more time than the line is long. */
function labelled(line: string): { label: string; value: string } | null {
  if (line.length > MOST_LINE) return null;
  const colon = line.search(/[:：]/);
  if (colon < 0) return null;
  const label = line
    .slice(0, colon)
    .trim()
    .replace(/^[*\-•]/, "")
    .trim();
  const value = line.slice(colon + 1).trim();
  return label !== "" && label.length <= MOST_LABEL && value !== "" ? { label, value } : null;
}

/**
 * Lines of the kind `公司：深圳市启明` whose label says what stands behind it; the rest is what was written. Nobody fills in
 * more than the first few hundred lines.
 */
export function readLines(text: string): { values: Record<string, string>; rest: string } {
  const values: Record<string, string> = {};
  const rest: string[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const { label, value } = (at < MOST_LINES && labelled(line)) || { label: "", value: "" };
    if (label && !Object.hasOwn(values, label) && proposeField(label)) values[label] = cut(value);
    else rest.push(line);
  }
  return { values, rest: rest.join("\n").trim() };
}

/** `李娜 <li@qiming.example>` as name and address; what holds no address in brackets is taken for one as it is. */
function senderOf(header: string): { name: string; address: string } {
  const text = header.slice(0, MOST_SENDER).trim();
  const open = text.indexOf("<");
  const address =
    open < 0
      ? ""
      : text
          .slice(open + 1)
          .split(">", 1)
          .join("");
  if (!/^[^<>\s]+@[^<>\s]+$/.test(address)) return { name: "", address: text };
  return { name: text.slice(0, open).replaceAll('"', "").trim(), address };
}

function valuesOfMail({ from, replyTo, subject, text }: Mail): Record<string, string> {
  const { values, rest } = readLines(text);
  const { name, address } = senderOf(replyTo || from);
  const known = new Set(Object.keys(values).map(proposeField));
  return {
    ...values,
    // What the letter says of its writer comes before what the envelope says: forms write in their own name.
    ...(known.has("email") || !address ? {} : { from: address }),
    ...(known.has("contactName") || known.has("name") || !name ? {} : { fromName: name }),
    ...(subject ? { subject: cut(subject) } : {}),
    ...(rest ? { text: cut(rest) } : {}),
  };
}

const asText = (body: Uint8Array): string => new TextDecoder("utf-8").decode(body);

/** A mail that a service has taken apart, or posts whole in one of its fields. */
function throughMail(values: Record<string, string>): ReadPost {
  const whole = values["body-mime"] ?? values.email;
  if (whole && /^[\w-]+:[^\n]*\n/.test(whole) && /\n(?:from|subject):/i.test(`\n${whole}`)) {
    const mail = readMail(Buffer.from(whole));
    if (mail) return { values: valuesOfMail(mail), ticket: mail.messageId || null, files: mail.files };
  }
  const body = values["stripped-text"] ?? values["body-plain"] ?? values.TextBody ?? values.text;
  const subject = values.subject ?? values.Subject;
  const from = values["reply-to"] ?? values.ReplyTo ?? values.from ?? values.From ?? values.sender;
  const ticket = values["Message-Id"] ?? values["message-id"] ?? values.MessageID ?? null;
  if (body === undefined || subject === undefined || from === undefined || !from.includes("@")) {
    return { values, ticket, files: [] };
  }
  const mail = { from, replyTo: "", subject, text: body, messageId: ticket ?? "", files: [] };
  return { values: valuesOfMail(mail), ticket, files: [] };
}

type Form = { values: Record<string, string>; files: Attachment[] };

async function readForm(body: Uint8Array, contentType: string): Promise<Form> {
  const form = await new Response(Buffer.from(body), { headers: { "content-type": contentType } }).formData();
  const values: Record<string, string> = {};
  const files: Attachment[] = [];
  for (const [name, value] of form) {
    if (Object.keys(values).length >= MOST_VALUES) break;
    if (typeof value !== "string") {
      // A field for a file that nobody chose one for.
      if (value.size === 0 && value.name === "") continue;
      files.push({ name: value.name, type: value.type, bytes: Buffer.from(await value.arrayBuffer()) });
    }
    const text = typeof value === "string" ? value : `(${value.name})`;
    values[name] = Object.hasOwn(values, name) ? cut(`${values[name]}, ${text}`) : text.slice(0, 262_144);
  }
  return { values, files };
}

/** What can be stored: no zero characters, and what is cut ends with a whole one. */
const storableValues = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [storable(name.slice(0, MOST_NAME)), storable(value)]),
  );

/** A text that somebody has sent as it is; null for what is none, whatever it calls itself. */
function readNote(sent: string, type: string): ReadPost | null {
  if (/[\0\uFFFD]/.test(sent)) return null;
  const { values, rest } = readLines(type === "text/html" ? textOfHtml(sent) : sent);
  const said = { ...values, ...(rest ? { text: cut(rest) } : {}) };
  return Object.keys(said).length > 0 ? { values: said, ticket: null, files: [] } : null;
}

/** Reads JSON, a form of either kind, an e-mail or a text; null for what is none of them. */
export async function readPost(body: Uint8Array, contentType: string): Promise<ReadPost | null> {
  const read = await readAny(body, contentType);
  return read && { ...read, values: storableValues(read.values) };
}

async function readAny(body: Uint8Array, contentType: string): Promise<ReadPost | null> {
  const type = contentType.split(";")[0]?.trim().toLowerCase() ?? "";
  try {
    if (type === "application/json" || type.endsWith("+json")) {
      const values: Record<string, string> = {};
      const parsed: unknown = JSON.parse(asText(body));
      if (typeof parsed !== "object" || parsed === null) return null;
      const { rest, files } = Array.isArray(parsed)
        ? { rest: parsed, files: [] }
        : withoutFiles(parsed as Record<string, unknown>);
      flatten(rest, "", values);
      const read = throughMail(values);
      return { ...read, files: tidied([...read.files, ...files]) };
    }
    if (type === "application/x-www-form-urlencoded" || type === "multipart/form-data") {
      const { values, files } = await readForm(body, contentType);
      const read = throughMail(values);
      return {
        ...read,
        files: tidied([...read.files, ...files]),
        values: Object.fromEntries(Object.entries(read.values).map(([k, v]) => [k, cut(v)])),
      };
    }
    const mail = readMail(body);
    if (mail)
      return { values: valuesOfMail(mail), ticket: mail.messageId || null, files: tidied(mail.files) };
    return type.startsWith("text/") ? readNote(asText(body), type) : null;
  } catch {
    return null;
  }
}
