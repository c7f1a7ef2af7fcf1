import { distance } from "fastest-levenshtein";
import type { DuplicateReason } from "@/db/enums";
import { compareAddresses } from "./address";
import type { Features } from "./features";
import { alike, overlapOf } from "./text-likeness";
import { wordWeight } from "./word-weights";

/** How many customers share a phone, a host, a word: what many share says little. One when nothing is known. */
export type Sharing = (key: string) => number;

/** How sure it is that two are one, in ten-thousandths, and by what. */
export type Comparison = { score: number; reasons: DuplicateReason[] };

/** What speaks for (in bits) or against, and the reason to show. */
type Evidence = { bits: number; reason?: DuplicateReason };

const SURE = 30;

/** Two names in other scripts: by their words, those that tell names apart counting most. */
function westernNames(a: Features, b: Features): Evidence {
  const { both, part, shared } = overlapOf(a.words, b.words, wordWeight);
  if (a.core === b.core) return { bits: shared >= 1 ? 6 : 3, reason: "name" };
  if (both >= 0.8) return { bits: 4, reason: "similar_name" };
  if (part >= 0.95 && shared >= 1) return { bits: shared >= 2 ? 3.5 : 2.5, reason: "similar_name" };
  if (both >= 0.5 && shared >= 1) return { bits: 2, reason: "similar_name" };
  if (shared >= 0.75) return { bits: 0 };
  return { bits: shared > 0 ? -1.5 : -3 };
}

const clash = (a: readonly string[], b: readonly string[]): boolean =>
  a.length > 0 &&
  b.length > 0 &&
  !a.some((one) => b.some((other) => one.startsWith(other.slice(0, 2)) || other.startsWith(one.slice(0, 2))));

/** Two Chinese names: the brand decides, then what they trade in, then where. */
function chineseNames(a: Features, b: Features): Evidence {
  if (a.name === b.name) return { bits: 9, reason: "name" };
  const elsewhere = clash(a.regions, b.regions) ? -4 : 0;
  if (a.core === b.core) return { bits: (a.brand === "" ? 3 : 7) + elsewhere, reason: "name" };
  if (a.brand === "" || b.brand === "") {
    const close = distance(a.core, b.core) / Math.max(a.core.length, b.core.length, 1);
    return close <= 0.25 ? { bits: 2 + elsewhere, reason: "similar_name" } : { bits: -3 };
  }
  if (a.brand === b.brand) {
    const part = a.trade === "" || b.trade === "" || a.trade.includes(b.trade) || b.trade.includes(a.trade);
    const close = part || shareOfPairs(a.trade, b.trade) >= 0.3;
    return { bits: (close ? 4.5 : 1) + elsewhere, reason: "brand" };
  }
  if (a.brand.length > 2 && b.brand.length > 2 && distance(a.brand, b.brand) === 1) {
    return { bits: (a.trade === b.trade ? 2 : -0.5) + elsewhere, reason: "similar_name" };
  }
  const within =
    a.brand.length >= 2 && b.brand.length >= 2 && (a.core.includes(b.brand) || b.core.includes(a.brand));
  return within ? { bits: 1 + elsewhere, reason: "similar_name" } : { bits: -5 };
}

function shareOfPairs(a: string, b: string): number {
  const pairs = (text: string) =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));
  const [one, other] = [pairs(a), pairs(b)];
  const shared = [...one].filter((pair) => other.has(pair)).length;
  return shared === 0 ? 0 : (2 * shared) / (one.size + other.size);
}

const isWestern = (features: Features) => features.words.length > 0;

function names(a: Features, b: Features): Evidence {
  if (a.name === "" || b.name === "") return { bits: 0 };
  if (isWestern(a) !== isWestern(b)) return { bits: -1 };
  return isWestern(a) ? westernNames(a, b) : chineseNames(a, b);
}

const LOCAL = 7;
const isLocal = (phone: string) => !phone.startsWith("+");
const samePhone = (a: string, b: string): boolean => {
  if (a === b) return true;
  const [local, whole] = isLocal(a) ? [a, b] : [b, a];
  return isLocal(local) && local.length >= LOCAL && !isLocal(whole) && whole.endsWith(local);
};

/** What many share says less, by half for each doubling. */
const rare = (bits: number, sharing: number): number =>
  Math.max(0.5, bits - Math.log2(Math.max(1, sharing - 1)));

function phones(a: Features, b: Features, sharing: Sharing): Evidence {
  if (a.phones.length === 0 || b.phones.length === 0) return { bits: 0 };
  const shared = a.phones.find((one) => b.phones.some((other) => samePhone(one, other)));
  if (shared === undefined) return { bits: -1.5 };
  return { bits: rare(isLocal(shared) ? 5 : 6, sharing(`p:${shared}`)), reason: "phone" };
}

function firstShared(a: readonly string[], b: readonly string[]): string | undefined {
  return a.find((one) => b.includes(one));
}

function hosts(a: Features, b: Features, sharing: Sharing): Evidence[] {
  const email = firstShared(a.emails, b.emails);
  if (email) return [{ bits: rare(6, sharing(`e:${email}`)), reason: "email" }];
  const host = firstShared(a.hosts, b.hosts);
  if (host) return [{ bits: rare(5, sharing(`d:${host}`)), reason: "domain" }];
  return [{ bits: a.hosts.length > 0 && b.hosts.length > 0 ? -1 : 0 }];
}

function people(a: Features, b: Features): Evidence {
  const person = firstShared(a.people, b.people);
  return person && person.length >= 2 ? { bits: 2, reason: "contact" } : { bits: 0 };
}

function addresses(a: Features, b: Features): Evidence {
  const match = compareAddresses(a.address, b.address, alike);
  if (match === "same") return { bits: 5, reason: "address" };
  if (match === "near") return { bits: 2, reason: "similar_address" };
  if (match === "unknown") return { bits: 0 };
  return { bits: isWestern(a) && isWestern(b) ? -4 : -1 };
}

/** What it takes before any likeness: of the pairs that are compared at all few are one. */
const PRIOR = -5;

/** From here on a pair is put on the desk: more likely one customer than two. */
export const DESK_FROM = 5_000;
/** From here on a pair is certain: by one code, or by everything that tells two companies apart. */
export const CERTAIN_FROM = 9_900;

const LEGAL_FORM = /(?:公司|合伙|合作社|事务所)$/u;

/** One name, one line and one place are one company; of a registered Chinese name one of the two is enough. */
function isCertain(a: Features, b: Features, reasons: readonly DuplicateReason[]): boolean {
  const has = (...some: DuplicateReason[]) => some.some((one) => reasons.includes(one));
  const line = has("phone", "email");
  const registered = a.name === b.name && LEGAL_FORM.test(a.name);
  return has("name") && (registered ? line || has("address") : line && has("address"));
}

/**
 * Compares two customers: each likeness and difference speaks for or against with a weight of its own, as bits that add
 * up (after Fellegi and Sunter); the sum as a probability is the score. Two credit codes that differ are two companies;
 * only what is certain scores CERTAIN_FROM and more.
 */
export function compare(a: Features, b: Features, sharing: Sharing = () => 2): Comparison {
  if (a.creditCode && b.creditCode) {
    const same = a.creditCode === b.creditCode;
    return same ? { score: 10_000, reasons: ["credit_code"] } : { score: 0, reasons: [] };
  }
  const evidence = [
    names(a, b),
    phones(a, b, sharing),
    addresses(a, b),
    people(a, b),
    ...hosts(a, b, sharing),
  ];
  const bits = evidence.reduce((sum, one) => sum + one.bits, PRIOR);
  const clamped = Math.max(-SURE, Math.min(SURE, bits));
  const reasons = evidence.flatMap(({ bits, reason }) => (reason && bits > 0 ? [reason] : []));
  const score = Math.round(10_000 / (1 + 2 ** -clamped));
  if (score >= DESK_FROM && isCertain(a, b, reasons))
    return { score: Math.max(score, CERTAIN_FROM), reasons };
  return { score: Math.min(score, CERTAIN_FROM - 1), reasons };
}
