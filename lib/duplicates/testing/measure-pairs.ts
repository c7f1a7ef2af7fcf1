import { CERTAIN_FROM, compare, DESK_FROM } from "@/lib/duplicates/compare";
import { type Comparable, featuresOf } from "@/lib/duplicates/features";
import { keysOf } from "@/lib/duplicates/keys";
import { MOST_PER_KEY } from "@/lib/duplicates/limits";

/** A record of which the truth is known: records with one truth are one. */
export type Known = { truth: string; record: Comparable };

/** How well pairs are found: of those found how many are true, of the true how many were found, compared at all, certain. */
export type PairQuality = {
  records: number;
  truePairs: number;
  compared: number;
  blockingRecall: number;
  precision: number;
  recall: number;
  f1: number;
  certain: number;
  certainPrecision: number;
};

/** The pairs that share a key, as the nightly search finds them. */
function candidates(keys: readonly (readonly string[])[]): {
  pairs: [number, number][];
  sharing: Map<string, number>;
} {
  const blocks = new Map<string, number[]>();
  for (const [n, own] of keys.entries())
    for (const key of own) blocks.set(key, [...(blocks.get(key) ?? []), n]);
  const pairs = new Map<string, [number, number]>();
  for (const block of blocks.values()) {
    if (block.length > MOST_PER_KEY) continue;
    for (const a of block) for (const b of block) if (a < b) pairs.set(`${a},${b}`, [a, b]);
  }
  return {
    pairs: [...pairs.values()],
    sharing: new Map([...blocks].map(([key, block]) => [key, block.length])),
  };
}

/** Compares records as the product does, and the answer with the truth. */
export function measurePairs(known: readonly Known[]): PairQuality {
  const features = known.map(({ record }) => featuresOf(record));
  const { pairs, sharing } = candidates(features.map(keysOf));
  const sizes = new Map<string, number>();
  for (const { truth } of known) sizes.set(truth, (sizes.get(truth) ?? 0) + 1);
  const truePairs = [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  let blocked = 0;
  const found = { all: 0, true: 0 };
  const certain = { all: 0, true: 0 };
  for (const [i, j] of pairs) {
    const [a, b] = [features[i], features[j]];
    if (!a || !b) continue;
    const isTrue = known[i]?.truth === known[j]?.truth;
    if (isTrue) blocked += 1;
    const { score } = compare(a, b, (key) => sharing.get(key) ?? 2);
    for (const [count, from] of [[found, DESK_FROM] as const, [certain, CERTAIN_FROM] as const]) {
      if (score < from) continue;
      count.all += 1;
      if (isTrue) count.true += 1;
    }
  }
  const precision = found.true / found.all;
  const recall = found.true / truePairs;
  return {
    ...{ records: known.length, truePairs, compared: pairs.length, blockingRecall: blocked / truePairs },
    ...{ precision, recall, f1: (2 * precision * recall) / (precision + recall) },
    ...{ certain: certain.all, certainPrecision: certain.true / certain.all },
  };
}
