import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributesOf, xmlScanner } from "./xml-scanner";

/** What a scanner says of a document fed in the given pieces, with neighbouring texts as one. */
function eventsOf(pieces: string[]): string[] {
  const events: string[] = [];
  const scanner = xmlScanner({
    open: (name, tag) => events.push(`<${name} ${[...attributesOf(tag)].join(" ")}>`),
    close: (name) => events.push(`</${name}>`),
    text(text) {
      const last = events.at(-1);
      if (last?.startsWith("#")) events[events.length - 1] = last + text;
      else events.push(`#${text}`);
    },
  });
  for (const piece of pieces) scanner.write(piece);
  scanner.end();
  return events;
}

const DOCUMENT =
  "<?xml version='1.0'?><x:a k=\"1 > 0\" m:l='&lt;&#x4E2D;'>海风 &amp; &#128512; 😀 a&b &unknown; c" +
  "<!-- <no/> & --><b/><![CDATA[<raw> & ]]><c\n d = '\"' >&quot;&apos;</c></x:a> ";

describe("xmlScanner", () => {
  it("says what is there", () => {
    expect(eventsOf([DOCUMENT])).toEqual([
      "<a k,1 > 0 l,<中>",
      "#海风 & 😀 😀 a&b &unknown; c",
      "<b >",
      "</b>",
      "#<raw> & ",
      '<c d,">',
      "#\"'",
      "</c>",
      "</a>",
      "# ",
    ]);
  });

  it("says the same however the document is cut", () => {
    const whole = eventsOf([DOCUMENT]);
    for (let at = 0; at <= DOCUMENT.length; at++) {
      expect(eventsOf([DOCUMENT.slice(0, at), DOCUMENT.slice(at)])).toEqual(whole);
    }
    expect(eventsOf(DOCUMENT.split(""))).toEqual(whole);
    const cuts = fc.array(fc.nat({ max: DOCUMENT.length }), { maxLength: 12 });
    fc.assert(
      fc.property(cuts, (places) => {
        const sorted = [0, ...places.toSorted((a, b) => a - b), DOCUMENT.length];
        const pieces = sorted.slice(1).map((end, index) => DOCUMENT.slice(sorted[index], end));
        expect(eventsOf(pieces)).toEqual(whole);
      }),
    );
  });

  it.each(["<a", "<a b='", "<!-- ", "<![CDATA[x", "<?x", "</a", "a <"])("refuses what ends in %s", (rest) => {
    expect(() => eventsOf(["<r>", rest])).toThrow("IMPORT_FILE_UNREADABLE");
  });

  it.each(["<a ", "<!--", "<?x ", "<![CDATA["])("does not wait for ever for the end of %s", (start) => {
    const scanner = xmlScanner({ open() {}, close() {} });
    expect(() => {
      for (let i = 0; i < 1000; i++) scanner.write(i === 0 ? start : "x".repeat(1000));
    }).toThrow("IMPORT_FILE_UNREADABLE");
  });

  it("hands on a long text in pieces instead of keeping it", () => {
    let texts = 0;
    const scanner = xmlScanner({ open() {}, close() {}, text: () => texts++ });
    for (let i = 0; i < 1000; i++) scanner.write("x".repeat(1000));
    expect(texts).toBe(1000);
  });

  it.each(["<!DOCTYPE a>", "<!doctype a>", "<!ENTITY a 'b'>", "<!ELEMENT a>"])(
    "refuses %s",
    (declaration) => {
      expect(() => eventsOf([declaration])).toThrow("IMPORT_FILE_UNREADABLE");
    },
  );
});
