import { type Features, featuresOf } from "./features";
import { wordWeight } from "./word-weights";

/** The last digits that a number typed without its area code has in common with the whole one. */
const TAIL = 7;
const MOST_KEYS = 24;
const KEY_LENGTH = 120;

const tailOf = (phone: string): string[] => {
  const digits = phone.replace(/\D/g, "");
  return digits.length >= TAIL ? [`q:${digits.slice(-TAIL)}`] : [];
};

/** A mobile of the mainland is never typed without its first digits. */
const isMobile = (phone: string) => /^\+861[3-9]\d{9}$/.test(phone);

function addressKeys({ address }: Features): string[] {
  if (!address?.number) return [];
  return address.words.slice(0, 3).map((word) => `a:${address.number}:${word.slice(0, 4)}`);
}

/**
 * The keys of which two customers that may be one share at least one: credit code, phone, e-mail, site, brand, whole name,
 * telling words, and the number of the house with its street.
 */
export function keysOf(features: Features): string[] {
  const { creditCode, phones, emails, hosts, brand, core, words } = features;
  const keys = [
    ...(creditCode ? [`c:${creditCode}`] : []),
    ...phones.flatMap((phone) => [`p:${phone}`, ...(isMobile(phone) ? [] : tailOf(phone))]),
    ...emails.map((email) => `e:${email}`),
    ...hosts.map((host) => `d:${host}`),
    ...(core === "" ? [] : [`n:${core}`]),
    ...(words.length === 0 && brand.length >= 2 ? [`b:${brand}`] : []),
    ...addressKeys(features),
    ...words.filter((word) => word.length >= 3 && wordWeight(word) === 1).map((word) => `w:${word}`),
  ];
  return [...new Set(keys.map((key) => key.slice(0, KEY_LENGTH)))].slice(0, MOST_KEYS);
}

/** Those that follow from the name alone. */
export function nameKeysOf(name: string): string[] {
  const nothing = { creditCode: null, region: null, address: null, website: null, contacts: [] };
  return keysOf(featuresOf({ id: "", name, ...nothing }));
}
