import { formatValue, isDateFormat, serialToDate } from "hucre";

/** How a number of a spreadsheet is shown: the code of its format and the day its serials count from. */
export type NumberFormat = { code: string; from1904: boolean };

const CODE_CHARS = 255;
const LAST_SERIAL = 2_958_465;

/** The formats a workbook may name by number alone; those of 27 to 58 are the East Asian ones. */
const BUILT_IN = new Map<number, string>([
  [1, "0"],
  [2, "0.00"],
  [3, "#,##0"],
  [4, "#,##0.00"],
  [9, "0%"],
  [10, "0.00%"],
  [12, "# ?/?"],
  [13, "# ??/??"],
  ...span(14, 17, "yyyy-mm-dd"),
  ...span(18, 21, "hh:mm:ss"),
  [22, "yyyy-mm-dd hh:mm:ss"],
  ...span(27, 31, "yyyy-mm-dd"),
  ...span(32, 35, "hh:mm:ss"),
  [36, "yyyy-mm-dd"],
  [37, "#,##0;-#,##0"],
  [38, "#,##0;-#,##0"],
  [39, "#,##0.00;-#,##0.00"],
  [40, "#,##0.00;-#,##0.00"],
  [45, "mm:ss"],
  [46, "[h]:mm:ss"],
  ...span(50, 54, "yyyy-mm-dd"),
  ...span(55, 56, "hh:mm:ss"),
  ...span(57, 58, "yyyy-mm-dd"),
]);

function span(from: number, to: number, code: string): [number, string][] {
  return Array.from({ length: to - from + 1 }, (_, index) => [from + index, code]);
}

/** The format code of a built-in number format; General for those without one. */
export const builtInFormat = (id: number): string => BUILT_IN.get(id) ?? "General";

/**
 * The text a user sees for a number of a spreadsheet, except that dates come as ISO (yyyy-mm-dd, with
 * hh:mm:ss if they have a time) and that no digit is given up: a phone shown as 1.38E+10 comes whole.
 */
export function numberText(raw: string, format: NumberFormat): string {
  const value = Number(raw);
  if (raw.trim() === "" || !Number.isFinite(value)) return raw.trim();
  const { code } = format;
  const bare = withoutLiterals(code);
  if (code.length > CODE_CHARS || bare === "" || /general|^@$|e[+-]/i.test(bare))
    return plainNumber(raw, value);
  if (isDateFormat(code)) return dateText(raw, value, bare, format);
  const shown = formatValue(value, code).trim();
  return shown === "" ? plainNumber(raw, value) : shown;
}

// Quoted text, escaped characters, colours, conditions and currencies say nothing about the kind of a format.
const withoutLiterals = (code: string): string =>
  code.replace(/"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|[_*]./gi, "").trim();

function plainNumber(raw: string, value: number): string {
  if (/^-?\d{1,15}$/.test(raw)) return raw;
  // Spreadsheets keep 15 digits; more are noise of the binary number.
  const rounded = Number(value.toPrecision(15));
  if (Number.isInteger(rounded) && Math.abs(rounded) < 1e21) return BigInt(rounded).toString();
  return String(rounded);
}

function dateText(raw: string, serial: number, bare: string, format: NumberFormat): string {
  if (serial < 0 || serial > LAST_SERIAL) return plainNumber(raw, serial);
  if (/\[[hms]+\]/i.test(bare)) return formatValue(serial, format.code, { is1904: format.from1904 });
  const day = serialToDate(serial, format.from1904);
  const moment = new Date(Math.round(day.getTime() / 1000) * 1000).toISOString();
  const time = moment.slice(11, 19);
  if (!/[yd]|mmm/i.test(bare)) return time;
  return /[hs]/i.test(bare) && time !== "00:00:00" ? `${moment.slice(0, 10)} ${time}` : moment.slice(0, 10);
}
