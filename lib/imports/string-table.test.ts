import fc from "fast-check";
import { expect, it } from "vitest";
import { type SpillFile, spillFile } from "./spill-file";
import { stringTable } from "./string-table";

it("gives back every text by its number, whatever lies between", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("", "公司".repeat(150_000), "a".repeat(1024 * 1024)),
  );
  fc.assert(
    fc.property(fc.array(text, { maxLength: 12 }), (texts) => {
      const table = stringTable();
      for (const one of texts) table.push(one);
      const whole = texts.map((one) => Buffer.from(one).toString());
      expect(texts.map((_, n) => table.get(n))).toEqual(whole);
      expect([table.get(-1), table.get(texts.length), table.get(Number.NaN)]).toEqual(["", "", ""]);
    }),
    { numRuns: 30 },
  );
});

it.each(["公".repeat(10_000), "公", ""])("takes no more than it may of texts like %.1s", (text) => {
  const limit = 4 * 1024 * 1024;
  const before = process.memoryUsage().arrayBuffers;
  const table = stringTable({ limit });
  const fill = () => {
    for (let n = 0; n <= limit; n++) table.push(text);
  };
  expect(fill).toThrow(
    expect.objectContaining({ params: expect.objectContaining({ reason: "too_much_text" }) }),
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(limit + 2 * 1024 * 1024);
});

const MEGABYTE = 1024 * 1024;

/** Refuses what is written behind its first megabytes, as a disk that is full does. */
function fullAfter(bytes: number): SpillFile | null {
  const file = spillFile();
  const write: SpillFile["write"] = (piece, at) => {
    if (at + piece.length > bytes) throw new Error("ENOSPC");
    file?.write(piece, at);
  };
  return file && { ...file, write };
}

it.each<[string, () => SpillFile | null]>([
  ["on the disk", spillFile],
  ["where nothing can be written", () => null],
  ["on a disk that is full", () => fullAfter(3 * MEGABYTE)],
])("gives back what is beyond the memory, in any order (%s)", (_, open) => {
  const table = stringTable({ held: MEGABYTE, open });
  const textOf = (n: number) => `${n} ${"公司".repeat(n % 97)}${n % 5_000 === 0 ? "长".repeat(12_000) : ""}`;
  const count = 30_000;
  for (let n = 0; n < count; n++) table.push(textOf(n));
  for (let n = 0; n < count; n++) if (table.get(n) !== textOf(n)) throw new Error(`${n} is another`);
  // Here and there, as a sheet asks that was sorted.
  for (let n = 0, at = 7; n < count; n++, at = (at * 7_919 + 13) % count) {
    if (table.get(at) !== textOf(at)) throw new Error(`${at} is another`);
  }
});

it("holds no more in memory than it was told", () => {
  const before = process.memoryUsage().arrayBuffers;
  const table = stringTable({ held: 2 * MEGABYTE });
  const text = "公司".repeat(1_000);
  for (let n = 0; n < 6_000; n++) table.push(text);
  expect(table.get(5_999)).toBe(text);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(6 * MEGABYTE);
});
