import type { EventKind } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { isForLeavers, type ReturnRule } from "@/lib/policies/return-rule";
import { briefOf, findRule } from "@/lib/policies/rule-brief";
import { diffPolicies } from "@/lib/policies/rules";
import type { PolicyDocument } from "@/lib/policies/schema";
import { shareBps } from "@/lib/stats/rules";
import { DAY, dayOf } from "@/lib/time";
import { measureSql, realSql } from "./measure-sql";
import { readStage, type Stage } from "./read-replay";
import { readStays } from "./read-stays";
import { withOverflow } from "./replay-overflow";
import { daysInside, stepDays } from "./rules";
import { runStatement } from "./run-statement";
import type { SimulatePolicyInput } from "./schema";
import type { Outcome, PolicySimulation, SimulatedExample, SimulatedPerson, SimulatedStep } from "./types";
import { unknownIn } from "./unknown";

type Totals = Record<
  "tenures" | "gone_before" | "by_hand" | "cut_short" | "reclaimed" | "idle" | "deals" | "value",
  number
>;
type Step = { n: number; reclaimed: number };
type Load = { user_id: string; n: number; held: number };
type Person = { user_id: string; reclaimed: number; idle: number; deals: number; value: number };
type Example = {
  customer_id: string;
  name: string;
  user_id: string;
  user_name: string;
  rule: string;
  at: string;
  from_at: string;
  deal_at: string | null;
  deals: number;
  value: number;
  worked_at: string | null;
  ended_at: string | null;
  end_kind: EventKind | null;
  idle: number;
};
type Measured = {
  totals: Totals;
  by_rule: { rule: string; reclaimed: number }[];
  by_step: Step[];
  people: Person[];
  left_with_owner: { rule: string | null; n: number }[];
  load: Load[];
  examples: Example[];
};
type Real = {
  totals: Record<"tenures" | "reclaimed" | "by_hand" | "deals" | "value" | "own_caps", number> & {
    currency: string;
  };
  by_step: Step[];
  people: { user_id: string; name: string; reclaimed: number }[];
  load: Load[];
};

/** Seconds as days, to a tenth. */
const inDays = (seconds: number): number => Math.round((seconds * 10_000) / DAY) / 10;

async function measure(ctx: Ctx, stage: Stage, document: PolicyDocument, inFull: boolean): Promise<Measured> {
  const replay = await withOverflow(ctx, await stage.replayOf(document));
  const [row] = await runStatement<Measured>(ctx, measureSql(replay, stage.bounds, inFull));
  if (!row) throw new Error("the replay answered nothing");
  return row;
}

function leftWithOwnerOf(rows: Measured["left_with_owner"], rules: readonly ReturnRule[]) {
  const count = (id: string) => rows.find(({ rule }) => rule === id)?.n ?? 0;
  return {
    all: rows.reduce((sum, { n }) => sum + n, 0),
    byRule: rules.filter(isForLeavers).map((rule) => ({ rule: briefOf(rule), count: count(rule.id) })),
  };
}

function outcomeOf({ totals, by_rule, left_with_owner }: Measured, document: PolicyDocument): Outcome {
  const { tenures, gone_before: goneBefore, reclaimed, idle, deals, value, by_hand } = totals;
  const on = document.returnRules.filter((rule) => rule.on);
  return {
    ...{ tenures, goneBefore, reclaimed, idleDays: inDays(idle), deals: { count: deals, value } },
    bounceBps: shareBps(reclaimed + by_hand, tenures),
    byRule: on
      .filter((rule) => !isForLeavers(rule))
      .map((rule) => ({
        rule: briefOf(rule),
        reclaimed: by_rule.find((one) => one.rule === rule.id)?.reclaimed ?? 0,
      })),
    leftWithOwner: leftWithOwnerOf(left_with_owner, on),
  };
}

function stepsOf(stage: Stage, draft: Measured, inForce: Measured, real: Real): SimulatedStep[] {
  const at = (steps: readonly Step[], n: number) => steps.find((step) => step.n === n)?.reclaimed ?? 0;
  // What falls on the very end of the period belongs to its last stretch.
  const last = stage.bounds.length - 2;
  const count = (steps: readonly Step[], n: number) => at(steps, n) + (n === last ? at(steps, n + 1) : 0);
  return stage.bounds.slice(0, -1).map((from, n) => ({
    from: dayOf(from, stage.timeZone),
    until: dayOf(new Date((stage.bounds[n + 1] ?? from).getTime() - 1), stage.timeZone),
    ...{ draft: count(draft.by_step, n), inForce: count(inForce.by_step, n), real: count(real.by_step, n) },
  }));
}

function peopleOf(stage: Stage, draft: Measured, inForce: Measured, real: Real): SimulatedPerson[] {
  const loads = (rows: readonly Load[], userId: string): number[] => {
    const own = new Map(rows.flatMap((row) => (row.user_id === userId ? [[row.n, row.held]] : [])));
    return stage.bounds.slice(0, -1).map((_, n) => Math.round((own.get(n) ?? 0) * 10) / 10);
  };
  const byUser = (measured: Measured, userId: string) =>
    measured.people.find((row) => row.user_id === userId);
  const people = real.people.map(({ user_id: userId, name, reclaimed }): SimulatedPerson => {
    const own = byUser(draft, userId);
    return {
      ...{ userId, name, idleDays: inDays(own?.idle ?? 0) },
      reclaimed: {
        ...{ draft: own?.reclaimed ?? 0, inForce: byUser(inForce, userId)?.reclaimed ?? 0 },
        real: reclaimed,
      },
      deals: { count: own?.deals ?? 0, value: own?.value ?? 0 },
      load: { draft: loads(draft.load, userId), real: loads(real.load, userId) },
    };
  });
  return people.sort((a, b) => b.reclaimed.draft - a.reclaimed.draft || (a.userId < b.userId ? -1 : 1));
}

const iso = (at: string): string => new Date(at).toISOString();

function exampleOf(document: PolicyDocument, row: Example): SimulatedExample[] {
  const rule = findRule(document, row.rule);
  if (!rule) return [];
  return [
    {
      ...{ customerId: row.customer_id, name: row.name, userId: row.user_id, userName: row.user_name, rule },
      ...{ at: iso(row.at), from: iso(row.from_at), dealAt: row.deal_at && iso(row.deal_at) },
      ...{ deals: { count: row.deals, value: row.value }, workedAt: row.worked_at && iso(row.worked_at) },
      ended: row.ended_at && row.end_kind ? { at: iso(row.ended_at), kind: row.end_kind } : null,
      idleDays: inDays(row.idle),
    },
  ];
}

/**
 * Replays the tenures of a period under a draft, as if it had always been in force, and says what it would have reclaimed,
 * when and from whom, beside the same under the version in force and what really happened. Nothing is written; INVALID_INPUT
 * for a period that has not begun.
 */
export async function simulatePolicy(ctx: Ctx, input: SimulatePolicyInput): Promise<PolicySimulation> {
  authorize(ctx.actor, "policies.publish");
  const stage = await readStage(ctx, input);
  const { document } = input;
  const [draft, another, [real], stays] = await Promise.all([
    measure(ctx, stage, document, true),
    diffPolicies(stage.inForce.document, document).length > 0
      ? measure(ctx, stage, stage.inForce.document, false)
      : null,
    runStatement<Real>(ctx, realSql(stage, stage.bounds)),
    readStays(ctx, stage, document),
  ]);
  const inForce = another ?? draft;
  if (!real) throw new Error("the history answered nothing");
  const { tenures, reclaimed, by_hand, currency, deals, value } = real.totals;
  return {
    ...{ poolId: input.poolId, baseVersion: stage.inForce.version, currency },
    ...{ from: stage.from.toISOString(), until: stage.until.toISOString() },
    stepDays: stepDays(daysInside(input.from, input.until)),
    dealsInAll: { count: deals, value },
    draft: outcomeOf(draft, document),
    inForce: outcomeOf(inForce, stage.inForce.document),
    real: { tenures, reclaimed, bounceBps: shareBps(reclaimed + by_hand, tenures) },
    steps: stepsOf(stage, draft, inForce, real),
    people: peopleOf(stage, draft, inForce, real),
    examples: draft.examples.flatMap((row) => exampleOf(document, row)),
    stays,
    unknown: unknownIn(document, { cutShort: draft.totals.cut_short, ownCaps: real.totals.own_caps }),
  };
}
