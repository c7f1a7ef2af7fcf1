import type { Overflow } from "./replay";

/** From when on, until when protected, whether it counts towards the cap, and its worth: the smaller number is kept first, null last. */
export type Stretch = readonly [
  at: number,
  protectedUntil: number | null,
  counts: boolean,
  worth: readonly (number | null)[],
];

/** A tenure of somebody who has ever held too much; instants in milliseconds. */
export type CrowdTenure = {
  id: string;
  customerId: string;
  begins: number;
  ends: number | null;
  /** Whether it really ended by a rule. */
  reclaimed: boolean;
  /** When the rules take it; null never. */
  hit: number | null;
  stretches: readonly Stretch[];
};
export type Crowd = { cap: number; tenures: readonly CrowdTenure[] };

type Held = { tenure: CrowdTenure; next: number; now: Stretch | null };

/** Whether the first is kept before the second: what is protected is, then what is worth more. */
function keptBefore(a: Held, b: Held, at: number): number {
  const shield = ({ now }: Held) => Number((now?.[1] ?? 0) > at);
  const shields = shield(b) - shield(a);
  if (shields !== 0) return shields;
  const worth = a.now?.[3] ?? [];
  for (let n = 0; n < worth.length; n++) {
    const [one, other] = [worth[n] ?? Number.POSITIVE_INFINITY, b.now?.[3][n] ?? Number.POSITIVE_INFINITY];
    if (one !== other) return one - other;
  }
  return a.tenure.customerId < b.tenure.customerId ? -1 : 1;
}

/** Everything after which another may be too many, in order. */
function instantsOf({ tenures }: Crowd, from: number, until: number): number[] {
  const all = new Set<number>([from]);
  for (const { begins, ends, hit, stretches } of tenures) {
    for (const at of [begins, ends, hit, ...stretches.flatMap((one) => [one[0], one[1]])]) {
      if (at !== null && at > from && at <= until) all.add(at);
    }
  }
  return [...all].sort((a, b) => a - b);
}

/**
 * Since when each tenure of one owner was too many, as the sweep marks it: at each instant first with all that he holds
 * then, and, when something goes by a rule at it, again with what is left. Nothing is marked before `from`.
 */
export function overflowOf(crowd: Crowd, from: number, until: number): Overflow {
  const waiting = crowd.tenures.map((tenure): Held => ({ tenure, next: 0, now: null }));
  waiting.sort((a, b) => a.tenure.begins - b.tenure.begins);
  const held = new Set<Held>();
  const marked = new Map<Held, number>();
  const told: { tenureId: string; from: number; until: number | null }[] = [];
  let begun = 0;
  const end = (one: Held, at: number | null) => {
    const since = marked.get(one);
    if (since === undefined) return;
    told.push({ tenureId: one.tenure.id, from: since, until: at });
    marked.delete(one);
  };
  const drop = (gone: (one: Held) => boolean): boolean => {
    const leaving = [...held].filter(gone);
    for (const one of leaving) {
      held.delete(one);
      end(one, null);
    }
    return leaving.length > 0;
  };
  const markAt = (at: number) => {
    const counted = [...held].filter(({ now }) => now?.[2]);
    const over = counted.length > crowd.cap;
    if (!over && marked.size === 0) return;
    const tooMany = new Set(over ? counted.sort((a, b) => keptBefore(a, b, at)).slice(crowd.cap) : []);
    for (const one of [...marked.keys()]) if (!tooMany.has(one)) end(one, at);
    for (const one of tooMany) if (!marked.has(one)) marked.set(one, at);
  };
  for (const at of instantsOf(crowd, from, until)) {
    for (let one = waiting[begun]; one && one.tenure.begins <= at; one = waiting[begun]) {
      held.add(one);
      begun += 1;
    }
    const goes = ({ tenure: { hit, reclaimed, ends } }: Held) =>
      (hit !== null && hit <= at) || (reclaimed && ends !== null && ends <= at);
    drop(
      (one) => one.tenure.ends !== null && one.tenure.ends <= at && !(goes(one) && one.tenure.ends === at),
    );
    drop((one) => one.tenure.hit !== null && one.tenure.hit < at);
    for (const one of held) {
      for (
        let next = one.tenure.stretches[one.next];
        next && next[0] <= at;
        next = one.tenure.stretches[one.next]
      ) {
        one.now = next;
        one.next += 1;
      }
    }
    markAt(at);
    if (drop(goes)) markAt(at);
  }
  for (const one of [...marked.keys()]) end(one, null);
  return told;
}
