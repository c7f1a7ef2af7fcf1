import { foldName } from "@/lib/customers/normalise";
import type { SameFacts } from "./sameness";

const FIRST_SLOTS = 1 << 16;
const FULL = 0.6;
const HAS_PHONE = 1;

/** 53 bits of a text, in two numbers: a table of millions of them meets by chance once in thousands of files. */
function hashOf(text: string): [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    a = Math.imul(a ^ char, 2654435761);
    b = Math.imul(b ^ char, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0, (b | 1) >>> 0];
}

/** A table of hashes in typed arrays: 16 bytes a key, whatever the texts were. */
export function hashTable() {
  let slots = FIRST_SLOTS;
  let low = new Uint32Array(slots);
  let high = new Uint32Array(slots);
  let row = new Uint32Array(slots);
  let mark = new Uint32Array(slots);
  let count = 0;
  const slotOf = (a: number, b: number) => {
    let at = a & (slots - 1);
    while (high[at] !== 0 && (low[at] !== a || high[at] !== b)) at = (at + 1) & (slots - 1);
    return at;
  };
  const grow = () => {
    const before = [low, high, row, mark] as const;
    slots *= 2;
    low = new Uint32Array(slots);
    high = new Uint32Array(slots);
    row = new Uint32Array(slots);
    mark = new Uint32Array(slots);
    for (let at = 0; at < before[1].length; at++) {
      if (before[1][at] === 0) continue;
      const slot = slotOf(before[0][at] ?? 0, before[1][at] ?? 0);
      low[slot] = before[0][at] ?? 0;
      high[slot] = before[1][at] ?? 0;
      row[slot] = before[2][at] ?? 0;
      mark[slot] = before[3][at] ?? 0;
    }
  };
  return {
    find(key: string): { row: number; mark: number } | null {
      const slot = slotOf(...hashOf(key));
      return high[slot] === 0 ? null : { row: row[slot] ?? 0, mark: mark[slot] ?? 0 };
    },
    add(key: string, number: number, marked: number): void {
      if (count > slots * FULL) grow();
      const [a, b] = hashOf(key);
      const slot = slotOf(a, b);
      if (high[slot] !== 0) return;
      low[slot] = a;
      high[slot] = b;
      row[slot] = number;
      mark[slot] = marked;
      count += 1;
    },
  };
}

/**
 * What a dry run remembers of all the rows before: enough to find the first that is the same customer, in some tens of
 * megabytes for a million rows. It follows `isSame`; the run itself asks the database.
 */
export function seenKeys(): (number: number, facts: SameFacts) => number | null {
  const keys = hashTable();
  // Two numbers of the source, or two codes, tell namesakes apart.
  const apart = ({ externalId, creditCode }: SameFacts) =>
    externalId || creditCode ? hashOf(`${externalId}|${creditCode}`)[0] & ~HAS_PHONE : 0;
  return (number, facts) => {
    const { nameKey, identityKey, region, phones } = facts;
    const mark = apart(facts) | (phones.length > 0 ? HAS_PHONE : 0);
    const certain = [identityKey, ...phones.map((phone) => `n:${nameKey}|${phone}`)];
    const place = region === null ? null : `p:${nameKey}|${foldName(region)}`;
    const agrees = (other: number) => (other | 1) === (mark | 1) || (other | 1) === 1 || (mark | 1) === 1;
    const found = keys.find(identityKey);
    if (found) return found.row;
    for (const key of certain.slice(1)) {
      const other = keys.find(key);
      if (other && agrees(other.mark)) return other.row;
    }
    const near = place === null ? null : keys.find(place);
    if (near && agrees(near.mark) && !(near.mark & mark & HAS_PHONE)) return near.row;
    for (const key of certain) keys.add(key, number, mark);
    if (place !== null) keys.add(place, number, mark);
    return null;
  };
}
