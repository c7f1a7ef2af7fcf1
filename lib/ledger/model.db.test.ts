import fc from "fast-check";
import { expect, it } from "vitest";
import { makeWorld } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { foldDifferences, play, Story } from "@/db/testing/pool-model";
import { wipe } from "@/db/testing/wipe";
import { allocationRule } from "@/lib/policies/allocation-rule";
import { retrying } from "@/lib/retry";
import { auditDatabase } from "./audit";

const RUNS = Number(process.env.MODEL_RUNS ?? 500);
const test = useTestDb({ max: 8 });

/** Instants on both sides of days, weeks and years of the organisation. */
const Start = fc.constantFrom(
  "2026-11-20T15:59:30Z",
  "2026-11-22T15:30:00Z",
  "2026-12-31T15:00:00Z",
  "2026-03-02T01:00:00Z",
);

it(
  `after each of ${RUNS} random stories every invariant holds and the ledger folds to the tables`,
  async () => {
    const property = fc.asyncProperty(Start, Story, async (start, story) => {
      const allocationRules = [allocationRule({ id: "turns" })];
      const policy = { holdingCap: 3, claimLimits: { perDay: 3, perWeek: 5 }, allocationRules };
      await wipe(test());
      const world = await makeWorld(test().db, { now: new Date(start), reps: 4, policy });
      const ids = await world.customers(8);
      await play(test(), world, ids, story);
      // Reading comes after the kills too: the connection it is given may be one of the cut.
      expect(await retrying(true, () => foldDifferences(world, ids))).toEqual([]);
      const audit = await retrying(true, () => auditDatabase(test().db));
      expect(audit.filter((one) => one.rows > 0)).toEqual([]);
    });
    await fc.assert(property, {
      numRuns: RUNS,
      ...(process.env.MODEL_SEED ? { seed: Number(process.env.MODEL_SEED) } : {}),
    });
  },
  60 * 60_000,
);
