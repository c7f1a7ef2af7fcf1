import fc from "fast-check";
import { expect, it } from "vitest";
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
  const table = stringTable(limit);
  const fill = () => {
    for (let n = 0; n <= limit; n++) table.push(text);
  };
  expect(fill).toThrow(
    expect.objectContaining({ params: expect.objectContaining({ reason: "too_much_text" }) }),
  );
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(limit + 2 * 1024 * 1024);
});
