import { eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { newId } from "@/db/columns";
import { contacts, customers } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { foldDifferences, play, Story } from "@/db/testing/pool-model";
import { wipe } from "@/db/testing/wipe";
import type { Ctx } from "@/lib/context";
import { indexUnreadNames } from "@/lib/customers/index-names";
import { refreshDeadlines } from "@/lib/deadlines/refresh-deadlines";
import { DomainError } from "@/lib/errors";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { auditDatabase } from "@/lib/ledger/audit";
import { allocationRule } from "@/lib/policies/allocation-rule";
import { requestProtection } from "@/lib/requests/request-protection";
import { retrying } from "@/lib/retry";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { mergeCustomers } from "./merge-customers";
import { asItIs } from "./testing/as-it-is";
import { undoMerge } from "./undo-merge";

const RUNS = Number(process.env.UNDO_RUNS ?? 25);
const testDb = useTestDb({ max: 8 });

const Facts = fc.record({
  ...{
    industry: fc.option(fc.constantFrom("IT", "steel"), { nil: null }),
    grade: fc.constantFrom("A", "B", "C"),
  },
  ...{
    stage: fc.constantFrom("new", "contacted", "proposal"),
    intent: fc.constantFrom("unknown", "high", "low"),
  },
  ...{ note: fc.option(fc.string({ maxLength: 9 }), { nil: null }), creditCode: fc.boolean() },
  tags: fc.uniqueArray(fc.constantFrom("a", "b", "c"), { maxLength: 3 }),
  custom: fc.dictionary(fc.constantFrom("k1", "k2"), fc.nat(9)),
  phones: fc.uniqueArray(fc.nat(3), { maxLength: 3 }),
  primary: fc.boolean(),
});
type Facts = typeof Facts extends fc.Arbitrary<infer T> ? T : never;
const Choices = fc.dictionary(
  fc.constantFrom("name", "industry", "grade", "stage", "intent", "note", "tags", "custom.k1", "creditCode"),
  fc.constantFrom("keep", "other", "both"),
);
const Case = fc.record({
  ...{ story: Story, facts: fc.array(Facts, { minLength: 6, maxLength: 6 }), choices: Choices },
  ...{ from: fc.nat(5), by: fc.integer({ min: 1, max: 5 }), planned: fc.boolean(), asks: fc.boolean() },
  gap: fc.constantFrom(0, 1_000, 3 * HOUR, 3 * DAY),
  others: fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 3 }),
});

/** Writes facts and people of a customer, as an import of before would have. */
async function dress(world: World, id: string, n: number, facts: Facts): Promise<void> {
  const { phones, primary, creditCode, custom, ...columns } = facts;
  const name = `客户${n}`;
  await world.db
    .update(customers)
    .set({
      ...{ ...columns, custom: { ...custom }, name, nameKey: name, identityKey: `n:${name}|${id}` },
      creditCode: creditCode ? `91310000MA1K${id.slice(-6)}` : null,
    })
    .where(eq(customers.id, id));
  for (const [place, digit] of phones.entries()) {
    await world.db.insert(contacts).values({
      ...{ id: newId(), customerId: id, name: `人${digit}`, phone: `138001380${digit}` },
      ...{ isPrimary: primary && place === 0, createdAt: world.now },
    });
  }
}

const refused = async <T>(work: () => Promise<T>): Promise<T | null> => {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
};

/** Merges the first pair that can be merged, beginning at that place. */
async function mergeSome(
  ctx: Ctx,
  ids: readonly string[],
  { from, by, choices }: typeof Case extends fc.Arbitrary<infer T> ? T : never,
) {
  for (let n = 0; n < ids.length; n += 1) {
    const [one, two] = [ids[(from + n) % ids.length] ?? "", ids[(from + n + by) % ids.length] ?? ""];
    for (const [keepId, otherId] of [
      [one, two],
      [two, one],
    ] as const) {
      const made = await refused(() => mergeCustomers(ctx, { keepId, otherId, choices }));
      if (made) return { ...made, otherId };
    }
  }
  return null;
}

/** What the owner has planned and asked for, so that it is there to be kept. */
async function work(world: World, id: string, at: Date, asks: boolean): Promise<void> {
  const [row] = await world.db.select().from(customers).where(eq(customers.id, id));
  const owner = world.reps.find((rep) => rep.id === row?.ownerId);
  if (!owner) return;
  await refused(() =>
    logFollowUp(world.as(owner, at), {
      ...{ customerId: id, contactId: null, channel: "call", outcome: "no_answer", note: "" },
      ...{ nextStep: "call again", nextStepAt: addMs(at, DAY).toISOString() },
    }),
  );
  if (asks)
    await refused(() =>
      requestProtection(world.as(owner, at), { customerId: id, days: 9, reason: "tender" }),
    );
}

test(
  `after each of ${RUNS} random histories a merge and its undo leave everything as it was`,
  async () => {
    let [merged, held] = [0, 0];
    const property = fc.asyncProperty(Case, async (one) => {
      await wipe(testDb());
      const policy = { holdingCap: 4, allocationRules: [allocationRule({ id: "turns" })] };
      const start = new Date("2026-11-20T02:00:00Z");
      const world = await makeWorld(testDb().db, { now: start, reps: 4, policy });
      const ids = await world.customers(6);
      for (const [n, id] of ids.entries()) await dress(world, id, n, one.facts[n] as Facts);
      await play(testDb(), world, ids, one.story);
      const end = addMs(
        start,
        one.story.reduce((sum, { jump }) => sum + jump + MINUTE / 60, MINUTE),
      );
      // Whoever cut the connections may have cut the next one too.
      await retrying(true, () => refreshDeadlines(world.system(end)));
      if (one.planned) for (const id of ids) await work(world, id, end, one.asks);
      await refreshDeadlines(world.system(end));
      await indexUnreadNames(world.system(end));
      const before = await asItIs(world.db, ids);
      const at = addMs(end, 1);
      const made = await mergeSome(world.as(world.admin, at), ids, one);
      if (!made) return;
      merged += 1;
      if (isHeld(before[`customers ${made.otherId}`])) held += 1;
      const later = addMs(at, one.gap);
      const undone = await undoMerge(world.as(world.admin, later), { mergeId: made.mergeId });
      expect(undone).toMatchObject({ edited: [], lostOwner: null, contactsGone: 0 });
      await refreshDeadlines(world.system(later));
      const after = await asItIs(world.db, ids);
      if (undone.heldUntil) {
        // Its deadline passed meanwhile: that it is held for a while is the one thing that is new.
        const [added] = Object.keys(after).filter((key) => !(key in before));
        expect(added).toMatch(/^protections /);
        delete after[added ?? ""];
      }
      const heldIt = (key: string) => undone.heldUntil !== null && key === `customers ${made.otherId}`;
      const clock = (key: string) =>
        heldIt(key) ? CLOCK : key === `customers ${made.keptId}` ? ["remind_at"] : [];
      expect(without(after, clock)).toEqual(without(before, clock));
      expect(await foldDifferences(world, ids)).toEqual([]);
      expect((await auditDatabase(testDb().db)).filter(({ rows }) => rows > 0)).toEqual([]);
    });
    await fc.assert(property, {
      numRuns: RUNS,
      ...(process.env.UNDO_SEED ? { seed: Number(process.env.UNDO_SEED) } : {}),
    });
    expect(merged).toBeGreaterThan(RUNS / 2);
    expect(held).toBeGreaterThan(0);
  },
  30 * 60_000,
);

const isHeld = (row: unknown) => (row as { state?: string } | undefined)?.state === "owned";

const CLOCK = ["due_at", "due_rule", "due_from", "remind_at", "protected_until"];

/** The rows without the columns that are of their instant: the next reminder of the kept one, who was held all the time, and the clock of one that is held for a while. */
function without(state: Record<string, unknown>, columns: (key: string) => readonly string[]) {
  return Object.fromEntries(
    Object.entries(state).map(([key, row]) => [
      key,
      Object.fromEntries(Object.entries(row as object).filter(([column]) => !columns(key).includes(column))),
    ]),
  );
}
