import { sql } from "drizzle-orm";
import { previewAllocation } from "@/lib/allocation/preview-allocation";
import { getCalendarYear } from "@/lib/calendar/queries";
import { countOverstayed } from "@/lib/clean-up/count-overstayed";
import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { dayOf } from "@/lib/time";
import { countCleared, FORECAST_DAYS, readCompared, triedOn, withPool } from "./compared";
import { type Compared, previewSql } from "./preview-sql";
import { findRule } from "./rule-brief";
import { diffPolicies, emptiesBook, type PolicyWarning, warnAboutDocument, warnAboutYears } from "./rules";
import type { PolicyDocument, PreviewPolicyInput } from "./schema";
import { type TraceRow, toTrace, traceSql } from "./trace-sql";
import type { RuleTrace } from "./trace-types";
import type { PolicyPreview, PreviewDeadline, PreviewExample, PreviewPerson } from "./types";
import { warnAboutAllocation, warnAboutRules } from "./warn-about-rules";

type Counts = Record<
  "held" | "hit" | "was" | "added" | "spared" | "graced" | "value" | keyof PolicyPreview["deadlines"],
  number
>;
type Person = {
  owner_id: string;
  name: string;
  holding_cap: number | null;
  won: number;
} & Pick<PreviewPerson, "held" | "hit" | "was" | "earlier">;
type Example = {
  id: string;
  name: string;
  owner_id: string;
  owner_name: string;
  was_at: string | null;
  was_rule: string | null;
  is_at: string | null;
  is_place: number | null;
  is_grace: string | null;
};
type Day = { day: number; due: number };
type Row = {
  totals: Counts;
  people: Person[];
  by_rule: { place: number; hit: number }[];
  takers: { takers: number; count: number }[];
  running: number;
  was_days: Day[];
  is_days: Day[];
  examples: Example[];
};

function peopleOf(rows: readonly Person[], before: PolicyDocument, after: PolicyDocument): PreviewPerson[] {
  const lines = rows.map(({ owner_id: userId, name, holding_cap: own, held, hit, was, earlier, won }) => {
    const counted = after.won.countsTowardsCap ? held : held - won;
    const countedBefore = before.won.countsTowardsCap ? held : held - won;
    const cap = own ?? after.holdingCap;
    const capBefore = own ?? before.holdingCap;
    return {
      ...{ userId, name, held, hit, was, earlier, counted, cap },
      overCap: cap !== null && counted > cap,
      wasOverCap: capBefore !== null && countedBefore > capBefore,
    };
  });
  return lines
    .filter((line) => line.hit > 0 || line.was > 0 || line.earlier > 0 || line.overCap || line.wasOverCap)
    .sort((a, b) => b.hit - a.hit || b.earlier - a.earlier || (a.userId < b.userId ? -1 : 1));
}

function told(
  policy: PolicyDocument,
  rule: string | null,
  dueAt: string | null,
  grace: string | null,
): PreviewDeadline {
  const brief = findRule(policy, rule);
  if (!brief || !dueAt) return null;
  return {
    rule: brief,
    dueAt: new Date(dueAt).toISOString(),
    graceUntil: grace && new Date(grace).toISOString(),
  };
}

const isOn = ({ on }: { on: boolean }): boolean => on;

/** The rule that decides under the draft. */
const ruleOf = ({ draft }: Compared, { is_place: place }: Example): string | null =>
  place === null ? null : (draft.document.returnRules.filter(isOn)[place]?.id ?? null);

/** Why the deciding rules take the examples, in one statement for all of them. */
async function tracesOf(ctx: Ctx, compared: Compared, examples: readonly Example[]) {
  const { draft } = compared;
  const pairs = examples.flatMap((one) => {
    const rule = ruleOf(compared, one);
    return rule ? [{ customerId: one.id, rule }] : [];
  });
  if (pairs.length === 0) return new Map<string, RuleTrace | null>();
  const situation = triedOn(
    compared,
    pairs.map(({ customerId }) => customerId),
  );
  const rows = await ctx.db.execute<TraceRow>(traceSql(draft, situation, pairs));
  return new Map(rows.map((row) => [row.customer_id, toTrace(draft.document.returnRules, row)]));
}

const exampleOf = (
  compared: Compared,
  row: Example,
  traces: ReadonlyMap<string, RuleTrace | null>,
): PreviewExample => ({
  ...{ customerId: row.id, name: row.name, userId: row.owner_id, userName: row.owner_name },
  was: told(compared.inForce.document, row.was_rule, row.was_at, null),
  becomes: told(compared.draft.document, ruleOf(compared, row), row.is_at, row.is_grace),
  trace: traces.get(row.id) ?? null,
});

function forecastOf({ days, timeZone }: Compared, { was_days, is_days }: Row): PolicyPreview["forecast"] {
  const countOn = (rows: readonly Day[], n: number) => rows.find((row) => row.day === n + 1)?.due ?? 0;
  return days.slice(0, FORECAST_DAYS).map((at, n) => ({
    ...{ day: dayOf(at, timeZone), due: countOn(is_days, n), was: countOn(was_days, n) },
  }));
}

/** A running rule that takes nobody is told too. */
const byRuleOf = (policy: PolicyDocument, rows: Row["by_rule"]): PolicyPreview["byRule"] =>
  policy.returnRules
    .filter(isOn)
    .map(({ id }, n) => ({ id, hit: rows.find(({ place }) => place === n)?.hit ?? 0 }));

const emptiedBooks = (people: readonly PreviewPerson[]): PolicyWarning[] =>
  people.flatMap(({ userId, name, hit, was, held }) =>
    hit > was && emptiesBook(hit, held) ? [{ code: "EMPTIES_BOOK" as const, userId, name, hit, held }] : [],
  );

/**
 * The books of a large pool are counted in memory: with the server's default they are sorted on disk. To compile the
 * statement would take longer than it does.
 */
const readRow = (ctx: Ctx, compared: Compared) =>
  inTx(ctx, async ({ db }) => {
    await db.execute(sql`select set_config('work_mem', '64MB', true), set_config('jit', 'off', true)`);
    return db.execute<Row>(previewSql(compared));
  });

/**
 * Says whom a draft of a pool's rules would hit if it were published now, compared with the version in force. Computed
 * from the stored facts of every held customer by the statement that the sweep's deadlines come from; nothing is written.
 */
export async function previewPolicy(ctx: Ctx, input: PreviewPolicyInput): Promise<PolicyPreview> {
  authorize(ctx.actor, "policies.publish");
  const { baseVersion, ...compared } = await readCompared(ctx, input);
  const { poolId, timeZone, noticeUntil: now } = compared;
  const [[row], { undeclaredYears }, byPoolRule, cleared, byAllocationRule] = await Promise.all([
    readRow(ctx, compared),
    getCalendarYear(ctx),
    countOverstayed(ctx.db, input.document.poolRules, { poolId, timeZone, now }),
    countCleared(ctx.db, compared),
    previewAllocation(ctx.db, ctx.actor, { poolId, document: input.document, now: ctx.now }),
  ]);
  if (!row) throw new Error("the preview answered nothing");
  const traces = await tracesOf(ctx, compared, row.examples);
  const { inForce, draft, noticeUntil } = compared;
  const people = peopleOf(row.people, inForce.document, draft.document);
  const { earlier, later, same, started, ended, ...totals } = row.totals;
  return {
    ...{ poolId: input.poolId, baseVersion, noticeUntil: noticeUntil.toISOString(), ...totals },
    ...{ byRule: byRuleOf(draft.document, row.by_rule), byPoolRule, byAllocationRule },
    toApprove: withPool({ hit: totals.hit, added: totals.added }, cleared),
    deadlines: { earlier, later, same, started, ended },
    forecast: forecastOf(compared, row),
    people,
    examples: row.examples.map((one) => exampleOf(compared, one, traces)),
    changes: diffPolicies(inForce.document, draft.document),
    warnings: [
      ...warnAboutDocument(draft.document),
      ...warnAboutRules(draft.document, { held: totals.held, running: row.running, takers: row.takers }),
      ...warnAboutAllocation(byAllocationRule),
      ...warnAboutYears(draft.document, undeclaredYears),
      ...emptiedBooks(people),
    ],
  };
}
