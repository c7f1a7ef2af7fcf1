import { unreadable } from "./unreadable";

/** What a scanner calls: names come without their prefix, attributes as they stand, text with entities resolved. */
export type XmlHandler = {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text?(text: string): void;
};

/** Markup that long is no spreadsheet's. */
const MARKUP_CHARS = 256 * 1024;
const ENTITY_CHARS = 12;

/**
 * A forward-only scanner for the XML of spreadsheets, fed in chunks of any size and keeping no tree.
 * It knows the five predefined entities and character references only, and refuses a DOCTYPE, so no
 * entity can be declared, fetched or multiplied.
 */
export function xmlScanner(handler: XmlHandler): { write(chunk: string): void; end(): void } {
  let rest = "";
  return {
    write(chunk) {
      rest = scan(rest + chunk, handler);
      if (rest.length > MARKUP_CHARS) throw unreadable("xlsx_corrupt");
    },
    end() {
      if (rest.trim() !== "") throw unreadable("xlsx_corrupt");
    },
  };
}

function scan(xml: string, handler: XmlHandler): string {
  let at = 0;
  while (at < xml.length) {
    const tag = xml.indexOf("<", at);
    const textEnd = tag === -1 ? wholeText(xml, at) : tag;
    if (textEnd > at) handler.text?.(resolveEntities(xml.slice(at, textEnd)));
    if (tag === -1) return xml.slice(textEnd);
    const next = xml.charCodeAt(tag + 1);
    if (next === EXCLAMATION || next === QUESTION) {
      const end = skipSpecial(xml, tag, handler);
      if (end === -1) return xml.slice(tag);
      at = end;
      continue;
    }
    const close = tagEnd(xml, tag + 1);
    if (close === -1) return xml.slice(tag);
    emitTag(xml.slice(tag + 1, close), handler);
    at = close + 1;
  }
  return "";
}

const EXCLAMATION = 0x21;
const QUESTION = 0x3f;

// Text may be handed on in pieces, but never with an entity cut in two.
function wholeText(xml: string, from: number): number {
  const entity = xml.lastIndexOf("&");
  const open = entity >= Math.max(from, xml.length - ENTITY_CHARS) && !xml.includes(";", entity);
  return open ? entity : xml.length;
}

/** The place behind a comment, CDATA section or processing instruction, or -1 while it is not whole. */
function skipSpecial(xml: string, tag: number, handler: XmlHandler): number {
  const after = (mark: string, from: number) => {
    const end = xml.indexOf(mark, from);
    return end === -1 ? -1 : end + mark.length;
  };
  if (xml.charCodeAt(tag + 1) === QUESTION) return after("?>", tag + 2);
  if (xml.startsWith("<!--", tag)) return after("-->", tag + 4);
  if (xml.startsWith("<![CDATA[", tag)) {
    const end = after("]]>", tag + 9);
    if (end !== -1) handler.text?.(xml.slice(tag + 9, end - 3));
    return end;
  }
  if (xml.length - tag < 9) return -1;
  throw unreadable("xlsx_doctype");
}

function tagEnd(xml: string, from: number): number {
  let quote = 0;
  for (let at = from; at < xml.length; at++) {
    const char = xml.charCodeAt(at);
    if (quote !== 0) {
      if (char === quote) quote = 0;
    } else if (char === 0x22 || char === 0x27) quote = char;
    else if (char === 0x3e) return at;
  }
  return -1;
}

const NAME = /^(?:[^\s:/]*:)?([^\s:/]+)/;

function emitTag(tag: string, handler: XmlHandler): void {
  const closing = tag.startsWith("/");
  const name = NAME.exec(closing ? tag.slice(1) : tag)?.[1];
  if (!name) throw unreadable("xlsx_corrupt");
  if (!closing) handler.open(name, tag);
  if (closing || tag.endsWith("/")) handler.close(name);
}

const ATTRIBUTE = /\s(?:[\w.-]+:)?([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The attributes of an opening tag by their local names. */
export function attributesOf(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const match of tag.matchAll(ATTRIBUTE)) {
    found.set(match[1] ?? "", resolveEntities(match[2] ?? match[3] ?? ""));
  }
  return found;
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function resolveEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}
