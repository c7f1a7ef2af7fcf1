import type { EventKind } from "@/db/enums";
import { knownFields } from "@/lib/conditions/known-fields";
import type { Ctx } from "@/lib/context";
import { conditionsOf } from "@/lib/policies/return-rule";
import { poolRuleBrief } from "@/lib/policies/rule-brief";
import type { PolicyDocument } from "@/lib/policies/schema";
import { askedBy } from "./asked";
import { countsSql } from "./qualifies-sql";
import type { Stage } from "./read-replay";
import { runStatement } from "./run-statement";
import { measureStaysSql, type StayReplay } from "./stays-sql";
import type { StayExample, StayOutcome } from "./types";

type Row = {
  customer_id: string;
  name: string;
  rule: string;
  at: string;
  pooled_at: string;
  next_at: string | null;
  next_kind: EventKind | null;
  deals: number;
  value: number;
};
type Measured = {
  totals: Record<"stays" | "really" | "ended" | "taken" | "deals" | "value", number>;
  by_rule: { rule: string; n: number }[];
  examples: Row[];
};

const iso = (at: string): string => new Date(at).toISOString();

/** What a document's rules for its pool ask of a stage; null when none runs. */
export async function stayReplayOf(
  ctx: Pick<Ctx, "db">,
  stage: Pick<Stage, "poolId" | "timeZone" | "from" | "until">,
  document: PolicyDocument,
): Promise<StayReplay | null> {
  const rules = document.poolRules.filter(({ on }) => on);
  if (rules.length === 0) return null;
  const { poolId, timeZone, from, until } = stage;
  const known = await knownFields(ctx.db, conditionsOf(rules));
  return { poolId, timeZone, from, until, rules, known, asked: askedBy(rules), counts: countsSql(document) };
}

/** What the rules of a draft would have done in the period with what lay in the pool; null when it has none. */
export async function readStays(
  ctx: Ctx,
  stage: Stage,
  document: PolicyDocument,
): Promise<StayOutcome | null> {
  const replay = await stayReplayOf(ctx, stage, document);
  if (!replay) return null;
  const [row] = await runStatement<Measured>(ctx, measureStaysSql(replay));
  if (!row) throw new Error("the replay answered nothing");
  const { stays, really, ended, taken, deals, value } = row.totals;
  const briefs = new Map(replay.rules.map((rule) => [rule.id, poolRuleBrief(rule)]));
  return {
    ...{ stays, really, ended, taken, deals: { count: deals, value } },
    byRule: [...briefs.values()].map((rule) => ({
      ...{ rule, ended: row.by_rule.find((one) => one.rule === rule.id)?.n ?? 0 },
    })),
    examples: row.examples.flatMap((one): StayExample[] => {
      const rule = briefs.get(one.rule);
      if (!rule) return [];
      return [
        {
          ...{
            customerId: one.customer_id,
            name: one.name,
            rule,
            since: iso(one.pooled_at),
            at: iso(one.at),
          },
          ended: one.next_at && one.next_kind ? { at: iso(one.next_at), kind: one.next_kind } : null,
          deals: { count: one.deals ?? 0, value: one.value ?? 0 },
        },
      ];
    }),
  };
}
