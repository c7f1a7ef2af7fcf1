import { foldName } from "@/lib/customers/normalise";
import { hashOf, hashTable } from "./hash-table";
import type { SameFacts } from "./sameness";

const HAS_PHONE = 1;
/** Nothing that tells it apart from others. */
const PLAIN = 0;

/** 15 bits of what tells namesakes apart, in front of whether there is a phone. */
function markOf(text: string | null): number {
  if (text === null) return PLAIN;
  const mark = hashOf(text)[0] & 0xfffe;
  return mark === PLAIN ? 2 : mark;
}

const agree = (a: number, b: number): boolean =>
  (a | HAS_PHONE) === (b | HAS_PHONE) || (a & ~HAS_PHONE) === PLAIN || (b & ~HAS_PHONE) === PLAIN;

/**
 * What a dry run remembers of all the rows before: enough to find the first that is the same customer, in some tens of
 * megabytes for a million rows. It follows `isSame`, and with `samePhone` `sharesPhone` too; the run itself asks the database.
 */
export function seenKeys(samePhone = false): (number: number, facts: SameFacts) => number | null {
  const keys = hashTable();
  return (number, facts) => {
    const { nameKey, identityKey, externalId, creditCode, region, phones } = facts;
    // Two numbers of the source, or two codes, tell namesakes apart.
    const apart = externalId || creditCode ? markOf(`${externalId}|${creditCode}`) : PLAIN;
    const mark = apart | (phones.length > 0 ? HAS_PHONE : 0);
    const certain = [identityKey, ...phones.map((phone) => `n:${nameKey}|${phone}`)];
    const place = region === null ? null : `p:${nameKey}|${foldName(region)}`;
    const dialled = samePhone ? phones.map((phone) => `t:${phone}`) : [];
    const codeMark = markOf(creditCode);
    const found = keys.find(identityKey);
    if (found) return found.row;
    for (const key of certain.slice(1)) {
      const other = keys.find(key);
      if (other && agree(other.mark, mark)) return other.row;
    }
    const near = place === null ? null : keys.find(place);
    if (near && agree(near.mark, mark) && !(near.mark & mark & HAS_PHONE)) return near.row;
    for (const key of dialled) {
      const other = keys.find(key);
      if (other && agree(other.mark, codeMark)) return other.row;
    }
    for (const key of certain) keys.add(key, number, mark);
    if (place !== null) keys.add(place, number, mark);
    for (const key of dialled) keys.add(key, number, codeMark);
    return null;
  };
}
