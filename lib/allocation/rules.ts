import type { Role } from "@/db/enums";
import type { ErrorParams } from "@/lib/errors";
import { type AllocationRule, allocationBrief } from "@/lib/policies/allocation-rule";
import type { Why } from "./types";

/** A rule's last gift to somebody: its place in the ledger, when, and how many there were today. */
export type Turn = { place: number; at: string; today: number };

/** Somebody to whom customers may be given, as he stands. Planning changes it: what he got counts for what comes next. */
export type Hand = {
  userId: string;
  name: string;
  role: Role;
  teamId: string | null;
  /** Whether the actor may give to him. */
  reached: boolean;
  /** On leave, or about to go. */
  away: boolean;
  /** What counts towards his cap, and the cap; null is none. */
  held: number;
  cap: number | null;
  /** By the id of the rule. */
  turns: Map<string, Turn>;
};

/** Whether the rule gives to this person at all. */
export function isMeant(
  { to }: Pick<AllocationRule, "to">,
  hand: Pick<Hand, "userId" | "role" | "teamId">,
): boolean {
  if (to.kind === "people") return to.userIds.includes(hand.userId);
  if (hand.role !== "rep") return false;
  return to.kind === "everybody" || (hand.teamId !== null && to.teamIds.includes(hand.teamId));
}

export type Obstacle = "reach" | "away" | "full" | "limit" | "cooling";
const OBSTACLES: readonly Obstacle[] = ["reach", "away", "full", "limit", "cooling"];

/** Why somebody whom the rule means can take nothing now, whichever customer it is; null when he can. */
export function obstacleOf({ id, perDay }: AllocationRule, hand: Hand): Obstacle | null {
  if (!hand.reached) return "reach";
  if (hand.away) return "away";
  if (hand.cap !== null && hand.held >= hand.cap) return "full";
  return perDay !== null && (hand.turns.get(id)?.today ?? 0) >= perDay ? "limit" : null;
}

const turnOf = (rule: AllocationRule, hand: Hand): number => hand.turns.get(rule.id)?.place ?? -1;

/** Whose turn is longest ago comes first; who never had one before all others. */
const inTurn =
  (rule: AllocationRule) =>
  (a: Hand, b: Hand): number =>
    turnOf(rule, a) - turnOf(rule, b) || (a.userId < b.userId ? -1 : 1);

/** The least share of the cap, then the fewest. A cap that somebody hasn't makes no share: then all are compared by what they hold. */
function fewestHeld(rule: AllocationRule, hands: readonly Hand[]): (a: Hand, b: Hand) => number {
  const capped = hands.every(({ cap }) => cap !== null);
  const share = (a: Hand, b: Hand) => (capped ? a.held * (b.cap ?? 1) - b.held * (a.cap ?? 1) : 0);
  return (a, b) => share(a, b) || a.held - b.held || inTurn(rule)(a, b);
}

/** Who gets the customer, and why him; or for how many of those whom the rule means what stands against it. */
export type Choice = { hand: Hand; why: Why } | { hand: null; shortage: ErrorParams };

/** The one reason, or that there are several. */
function shortageOf(rule: AllocationRule, found: readonly Obstacle[]): ErrorParams {
  const counts = Object.fromEntries(
    OBSTACLES.map((one) => [one, found.filter((obstacle) => obstacle === one).length]),
  );
  const [first = "nobody"] = found;
  const { id, name, method, to } = allocationBrief(rule);
  return {
    ...{ rule: id, ruleName: name, method, to, candidates: found.length, ...counts },
    because: found.every((one) => one === first) ? first : "several",
  };
}

/** Chooses who gets one customer by a rule; `cooling` are those who have lost it too lately. */
export function choose(rule: AllocationRule, hands: readonly Hand[], cooling: ReadonlySet<string>): Choice {
  const meant = hands.filter((hand) => isMeant(rule, hand));
  const obstacles = meant.map(
    (hand) => obstacleOf(rule, hand) ?? (cooling.has(hand.userId) ? "cooling" : null),
  );
  const free = meant.filter((_, index) => obstacles[index] === null);
  const order = rule.method === "in_turn" ? inTurn(rule) : fewestHeld(rule, free);
  const [hand] = free.sort(order);
  if (!hand)
    return {
      hand: null,
      shortage: shortageOf(
        rule,
        obstacles.flatMap((one) => one ?? []),
      ),
    };
  const { held, cap } = hand;
  const turnSince = hand.turns.get(rule.id)?.at ?? null;
  return { hand, why: { method: rule.method, held, cap, turnSince, free: free.length } };
}

/** Counts a customer as given, so that the next choice knows of it; `place` is after all places of the ledger. */
export function give(rule: AllocationRule, hand: Hand, { place, at }: { place: number; at: string }): void {
  hand.held += 1;
  hand.turns.set(rule.id, { place, at, today: (hand.turns.get(rule.id)?.today ?? 0) + 1 });
}

/** The rules by which somebody can take something now, and who: as `rule person`. */
export const freePairs = (rules: readonly AllocationRule[], hands: readonly Hand[]): string[] =>
  rules
    .flatMap((rule) =>
      hands
        .filter((hand) => isMeant(rule, hand) && obstacleOf(rule, hand) === null)
        .map(({ userId }) => `${rule.id} ${userId}`),
    )
    .sort();

/** The places of the rules by which somebody can take something now. */
export const openPlaces = (rules: readonly AllocationRule[], hands: readonly Hand[]): number[] =>
  rules.flatMap((rule, place) =>
    hands.some((hand) => isMeant(rule, hand) && obstacleOf(rule, hand) === null) ? [place] : [],
  );
