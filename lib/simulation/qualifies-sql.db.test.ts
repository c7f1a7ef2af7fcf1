import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { CHANNELS, OUTCOMES, SUSPICIONS, type Suspicion } from "@/db/enums";
import { useTestDb } from "@/db/testing";
import { type FollowUpContent, qualify } from "@/lib/follow-ups/rules";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";
import { texts } from "@/lib/sql-values";
import { qualifiesSql } from "./qualifies-sql";

const testDb = useTestDb();
const at = new Date("2026-11-01T00:00:00Z");

const qualifying = fc.record({
  channels: fc.uniqueArray(fc.constantFrom(...CHANNELS), { minLength: 1 }),
  outcomes: fc.uniqueArray(fc.constantFrom(...OUTCOMES), { minLength: 1 }),
  minNoteLength: fc.integer({ min: 0, max: 12 }),
  evidenceFor: fc.uniqueArray(fc.constantFrom(...CHANNELS), { maxLength: 2 }),
});
const content = fc.record({
  channel: fc.constantFrom(...CHANNELS),
  outcome: fc.constantFrom(...OUTCOMES),
  note: fc
    .array(
      fc.constantFrom("a", "字", "😀", " ", "\t", "\n", "\u00a0", "　", "\u2003", "\u2028", "\ufeff", "é"),
      {
        maxLength: 16,
      },
    )
    .map((parts) => parts.join("")),
  evidence: fc.constantFrom("", "https://example.com/recording"),
  suspicions: fc.subarray<Suspicion>([...SUSPICIONS]),
});

const policy = (section: object, counts = true): PolicyDocument => ({
  ...DEFAULT_POLICY,
  sham: { ...DEFAULT_POLICY.sham, counts },
  qualifying: { ...DEFAULT_POLICY.qualifying, ...section },
});

/** What the statement says of one follow-up that was decided otherwise when it was logged. */
async function asked(
  document: PolicyDocument,
  before: PolicyDocument,
  given: Pick<FollowUpContent, "channel" | "outcome" | "note" | "evidence" | "suspicions">,
  decided: boolean,
): Promise<unknown> {
  const expression = qualifiesSql(document, [{ document: before, from: new Date(0), until: null }]);
  const [row] = await testDb().db.execute<{ answer: boolean }>(sql`
    select ${expression} as answer from (select ${given.channel}::text as channel, ${given.outcome}::text as outcome, ${given.note}::text as note, ${given.evidence || null}::text as evidence, ${texts(given.suspicions)} as suspicions,
      ${decided}::boolean as qualifies, ${at.toISOString()}::timestamptz as at) f`);
  return row?.answer;
}

test("a follow-up logged under another section is judged as the draft would have", async () => {
  await fc.assert(
    fc.asyncProperty(
      qualifying,
      content,
      fc.boolean(),
      fc.boolean(),
      async (section, given, decided, counts) => {
        const draft = policy(section, counts);
        const before = policy({ minNoteLength: section.minNoteLength + 1 });
        expect(await asked(draft, before, given, decided)).toBe(qualify(draft, given).qualifies);
      },
    ),
    { numRuns: 300 },
  );
});

test("one logged under the same section stays as it was decided, in whatever order its lists are", async () => {
  const draft = policy({});
  const before = policy({ channels: draft.qualifying.channels.toReversed() });
  const given: FollowUpContent = {
    ...{ channel: "call", outcome: "no_answer", note: "", evidence: "", suspicions: [] },
  };
  expect(await asked(draft, before, given, true)).toBe(true);
  expect(await asked(draft, before, { ...given, outcome: "connected" }, false)).toBe(false);
});
