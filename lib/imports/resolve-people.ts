import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { texts } from "@/lib/sql-values";

export type Person = { id: string; active: boolean; member: boolean; teamId: string | null };
/** The people that cells name, by the folded cell; null where nobody or more than one is called so. */
export type People = ReadonlyMap<string, Person | null>;

export const foldPerson = (cell: string): string => cell.normalize("NFKC").trim().toLowerCase();

type Row = {
  id: string;
  name: string;
  email: string;
  active: boolean;
  member: boolean;
  team_id: string | null;
};

/** Finds people by e-mail or name. Of namesakes the one that is still here counts, if there is one alone. */
export async function resolvePeople(
  ctx: Ctx,
  poolId: string,
  cells: readonly (string | null)[],
): Promise<People> {
  const wanted = [...new Set(cells.flatMap((cell) => (cell ? [foldPerson(cell)] : [])))];
  const people = new Map<string, Person | null>();
  if (wanted.length === 0) return people;
  const rows = await ctx.db.execute<Row>(sql`
    select u.id, lower(normalize(u.name, nfkc)) as name, lower(u.email) as email, u.deactivated_at is null as active, u.team_id,
      exists (select from pool_members m where m.pool_id = ${poolId}::uuid and m.user_id = u.id) as member
    from users u where lower(u.email) = any (${texts(wanted)}) or lower(normalize(u.name, nfkc)) = any (${texts(wanted)})`);
  for (const cell of wanted) {
    const called = rows.filter(({ name, email }) => name === cell || email === cell);
    const here = called.filter(({ active }) => active);
    const [one, another] = here.length > 0 ? here : called;
    const person = one && !another ? one : null;
    people.set(
      cell,
      person && { id: person.id, active: person.active, member: person.member, teamId: person.team_id },
    );
  }
  return people;
}
