export const DELIMITERS = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** The key of each delimiter's word in messages/imports. */
export const DELIMITER_NAMES = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" } as const;

const SAMPLE_RECORDS = 50;
const DECLARED = /^"?sep=(.)"?\r?(?:\n|$)/i;

/** Whether a first line is a spreadsheet's own note of the delimiter (`sep=;`), which is no data. */
export const isDelimiterNote = (line: string): boolean => /^"?sep=/i.test(line);

/**
 * Finds the delimiter from the beginning of the text: the declared one (`sep=;`), else the one that
 * divides most records as often as the first. A text with one column is comma separated.
 */
export function detectDelimiter(sample: string): Delimiter {
  const declared = DELIMITERS.find((delimiter) => delimiter === DECLARED.exec(sample)?.[1]);
  if (declared) return declared;
  let best: Delimiter = ",";
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = countPerRecord(sample, delimiter);
    const first = counts[0] ?? 0;
    const agreeing = counts.filter((count) => count === first).length / Math.max(1, counts.length);
    const score = first === 0 ? 0 : agreeing + Math.min(first, 50) / 100;
    if (score > bestScore) [best, bestScore] = [delimiter, score];
  }
  return best;
}

function countPerRecord(sample: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let count = 0;
  let quoted = false;
  let written = false;
  for (const char of sample) {
    if (char === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (char === delimiter) count++;
    else if (char === "\n" || char === "\r") {
      if (written || count > 0) counts.push(count);
      if (counts.length === SAMPLE_RECORDS) return counts;
      [count, written] = [0, false];
    } else written = true;
  }
  if (counts.length === 0 && (written || count > 0)) counts.push(count);
  return counts;
}
