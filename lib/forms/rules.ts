import { DAY, MINUTE } from "@/lib/time";

/** The fields of a customer that a stranger may fill; one of the organisation's own is `custom.<key>`. */
export const SOURCE_FIELDS = [
  ...["name", "contactName", "contactTitle", "phone", "email", "wechat"],
  ...["region", "industry", "website", "address", "creditCode", "note"],
] as const;
export type SourceField =
  | "name"
  | "contactName"
  | "contactTitle"
  | "phone"
  | "email"
  | "wechat"
  | "region"
  | "industry"
  | "website"
  | "address"
  | "creditCode"
  | "note";

export const OWN_FIELD = /^custom\.[\w-]{1,40}$/;

/** Nobody who reads a form and writes is done sooner. */
export const LEAST_MS = 3_000;
/** A page that has been open for longer has to be sent once more. */
export const PAGE_LIVES = DAY;

/** So many in a window: of one sender at one form, and of all at one form or inbox. */
export const LIMIT_WINDOW = 10 * MINUTE;
export const PER_SENDER = 6;
export const PER_FORM = 300;
export const PER_INBOX = 6_000;

/** Why something that was sent waits for a person. */
export const HOLD_REASONS = [
  "trap",
  "too_fast",
  "links",
  "words",
  "markup",
  "no_name",
  "unreadable",
  "pool_closed",
  "marked_invalid",
  "refused",
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

const LINK = /\b(?:https?:\/\/(?:www\.)?|www\.)|\[url|<a\s/gi;
const MARKUP = /<\/?(?:a|script|iframe|img|b|h1|p|div|style)\b|\[\/?(?:url|link|img)\b/i;
const MOST_LINKS = 1;

/** Words that stand in what nobody who wants to buy from us writes. */
const WORDS =
  /viagra|cialis|casino|porn|backlink|seo (?:service|package|ranking)|crypto (?:invest|giveaway)|payday loan|escort service|博彩|赌场|賭場|代开发票|代開發票|办证刻章|色情|裸聊|六合彩|澳门赌|澳門賭|刷单兼职/i;

/** A host, perhaps with all names below it: nothing that could stand for more in the policy of a page. */
const HOST = /^(?:(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\])$/;

/** Whether it is the address of a site that may be named as one that shows a form. */
export function isSite(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return /^https?:$/.test(protocol) && HOST.test(hostname);
}

export type Looks = { values: Readonly<Record<string, string>>; trap: string; elapsedMs: number };

/** A text as people read it: full width as half, and nothing in between that nobody sees. */
const asRead = (texts: readonly string[]): string =>
  texts
    .join("\n")
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "");

const linksIn = (text: string): number => (text.match(LINK) ?? []).length;

/** Whether it says what nobody writes who wants to buy from us. */
export const hasSpamWords = (values: Readonly<Record<string, string>>): boolean =>
  WORDS.test(asRead(Object.values(values)));

/** What makes it look like spam; empty for what looks like a person's. Nothing is refused by it: a person decides. */
export function spamReasons({ values, trap, elapsedMs }: Looks): HoldReason[] {
  const all = asRead(Object.values(values));
  // Where a site is asked for, one is no link too many.
  const asked = Math.min(1, linksIn(asRead([values.website ?? ""])));
  const reasons: HoldReason[] = [];
  if (trap !== "") reasons.push("trap");
  if (elapsedMs < LEAST_MS) reasons.push("too_fast");
  if (linksIn(all) - asked > MOST_LINKS) reasons.push("links");
  if (hasSpamWords(values)) reasons.push("words");
  if (MARKUP.test(all)) reasons.push("markup");
  return reasons;
}

export type Route = { field: string; values: readonly string[]; poolId: string };

const fold = (text: string) => text.normalize("NFKC").trim().toLowerCase();

/**
 * The pool that what was sent goes to: that of the first route whose field says one of its values (or has it in it), or
 * else the default. What is sent is no customer yet: it has no contacts, no owner and no time in a pool, so that the
 * conditions of rules, which ask rows, have nothing to ask here.
 */
export function poolOf(
  source: { poolId: string; routes: readonly Route[] },
  values: Readonly<Record<string, string>>,
): string {
  const fits = ({ field, values: wanted }: Route) => {
    const said = fold(values[field] ?? "");
    return said !== "" && wanted.some((one) => said.includes(fold(one)));
  };
  return source.routes.find(fits)?.poolId ?? source.poolId;
}
