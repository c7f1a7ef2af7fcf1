import { sql } from "drizzle-orm";
import { asksLeave } from "@/lib/conditions/compile";
import { clausesOf } from "@/lib/conditions/schema";
import type { Ctx } from "@/lib/context";
import { concerns } from "@/lib/deadlines/clock-steps";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import type { ReturnRule } from "@/lib/policies/return-rule";
import { briefOf } from "@/lib/policies/rule-brief";
import type { PolicyDocument } from "@/lib/policies/schema";
import { DAY } from "@/lib/time";
import { curveSql } from "./curve-sql";
import { realSql } from "./measure-sql";
import { readStage, type Stage } from "./read-replay";
import { replaySql } from "./replay-sql";
import { hasCurve, lengthsOf } from "./rules";
import { runStatement } from "./run-statement";
import type { SimulateClockInput } from "./schema";
import type { ClockCurve, CurvePoint } from "./types";
import { unknownInCurve } from "./unknown";

type Row = { length: number; reclaimed: string; idle: number; deals: string; value: string };

/** Where time alone changes whom a rule concerns, every length is replayed by itself: so there are fewer of them. */
const FEW_POINTS = 15;

const withLength = (document: PolicyDocument, rule: ReturnRule, amount: number): PolicyDocument => ({
  ...document,
  returnRules: document.returnRules.map((one) =>
    one.id === rule.id
      ? { ...one, on: true, clock: { ...one.clock, span: { ...one.clock.span, amount } } }
      : one,
  ),
});

const without = (document: PolicyDocument, rule: ReturnRule): PolicyDocument => ({
  ...document,
  returnRules: document.returnRules.map((one) => (one.id === rule.id ? { ...one, on: false } : one)),
});

const pointOf = (length: number, parts: readonly Row[]): CurvePoint => {
  const sum = (of: (row: Row) => string | number) => parts.reduce((all, row) => all + Number(of(row)), 0);
  return {
    ...{ length, reclaimed: sum((row) => row.reclaimed), deals: sum((row) => row.deals) },
    ...{
      idleDays: Math.round((sum((row) => row.idle) * 10_000) / DAY) / 10,
      value: sum((row) => row.value),
    },
  };
};

/** Every length at once, in two halves: the stretches in which a clock can have run out are found once for all. */
async function readWhole(ctx: Ctx, stage: Stage, document: PolicyDocument, rule: ReturnRule) {
  const lengths = lengthsOf(rule.clock.span);
  const shortest = withLength(document, rule, 1);
  const found = shortest.returnRules.find(({ id }) => id === rule.id);
  if (!found) throw new Error("the rule is in its own policy");
  const [replay, others] = [await stage.replayOf(shortest), await stage.replayOf(without(document, rule))];
  const tried = { others, rule: found, step: lengths[0] ?? 1, most: lengths.at(-1) ?? 1 };
  const halves = ([0, 1] as const).map((half) =>
    runStatement<Row>(ctx, curveSql({ ...tried, replay: { ...replay, half } })),
  );
  const rows = (await Promise.all(halves)).flat();
  const alone = rows.filter(({ length }) => length === 0);
  return lengths.map((length) => pointOf(length, [...alone, ...rows.filter((row) => row.length === length)]));
}

async function readOneByOne(ctx: Ctx, stage: Stage, document: PolicyDocument, rule: ReturnRule) {
  const points: CurvePoint[] = [];
  for (const length of lengthsOf(rule.clock.span, FEW_POINTS)) {
    const replay = await stage.replayOf(withLength(document, rule, length));
    const rows = await runStatement<Row>(
      ctx,
      sql`with ${replaySql(replay)} select ${length}::int as length, count(*) as reclaimed, coalesce(sum(idle), 0) as idle,
        coalesce(sum(deals), 0) as deals, coalesce(sum(value), 0) as value from h`,
    );
    points.push(pointOf(length, rows));
  }
  return points;
}

const changesByTime = (rule: ReturnRule): boolean =>
  asksLeave(concerns(rule)) || clausesOf(concerns(rule)).some((clause) => "span" in clause);

/**
 * Says for one rule of a draft what every length of its clock would have reclaimed, saved in idle days and cost in deals,
 * the other rules as they are. NOT_FOUND without the rule, or when its clock is none that a replay knows.
 */
export async function simulateClock(ctx: Ctx, input: SimulateClockInput): Promise<ClockCurve> {
  authorize(ctx.actor, "policies.publish");
  const rule = input.document.returnRules.find(({ id }) => id === input.ruleId);
  if (!rule || !hasCurve(rule)) throw new DomainError("NOT_FOUND", { what: "rule" });
  const stage = await readStage(ctx, input);
  const read = changesByTime(rule) ? readOneByOne : readWhole;
  const [points, [real]] = await Promise.all([
    read(ctx, stage, input.document, rule),
    runStatement<{ totals: { deals: number; value: number; currency: string } }>(
      ctx,
      realSql(stage, stage.bounds),
    ),
  ]);
  if (!real) throw new Error("the history answered nothing");
  const { deals: count, value, currency } = real.totals;
  const unknown = unknownInCurve(input.document);
  return { rule: briefOf(rule), points, dealsInAll: { count, value }, currency, unknown };
}
