import { cleanLine } from "./clean-text";
import { meaningOf } from "./header-words";
import { shapeOf } from "./value-shapes";

/** The whole name of a company, as no column is called. */
const COMPANY =
  /^.{3,}(?:公司|集团|集團|合作社|事务所|事務所|银行|銀行|医院|醫院|商行)(?:\s.{1,12})?$|\w\W+(?:inc|ltd|llc|corp|plc|gmbh|co)\.?$/i;

const isCompany = (cell: string) => COMPANY.test(cell) && cell.length <= 120;
const isA = (kind: "mobile" | "email" | "creditCode" | "url" | "phone") => (cell: string) =>
  shapeOf([cell])[kind] === 1;

const KINDS = [isCompany, isA("mobile"), isA("email"), isA("creditCode"), isA("url"), isA("phone")];

/**
 * Whether the first row of a table is a customer already: more of its cells are numbers, addresses or names of companies,
 * as those below them are, than words that columns are called by.
 */
export function beginsWithoutHeader(
  first: readonly string[],
  below: readonly (readonly string[])[],
): boolean {
  const known = first.filter((cell) => meaningOf(cell) !== null).length;
  const data = first.filter((raw, column) => {
    const cell = cleanLine(raw);
    const others = below.map((row) => cleanLine(row[column] ?? "")).filter((other) => other !== "");
    return KINDS.some((is) => is(cell) && others.length > 0 && others.filter(is).length >= others.length / 2);
  });
  return data.length > known;
}
