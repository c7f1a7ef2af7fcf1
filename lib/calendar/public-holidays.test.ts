import { expect, test } from "vitest";
import { messagesOf } from "@/lib/i18n/messages";
import { publicDays } from "./public-holidays";

test("the mainland is known as far as it was announced, and no year is guessed", async () => {
  const years = [2003, 2004, 2025, 2026, 2027, 2030];
  const known = await Promise.all(years.map((year) => publicDays("cn", year)));
  expect(known.map((year) => year?.announced ?? null)).toEqual([null, true, true, true, null, null]);
  expect(known[3]?.days.filter(({ kind }) => kind === "workday")).toHaveLength(6);
  expect(known[3]?.days).toContainEqual({ day: "2026-10-10", kind: "workday", name: "national" });
});

test("Hong Kong is computed, and is the gazette's list for 2026", async () => {
  const known = await publicDays("hk", 2026);
  expect(known?.announced).toBe(false);
  expect(known?.days.map(({ day }) => day.slice(5))).toEqual([
    ...["01-01", "02-17", "02-18", "02-19", "04-03", "04-04", "04-06", "04-07", "05-01", "05-25"],
    ...["06-19", "07-01", "09-26", "10-01", "10-19", "12-25", "12-26"],
  ]);
});

test("what is said to be lacking for Taiwan is lacking: when the package learns it, the sentence must go", async () => {
  const of = async (year: number) => (await publicDays("tw", year))?.days ?? [];
  const [year2025, year2026] = [await of(2025), await of(2026)];
  expect(year2025.filter(({ kind }) => kind === "workday")).toEqual([]);
  const lacking = ["2025-01-27", "2025-10-24", "2025-12-25", "2026-02-27", "2026-05-01", "2026-09-28"];
  expect([...year2025, ...year2026].filter(({ day }) => lacking.includes(day))).toEqual([]);
  expect((await publicDays("tw", 2027))?.days).toContainEqual({
    ...{ day: "2027-03-01", kind: "holiday", name: "observed:peace_memorial" },
  });
});

test("every code has its words, in every language", async () => {
  const lists = await Promise.all([
    ...[2024, 2025, 2026].map((year) => publicDays("cn", year)),
    ...[2025, 2026, 2027].flatMap((year) => [publicDays("tw", year), publicDays("hk", year)]),
  ]);
  const codes = new Set(
    lists.flatMap((list) => list?.days.map(({ name }) => name.replace(/^\w+:/, "")) ?? []),
  );
  expect(codes.size).toBeGreaterThan(20);
  for (const locale of ["zh-CN", "zh-TW", "en"] as const) {
    const names = Object.keys(messagesOf(locale).calendar.names);
    expect([...codes].filter((code) => !names.includes(code))).toEqual([]);
  }
});

test("nobody's holidays are none", async () => {
  expect(await publicDays("none", 2026)).toBeNull();
});
