import { listPool } from "@/lib/customers/list-pool";
import { atMost, type Bench, quantile, type Result, timed } from "./measure";
import { asRep, fillPool, makeWorld, type World } from "./world";

const REPEATS = 60;

/** What people ask of the pool: as it opens, sorted otherwise, filtered, and both. */
const VIEWS = [
  { name: "as it opens", params: {} },
  { name: "by grade", params: { sort: "grade" } },
  { name: "by name", params: { sort: "name" } },
  { name: "one region", params: { region: "region 7" } },
  { name: "two industries, by grade", params: { industry: "industry 3,industry 8", sort: "grade" } },
  { name: "A, returned twice or more", params: { grade: "A", bounced: 2 } },
] as const;

type Measured = Map<string, number>;

async function measureViews(world: World): Promise<Measured> {
  const p95 = new Map<string, number>();
  const [rep] = world.reps;
  if (!rep) throw new Error("the bench has no rep");
  for (const { name, params } of VIEWS) {
    const took: number[] = [];
    for (let i = 0; i < REPEATS; i++) {
      took.push(await timed(() => listPool(asRep(world, rep), { pool: world.poolId, ...params } as never)));
    }
    p95.set(name, quantile(took.slice(10), 0.95));
  }
  return p95;
}

/** p95 of the pool's first page among a million customers against the same among ten thousand. */
export const list: Bench = {
  name: "list",
  async run({ freshDatabase, progress, scale }) {
    const measured: Measured[] = [];
    for (const size of [10_000, Math.round(1_000_000 * scale)]) {
      progress(`list: filling ${size.toLocaleString("en")} customers`);
      const world = await makeWorld(await freshDatabase(), 20, 2);
      await fillPool(world, size);
      measured.push(await measureViews(world));
      await world.end();
    }
    const [small, large] = measured;
    return VIEWS.map(({ name }): Result => {
      const [baseline, value] = [small?.get(name) ?? Number.NaN, large?.get(name) ?? Number.NaN];
      const ratio = value / baseline;
      return {
        name: `list: ${name}`,
        value,
        unit: "ms p95",
        against: "10,000 customers",
        baseline,
        ratio,
        ...atMost(1.5)(ratio),
      };
    });
  },
};
