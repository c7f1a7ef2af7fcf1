import { expect, test } from "vitest";
import { readCalendarCsv } from "./read-calendar-csv";
import { WEEKEND } from "./rules";

const read = (text: string) => readCalendarCsv(text, 2027, WEEKEND);
const lineOf = (text: string): unknown => {
  try {
    read(text);
    return null;
  } catch (error) {
    return (error as { code?: string; params?: { line?: number } }).code === "CALENDAR_FILE_INVALID"
      ? (error as { params: { line: number } }).params.line
      : error;
  }
};

test("days in three notations, kinds in words people use, with and without a heading", () => {
  const expected = [
    { day: "2027-01-01", kind: "holiday", name: "元旦" },
    { day: "2027-02-07", kind: "workday", name: "春节调休" },
    { day: "2027-10-09", kind: "workday", name: "" },
  ];
  expect(read("2027-01-01,holiday,元旦\n2027/2/7,班,春节调休\n20271009,WORKDAY\n")).toEqual(expected);
  expect(
    read("\uFEFF日期\t类型\t名称\r\n\r\n2027-1-1\t休\t元旦\r\n2027-02-07\t补班\t春节调休\r\n20271009\t上班"),
  ).toEqual(expected);
});

test("the file of Taiwan's government: what a weekday says already is left out", () => {
  const file = [
    "西元日期,星期,是否放假,備註",
    ...[
      "20270101,五,2,開國紀念日",
      "20270102,六,2,",
      "20270104,一,0,",
      "20270206,六,2,小年夜",
      "20270220,六,0,補行上班",
    ],
  ].join("\n");
  expect(read(file)).toEqual([
    { day: "2027-01-01", kind: "holiday", name: "開國紀念日" },
    { day: "2027-02-06", kind: "holiday", name: "小年夜" },
    { day: "2027-02-20", kind: "workday", name: "補行上班" },
  ]);
});

test.each([
  ["a day that doesn't exist", "date,kind\n2027-01-01,holiday\n2027-02-29,holiday", 3],
  ["a day of another year", "2027-01-01,holiday\n2026-12-31,holiday", 2],
  ["a kind nobody knows", "2027-01-01,maybe", 1],
  ["a day twice", "2027-01-01,holiday\n\n2027-01-01,workday", 3],
  ["a quote that never ends", '2027-01-01,holiday,"New', 1],
  ["nothing at all", "date,kind,name\n", 1],
  ["an official file with another figure", "西元日期,星期,是否放假,備註\n20270101,五,1,x", 2],
])("names the line with %s", (_what, text, line) => {
  expect(lineOf(text)).toBe(line);
});
