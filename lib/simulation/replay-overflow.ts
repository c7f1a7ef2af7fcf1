import type { Ctx } from "@/lib/context";
import { runsOverCap } from "@/lib/deadlines/mark-overflow";
import { type Crowd, overflowOf } from "./overflow";
import { crowdsSql, takenSql } from "./overflow-sql";
import type { Overflow, Replay } from "./replay";
import { runStatement } from "./run-statement";

/** What one rule takes makes room, so that others are no longer too many: looked at again and again until nothing changes. */
const MOST_ROUNDS = 40;
/** So many tenures are asked again in all: where everybody holds far too much, the rest is left unsettled, and said so. */
const MOST_ASKED = 30_000;

const byTenure = (overflow: Overflow): Map<string, string> => {
  const marks = new Map<string, string>();
  for (const { tenureId, from, until } of overflow) {
    marks.set(tenureId, `${marks.get(tenureId) ?? ""} ${from}-${until}`);
  }
  return marks;
};

/**
 * The replay with the stretches in which tenures were more than their owners' caps, as the policy's order chooses them;
 * as it is when no running rule asks for that. Each round is right up to a later instant than the one before it.
 */
export async function withOverflow(ctx: Ctx, replay: Replay): Promise<{ replay: Replay; settled: boolean }> {
  if (!runsOverCap(replay.rules.document)) return { replay, settled: true };
  const [from, until] = [replay.from.getTime(), replay.until.getTime()];
  const crowds = await runStatement<Crowd>(ctx, crowdsSql({ ...replay, overflow: [] }));
  // Without a mark the rule over the cap takes nothing: these are what the others take.
  const tenures = crowds.flatMap((crowd) =>
    crowd.tenures.map((tenure) => [tenure.id, { tenure, crowd, others: tenure.hit }] as const),
  );
  const byId = new Map(tenures);
  const told = new Map<Crowd, Overflow>();
  let [stale, before] = [new Set(crowds), new Map<string, string>()];
  let asked = 0;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    for (const crowd of stale) told.set(crowd, overflowOf(crowd, from, until));
    const overflow = [...told.values()].flat();
    const marks = byTenure(overflow);
    const changed = [...new Set([...marks.keys(), ...before.keys()])].filter(
      (id) => marks.get(id) !== before.get(id),
    );
    if (changed.length === 0) return { replay: { ...replay, overflow }, settled: true };
    before = marks;
    const only = changed.filter((id) => marks.has(id));
    asked += only.length;
    if (asked > MOST_ASKED) break;
    const here = new Set(only);
    const rows = await runStatement<{ tenure_id: string; at: number }>(
      ctx,
      takenSql({ ...replay, only, overflow: overflow.filter(({ tenureId }) => here.has(tenureId)) }),
    );
    const taken = new Map(rows.map((row) => [row.tenure_id, Number(row.at)]));
    stale = new Set();
    for (const id of changed) {
      const known = byId.get(id);
      const hit = here.has(id) ? (taken.get(id) ?? null) : (known?.others ?? null);
      if (!known || hit === known.tenure.hit) continue;
      known.tenure.hit = hit;
      stale.add(known.crowd);
    }
    if (stale.size === 0) return { replay: { ...replay, overflow }, settled: true };
  }
  return { replay: { ...replay, overflow: [...told.values()].flat() }, settled: false };
}
