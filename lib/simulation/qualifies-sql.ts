import { type SQL, sql } from "drizzle-orm";
import type { PolicyDocument } from "@/lib/policies/schema";
import { allOf, instant, texts } from "@/lib/sql-values";

/** A version of a pool's rules and the stretch in which it was in force; `until` null is that it still is. */
export type InForceThen = { document: PolicyDocument; from: Date; until: Date | null };

/** White space as `noteLength` of the follow-ups leaves it out. */
const WHITE_SPACE = "[\\s\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]";

/** By a channel that counts, with the evidence that is asked for. */
const admitted = ({ channels, evidenceFor }: PolicyDocument["qualifying"]): SQL => sql`
  (f.channel = any (${texts(channels)}) and (f.evidence is not null or f.channel <> all (${texts(evidenceFor)})))`;

const judged = ({ qualifying, sham }: PolicyDocument): SQL => {
  const { outcomes, minNoteLength } = qualifying;
  return sql`
  (${admitted(qualifying)} and (${sham.counts} or f.suspicions = '{}') and (f.outcome = any (${texts(outcomes)})
    or ${minNoteLength > 0} and char_length(regexp_replace(f.note, ${WHITE_SPACE}, '', 'g')) >= ${minNoteLength}::int))`;
};

/** Whether the follow-up `f` is one for any clock: what only looks like one isn't, where the policy says so. */
export const countsSql = ({ sham }: PolicyDocument): SQL =>
  sham.counts ? sql`true` : sql`(f.suspicions = '{}')`;

function sameJudgement(a: PolicyDocument, b: PolicyDocument): boolean {
  const text = ({ qualifying, sham }: PolicyDocument) =>
    JSON.stringify({
      ...qualifying,
      channels: qualifying.channels.toSorted(),
      outcomes: qualifying.outcomes.toSorted(),
      evidenceFor: qualifying.evidenceFor.toSorted(),
      shamCounts: sham.counts,
    });
  return text(a) === text(b);
}

/**
 * Whether the follow-up `f` resets the clocks under a policy: as it was decided then where the same section was in force,
 * judged anew by its channel, outcome, note, evidence and the signs that were seen then where another was.
 */
export function qualifiesSql(draft: PolicyDocument, versions: readonly InForceThen[]): SQL {
  const others = versions.filter(({ document }) => !sameJudgement(document, draft));
  if (others.length === 0) return sql`f.qualifies`;
  const inThose = others.map(
    ({ from, until }) =>
      sql`(${allOf([sql`f.at >= ${instant(from)}`, until ? sql`f.at < ${instant(until)}` : undefined])})`,
  );
  return sql`(case when ${sql.join(inThose, sql` or `)} then ${judged(draft)} else f.qualifies end)`;
}
