import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SameFacts, seenBefore, sharesPhone } from "./sameness";
import { seenKeys } from "./seen-keys";

const facts = (
  name: string,
  phones: string[],
  region: string | null,
  creditCode: string | null,
): SameFacts => ({
  ...{ nameKey: name, creditCode, externalId: null, region, phones },
  identityKey: creditCode ? `cc:${creditCode}` : `n:${name}|${phones[0] ?? region ?? ""}`,
});

const rows = (codes: (string | null)[]) =>
  fc.array(
    fc
      .record({
        name: fc.constantFrom("甲", "乙", "丙", "丁"),
        phones: fc.uniqueArray(fc.constantFrom("+1", "+2", "+3", "+4", "+5"), { maxLength: 2 }),
        region: fc.constantFrom(null, "上海", "北京"),
        creditCode: fc.constantFrom(...codes),
      })
      .map((row) => facts(row.name, row.phones, row.region, row.creditCode)),
    { maxLength: 25 },
  );

describe("one phone", () => {
  it.each<[string, SameFacts, SameFacts, boolean]>([
    [
      "is one customer, whatever the name",
      facts("甲", ["+1"], null, null),
      facts("乙", ["+2", "+1"], null, "C"),
      true,
    ],
    ["is two where the codes differ", facts("甲", ["+1"], null, "B"), facts("甲", ["+1"], null, "C"), false],
    ["none is none", facts("甲", [], null, null), facts("甲", [], null, null), false],
  ])("%s", (_what, one, other, same) => {
    expect(sharesPhone(one, other)).toBe(same);
    expect(sharesPhone(other, one)).toBe(same);
  });

  it.each([true, false])(
    "a dry run knows which rows of a file repeat one, as the run does (%s)",
    (samePhone) => {
      fc.assert(
        fc.property(rows([null]), (file) => {
          const before = seenBefore<{ facts: SameFacts }>(samePhone);
          const seen = seenKeys(samePhone);
          for (const [n, one] of file.entries()) {
            expect(seen(n, one) === null).toBe(before({ facts: one }) === null);
          }
        }),
      );
    },
  );

  it("is no bridge between two codes", () => {
    const file = [
      facts("甲", ["+1"], null, "B"),
      facts("乙", ["+1"], null, "C"),
      facts("丙", ["+1"], null, null),
      facts("丁", ["+1"], null, "C"),
    ];
    const seen = seenKeys(true);
    expect(file.map((one, n) => seen(n, one))).toEqual([null, null, 0, 1]);
  });
});
