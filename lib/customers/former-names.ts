import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { uuids } from "@/lib/sql-values";
import { familyOf } from "./kept-sql";
import { foldSearch } from "./search-fold";
import { wordsOf } from "./search-grams";
import type { SearchHit } from "./types";

type Row = { id: string; name: string };

/** Says of those that were found by the name of one that was merged into them under which; `kept` are those with any. */
export async function withFormerNames(
  ctx: Ctx,
  hits: readonly SearchHit[],
  kept: ReadonlySet<string>,
  typed: string,
): Promise<SearchHit[]> {
  const words = wordsOf(typed);
  const says = (name: string) => words.every((word) => foldSearch(name).includes(word));
  // A colleague's name only tells that it is taken: nothing beside it.
  const asked = hits.filter(
    ({ id, name, match, place }) => kept.has(id) && match === "name" && place !== "taken" && !says(name),
  );
  if (asked.length === 0) return [...hits];
  const rows = await ctx.db.execute<Row>(sql`
    select c.id, g.name from customers c join customers g on g.id in (${familyOf(sql`c.id`)}) and g.id <> c.id
    where c.id = any (${uuids(asked.map(({ id }) => id))}) order by g.name`);
  const former = new Map(rows.filter(({ name }) => says(name)).map(({ id, name }) => [id, name]));
  return hits.map((hit) => ({ ...hit, formerName: former.get(hit.id) ?? null }));
}
