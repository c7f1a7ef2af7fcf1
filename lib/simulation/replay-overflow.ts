import type { Ctx } from "@/lib/context";
import { runsOverCap } from "@/lib/deadlines/too-many-sql";
import { isOverCap, overCapRulesOf } from "./over-cap-rules";
import { type Hit, type OverCap, overflowOf, type Stretch } from "./overflow";
import { crowdsSql } from "./overflow-sql";
import type { Replay } from "./replay";
import { runStatement } from "./run-statement";

type Row = {
  run_out: (number | null)[];
  hits: [tenureId: string, at: number, due: number, rule: string, from: number, ends: number][];
  crowds: [
    cap: number,
    tenures: [
      id: string,
      customerId: string,
      begins: number,
      ends: number | null,
      reclaimed: boolean,
      stretches: Stretch[],
    ][],
  ][];
};

/** The same without the rules over the cap. */
function withoutOverCap(replay: Replay): Replay {
  const { document } = replay.rules;
  const returnRules = document.returnRules.filter((rule) => !isOverCap(rule));
  return { ...replay, rules: { ...replay.rules, document: { ...document, returnRules } } };
}

/**
 * The replay with what its rules take, where one of them is over the cap: what the others take is read once, and who is too
 * many is followed through the period person by person. As it is when no running rule asks for that.
 */
export async function withOverflow(ctx: Ctx, replay: Replay): Promise<Replay> {
  const { document } = replay.rules;
  if (!runsOverCap(document)) return replay;
  const { rules, clocks } = overCapRulesOf(replay.rules);
  const [row] = await runStatement<Row>(ctx, crowdsSql(replay, withoutOverCap(replay), clocks));
  if (!row) throw new Error("the replay answered nothing");
  const asked: OverCap = {
    ...{ from: replay.from.getTime() * 1_000, until: replay.until.getTime() * 1_000, runOut: row.run_out },
    ...{ rules, order: document.returnRules.map(({ id }) => id) },
  };
  const taken = new Map(
    row.hits.map(([id, at, due, rule, from, ends]): [string, Hit] => [id, { at, due, rule, from, ends }]),
  );
  for (const [cap, tenures] of row.crowds) {
    const known = tenures.map(([id, customerId, begins, ends, reclaimed, stretches]) => ({
      ...{ id, customerId, begins, ends, reclaimed, stretches, hit: taken.get(id) ?? null },
    }));
    for (const [id, hit] of overflowOf({ cap, tenures: known }, asked)) taken.set(id, hit);
  }
  return { ...replay, taken };
}
