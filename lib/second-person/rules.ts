import { DAY } from "@/lib/time";

/**
 * How long who was given an account, a higher role or a password isn't a second person beside the giver: long enough for
 * whoever has been locked out, or is away, to come back and say so. An own password ends it no sooner, for whoever knows
 * the given one can choose it.
 */
export const SECOND_PERSON_AFTER_MS = 7 * DAY;

/** How long whoever has loosened the approval of exports is himself held to it as it was. */
export const EXPORT_RULE_WAIT_MS = DAY;

/** The scopes by which a token has one of these rights, or that of giving people new passwords. */
export const scopesFor = (permissions: readonly string[]): string[] => [
  ...new Set([
    "*",
    ...["users.manage", ...permissions].flatMap((one) => [one, `${one.slice(0, one.indexOf("."))}.*`]),
  ]),
];

/** The smallest of the numbers above which somebody else has to agree; null, which is never, is the largest. */
export const strictest = (numbers: readonly (number | null)[]): number | null =>
  numbers.reduce((least, one) => (least === null || (one !== null && one < least) ? one : least), null);
