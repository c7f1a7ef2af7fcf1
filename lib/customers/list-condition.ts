import type { SQL } from "drizzle-orm";
import { compileCondition } from "@/lib/conditions/compile";
import { STORED } from "@/lib/conditions/facts";
import { CUSTOM_PREFIX, type Fields } from "@/lib/conditions/fields";
import { knownFields } from "@/lib/conditions/known-fields";
import { type Clause, type Condition, clausesOf, isClause, problemsOf } from "@/lib/conditions/schema";
import type { Ctx } from "@/lib/context";
import { fieldConditions } from "@/lib/custom-fields/filter-sql";
import type { FieldFilter } from "@/lib/custom-fields/filters";
import { askedAt, situationOf } from "@/lib/deadlines/situation";
import { DomainError } from "@/lib/errors";
import { maskText } from "@/lib/masking/free-text";
import { instant } from "@/lib/sql-values";
import { limitTyped, MOST_TYPED } from "./limit-lookups";
import { type Listed, nameFilter } from "./name-filter";

/** Met by nobody. */
const NOBODY: Condition = { any: [] };

/** What a mask hides is written in these: phones, addresses, chat ids. */
const MAY_BE_MASKED = /[!-~]/;

const hidesText = (field: string, fields: Fields): boolean =>
  field === "website" || (field.startsWith(CUSTOM_PREFIX) && fields[field]?.kind === "text");

/** A part of what looks masked would give away, letter by letter, what stands there: only the whole of it is found. */
function exactly(clause: Clause, fields: Fields): Clause {
  if (clause.op !== "contains" || !hidesText(clause.field, fields)) return clause;
  if (!MAY_BE_MASKED.test(clause.text.normalize("NFKC"))) return clause;
  return { field: clause.field, op: "in", values: [clause.text] };
}

function withoutParts(condition: Condition, fields: Fields): Condition {
  if (isClause(condition)) return exactly(condition, fields);
  if ("not" in condition) return { not: withoutParts(condition.not, fields) };
  const parts = (list: readonly Condition[]) => list.map((one) => withoutParts(one, fields));
  return "all" in condition ? { all: parts(condition.all) } : { any: parts(condition.any) };
}

/**
 * How many of the texts that are asked for would be masked where they stand: each asks whether a guess is right. Names are
 * masked nowhere.
 */
function guessesOf(condition: Condition | undefined, tag: string | undefined): number {
  const clauses = (condition ? clausesOf(condition) : []).filter(({ field }) => field !== "name");
  const asked = clauses.flatMap((clause) =>
    "values" in clause ? clause.values : "text" in clause ? [clause.text] : [],
  );
  return new Set([...asked, tag ?? ""].filter((text) => maskText(text) !== text)).size;
}

export type Narrowed = {
  fields: readonly FieldFilter[];
  cond?: Condition | undefined;
  tag?: string | undefined;
  q?: string | undefined;
};

/**
 * What an address asks of names, of the organisation's own fields and in its condition, over customers `c`: the condition by the
 * one compiler of the rules. One that asks what can't be asked is met by nobody. Who doesn't see everything `clear`
 * finds masked text only whole, and so often in ten minutes: TOO_MANY_REQUESTS, or INVALID_INPUT for more at once than
 * waiting would ever allow.
 */
export async function narrowing(
  ctx: Ctx,
  { fields: filters, cond, tag, q }: Narrowed,
  place: { timeZone: string; clear: boolean },
  listed: Listed,
): Promise<SQL[]> {
  const guesses = place.clear ? 0 : guessesOf(cond, tag);
  if (guesses > MOST_TYPED)
    throw new DomainError("INVALID_INPUT", { field: "cond", asked: guesses, most: MOST_TYPED });
  await limitTyped(ctx, guesses);
  const named = q ? [await nameFilter(ctx, q, listed)] : [];
  const narrowed = [...named, ...(await fieldConditions(ctx.db, filters))];
  if (!cond) return narrowed;
  const known = await knownFields(ctx.db, [cond]);
  const askable = problemsOf(cond, known.fields).length === 0 ? cond : NOBODY;
  const asked = place.clear ? askable : withoutParts(askable, known.fields);
  const situation = situationOf({ timeZone: place.timeZone, now: ctx.now }, STORED);
  return [...narrowed, compileCondition(asked, askedAt(known, situation, instant(ctx.now)))];
}
