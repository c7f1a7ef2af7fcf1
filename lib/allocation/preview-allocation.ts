import type { Executor } from "@/db/client";
import type { Actor } from "@/lib/permissions";
import { type AllocationBrief, allocationBrief } from "@/lib/policies/allocation-rule";
import type { PolicyDocument } from "@/lib/policies/schema";
import { planAllocation } from "./plan-allocation";
import { dealUnder, readDeal } from "./read-deal";
import { readHands, readMeant } from "./read-hands";
import { isMeant } from "./rules";

/** What a rule would deal out now. */
export type AllocationCount = {
  id: string;
  rule: AllocationBrief;
  /** How many it decides about, and how many of them somebody would get: of a thousand at most. */
  concerned: number;
  hit: number;
  /** To how many people, and among how many whom it means. */
  people: number;
  candidates: number;
};

/** For each running rule of a draft what it would deal out if it were in force now, by the choices of the real thing. */
export async function previewAllocation(
  db: Executor,
  actor: Actor,
  { poolId, document, now }: { poolId: string; document: PolicyDocument; now: Date },
): Promise<AllocationCount[]> {
  if (!document.allocationRules.some(({ on }) => on)) return [];
  const deal = await dealUnder(db, { ...(await readDeal(db, poolId, now)), document });
  const people = await readMeant(db, deal);
  const hands = await readHands(db, deal, people, actor);
  const { outcomes, concerned } = await planAllocation(db, deal, actor, null);
  const given = outcomes.filter((one) => one.ok);
  return deal.rules.map((rule, place) => {
    const own = given.filter((one) => one.rule.id === rule.id);
    return {
      ...{ id: rule.id, rule: allocationBrief(rule), hit: own.length },
      concerned: concerned?.byRule[place]?.count ?? 0,
      people: new Set(own.map(({ userId }) => userId)).size,
      candidates: hands.filter((hand) => isMeant(rule, hand)).length,
    };
  });
}
