import { unreadable } from "./unreadable";

/** At the start of a cell, in one without quotes, inside of quotes, or behind a quote that may have closed them. */
type At = "start" | "plain" | "quoted" | "closing";

/**
 * Watches a delimited text for a quote that was never closed. Up to the next quote it swallows whole rows, and the parser,
 * which bears with quotes inside of a text, would keep them as one long remark. They show where the quote that ends the
 * swallowed text begins a cell itself: a line above, and cells before it. Throws `quote_not_closed` with the row.
 */
export function watchQuotes(delimiter: string, lineEnd: "\n" | "\r"): (piece: string) => void {
  let at: At = "start";
  let row = 1;
  let opened = 1;
  /** What came since the last line end inside of quotes; null when there was none. */
  let since: { cells: number; chars: number } | null = null;
  return (piece) => {
    for (let i = 0; i < piece.length; i++) {
      const char = piece[i];
      if (at === "quoted") {
        if (char === '"') at = "closing";
        else if (char === lineEnd) since = { cells: 0, chars: 0 };
        else if (since && char !== "\r") {
          since.chars += 1;
          if (char === delimiter) since.cells += 1;
        }
        continue;
      }
      if (char === lineEnd) row += 1;
      if (char === lineEnd || char === delimiter) at = "start";
      else if (at === "closing") {
        if (char !== '"' && char !== "\r" && since && (since.cells > 0 || since.chars === 0)) {
          throw unreadable("quote_not_closed", { row: opened });
        }
        if (char === '"' && since) since.chars += 1;
        at = char === '"' ? "quoted" : "plain";
      } else if (at === "start" && char === '"') {
        at = "quoted";
        opened = row;
        since = null;
      } else at = "plain";
    }
  };
}
