import { storable } from "@/lib/imports/clean-text";

/** A file that came with a post. */
export type Attachment = { name: string; type: string; bytes: Buffer };

/** So many files of a post are named. */
const MOST_FILES = 50;
const MOST_NAME = 120;

/** The last part of its path, without what a file system or a page could take for something else. */
function nameOf(given: string, at: number): string {
  const last = given.split(/[\\/]/).at(-1) ?? "";
  const clean = Array.from(storable(last))
    .filter((char) => char > "\u001f" && !'<>:"|?*\u007f'.includes(char))
    .join("")
    .trim();
  return Array.from(clean).slice(0, MOST_NAME).join("") || `file-${at + 1}`;
}

/** The files as they are kept: named, in their order, at most fifty. */
export const tidied = (files: readonly Attachment[]): Attachment[] =>
  files.slice(0, MOST_FILES).map((file, at) => ({
    name: nameOf(file.name, at),
    type: storable(file.type).split(";")[0]?.trim().toLowerCase().slice(0, 100) || "application/octet-stream",
    bytes: file.bytes,
  }));

/** A number of bytes in few characters. */
export function sizeText(size: number): string {
  if (size < 1024) return `${size} B`;
  const kilo = size / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} KB` : `${(kilo / 1024).toFixed(1)} MB`;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** A file as services put it into JSON: a name, and the bytes as base64. */
function fileIn(value: unknown): Attachment | null {
  if (typeof value !== "object" || value === null) return null;
  const given = new Map(Object.entries(value).map(([key, one]) => [key.toLowerCase(), one]));
  const name = text(given.get("filename") ?? given.get("name") ?? given.get("file_name"));
  const content = text(given.get("content") ?? given.get("data") ?? given.get("base64"));
  if (name === "" || content === "" || !/^[A-Za-z0-9+/_\s-]+={0,2}\s*$/.test(content)) return null;
  const type = text(given.get("contenttype") ?? given.get("content_type") ?? given.get("type"));
  return { name, type, bytes: Buffer.from(content, "base64") };
}

/** Takes the files out of a JSON value; what is left is what was said. */
export function withoutFiles(value: Record<string, unknown>): {
  rest: Record<string, unknown>;
  files: Attachment[];
} {
  const files: Attachment[] = [];
  const rest = Object.entries(value).filter(([key, one]) => {
    if (!/^attachments?$/i.test(key) || !Array.isArray(one) || one.length === 0) return true;
    const found = one.flatMap((each) => fileIn(each) ?? []);
    if (found.length !== one.length) return true;
    files.push(...found);
    return false;
  });
  return { rest: Object.fromEntries(rest), files };
}
