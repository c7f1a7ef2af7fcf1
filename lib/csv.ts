import { stringify } from "csv-stringify/sync";

/** What a spreadsheet would take for the start of a formula, in half and in full width, also behind white space. */
const FORMULA = /^[\s\0]*[=+\-@|%＝＋－＠\t\r\0]/u;

/** A number as we write one is no formula. */
const NUMBER = /^-?\d+(?:\.\d+)?$/;

/**
 * An apostrophe before such a text, or before a number or a code of digits and capitals, is its guard and no part of it:
 * before words it is part of a name (`'45 AID SOCIETY LIMITED`).
 */
const GUARDED = /^'(?='*(?:[\s\0]*[=+\-@|%＝＋－＠\t\r\0]|\d[\d.,:/()\s-]*$|\d[\dA-Z.,:/()-]*$))/u;

/** `="000123"`, by which systems make a spreadsheet keep the zeros of a CSV. */
export const KEPT_AS_TEXT = /^="([^"]*)"$/;

/** Whether a spreadsheet would run a text as a formula. */
export const runsAsFormula = (text: string): boolean => FORMULA.test(text) && !NUMBER.test(text);

/** A text without the apostrophe that keeps it from being run, or that keeps a code from being read as a number. */
export const withoutGuard = (text: string): string => text.replace(GUARDED, "");

/**
 * A text that a spreadsheet shows as it is: one that it would run as a formula gets the apostrophe that stops it. So does
 * one that begins with what looks like that apostrophe, so that `withoutGuard` gives back each text as it was.
 */
export const spreadsheetText = (text: string): string =>
  runsAsFormula(text) || GUARDED.test(text) ? `'${text}` : text;

/**
 * A text for a text cell of a workbook, which runs nothing: only what an import would take for a guarded text, or for one
 * in the form of a formula, gets an apostrophe, so that it comes back as it was.
 */
export const workbookText = (text: string): string =>
  GUARDED.test(text) || KEPT_AS_TEXT.test(text) ? `'${text}` : text;

/** Rows of a CSV that a spreadsheet opens rightly: UTF-8, CRLF, every cell quoted where it has to be, no formulas. */
export const csvRows = (rows: readonly (readonly (string | number | null)[])[]): string =>
  stringify(
    rows.map((row) => row.map((cell) => (cell === null ? "" : spreadsheetText(String(cell))))),
    { record_delimiter: "windows", quoted_match: /[\r\n;\t]/ },
  );

/** What such a file begins with, so that spreadsheets take it for UTF-8. */
export const CSV_BOM = "\uFEFF";
