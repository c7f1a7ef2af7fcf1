import { type Clause, type Condition, isClause, partsOf } from "@/lib/conditions/schema";
import { isGroup, jointOf, oppositeOf, type Path } from "./tree";

/** A stretch of a sentence; `path` leads to the clause that it says, null is what stands between. */
export type Said = { text: string; path: Path | null };

/** The words of a language for conditions. */
export type ConditionWords = {
  clause: (clause: Clause) => string;
  and: string;
  or: string;
  bracket: readonly [string, string];
  not: readonly [string, string];
  /** What an empty `all` and an empty `any` say. */
  always: string;
  never: string;
};

const between = (text: string): Said => ({ text, path: null });

/** What a group of one says is what stands in it. */
function onlyOne(node: Condition, path: Path): { node: Condition; path: Path } {
  const [only, ...others] = isGroup(node) ? partsOf(node) : [];
  return only && others.length === 0 ? onlyOne(only, [...path, 0]) : { node, path };
}

/** A condition in words, left to right; brackets only where all and any stand within each other. */
export function sayCondition(
  node: Condition,
  words: ConditionWords,
  path: Path = [],
  within: "all" | "any" | null = null,
): Said[] {
  if (isClause(node)) return [{ text: words.clause(node), path }];
  if (!isGroup(node)) {
    const { node: denied, path: inner } = onlyOne(node.not, [...path, 0]);
    const opposite = isClause(denied) ? oppositeOf(denied) : null;
    if (opposite) return [{ text: words.clause(opposite), path: inner }];
    const [open, close] = words.not;
    return [between(open), ...sayCondition(denied, words, inner), between(close)];
  }
  const joint = jointOf(node);
  const parts = partsOf(node);
  const [only, ...others] = parts;
  if (only === undefined) return [between(joint === "all" ? words.always : words.never)];
  if (others.length === 0) return sayCondition(only, words, [...path, 0], within);
  const said = parts.flatMap((part, index) => [
    ...(index > 0 ? [between(joint === "all" ? words.and : words.or)] : []),
    ...sayCondition(part, words, [...path, index], joint),
  ]);
  const [open, close] = words.bracket;
  return within !== null && within !== joint ? [between(open), ...said, between(close)] : said;
}

const JOINER = "\u2060";

/** What somebody else has written, marked so that `spaced` leaves it as it is; `shown` takes the marks out. */
export const verbatim = (text: string): string =>
  text.replace(/\p{Script=Han}(?=[A-Za-z0-9¥$])|[A-Za-z0-9%](?=\p{Script=Han})/gu, `$&${JOINER}`);

export const shown = (text: string): string => text.replaceAll(JOINER, "");

/** One space between a Chinese character and a latin letter or digit. */
export const spaced = (text: string): string =>
  text
    .replace(/(\p{Script=Han})([A-Za-z0-9¥$])/gu, "$1 $2")
    .replace(/([A-Za-z0-9%])(\p{Script=Han})/gu, "$1 $2");
