import { foldName } from "@/lib/customers/normalise";

/** By what a row of a file and a customer, or two rows, are told to be the same. */
export type SameFacts = {
  nameKey: string;
  identityKey: string;
  creditCode: string | null;
  externalId: string | null;
  region: string | null;
  phones: readonly string[];
};

const differ = (a: string | null, b: string | null): boolean => a !== null && b !== null && a !== b;
const folded = (region: string | null): string | null => (region === null ? null : foldName(region));

/**
 * Whether two are one customer beyond doubt: the same credit code or the same identity; or one name with a phone in
 * common, or with one region where one of them has no phone. What contradicts (another code, another number of the
 * source, other phones) keeps them apart.
 */
export function isSame(a: SameFacts, b: SameFacts): boolean {
  if (differ(a.creditCode, b.creditCode)) return false;
  if (a.creditCode !== null && a.creditCode === b.creditCode) return true;
  if (a.identityKey === b.identityKey) return true;
  if (a.nameKey !== b.nameKey || differ(a.externalId, b.externalId)) return false;
  if (a.phones.length > 0 && b.phones.length > 0) return a.phones.some((phone) => b.phones.includes(phone));
  return a.region !== null && folded(a.region) === folded(b.region);
}

/**
 * Whether two have a phone in common, whatever they are called: one customer where it was asked that the same phone counts.
 * Another credit code keeps them apart.
 */
export const sharesPhone = (a: SameFacts, b: SameFacts): boolean =>
  !differ(a.creditCode, b.creditCode) && a.phones.some((phone) => b.phones.includes(phone));

/**
 * Finds among rows that were seen before, in the order of the file, the first that is the same; with `samePhone` one that
 * shares a phone when there is none.
 */
export function seenBefore<T extends { facts: SameFacts }>(samePhone = false): (one: T) => T | null {
  const byName = new Map<string, T[]>();
  const byKey = new Map<string, T>();
  const byPhone = new Map<string, T[]>();
  const dialled = ({ facts }: T) => (samePhone ? facts.phones : []);
  const atPhone = (one: T) =>
    dialled(one)
      .flatMap((phone) => byPhone.get(phone) ?? [])
      .find(({ facts }) => sharesPhone(facts, one.facts));
  return (one) => {
    const { nameKey, identityKey } = one.facts;
    const namesakes = byName.get(nameKey) ?? [];
    const same =
      byKey.get(identityKey) ?? namesakes.find(({ facts }) => isSame(facts, one.facts)) ?? atPhone(one);
    if (same) return same;
    byKey.set(identityKey, one);
    byName.set(nameKey, [...namesakes, one]);
    for (const phone of dialled(one)) byPhone.set(phone, [...(byPhone.get(phone) ?? []), one]);
    return null;
  };
}
