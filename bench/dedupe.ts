import { readFile } from "node:fs/promises";
import { measurePairs } from "@/lib/duplicates/testing/measure-pairs";
import { readSites } from "@/lib/duplicates/testing/read-sites";
import { shareOfBrands } from "@/lib/names/testing/brand-share";
import { atLeast, type Bench, type Result, timed } from "./measure";

/** The file of `--file=`, else the excerpt in the tree. */
function readGiven(excerpt: string): Promise<string> {
  const given = process.argv.find((one) => one.startsWith("--file="))?.slice("--file=".length);
  return readFile(given ?? excerpt, "utf8");
}

function share(name: string, against: string, value: number, aim: number): Result {
  return {
    name,
    value: value * 100,
    unit: "%",
    against,
    baseline: 100,
    ratio: value,
    ...atLeast(aim)(value),
  };
}

/** How well duplicates are found in a list that says which rows are one; `-- dedupe --file=…` */
export const dedupe: Bench = {
  name: "dedupe",
  async run({ progress }) {
    const known = readSites(await readGiven("lib/duplicates/testing/sites.csv"));
    let quality = measurePairs([]);
    const took = await timed(async () => {
      quality = measurePairs(known);
    });
    const { records, truePairs, compared, certain } = quality;
    progress(
      `${records} records, ${compared} of their pairs compared in ${Math.round(took)} ms, ${certain} certain`,
    );
    const all = `${truePairs} true pairs`;
    return [
      share("precision", all, quality.precision, 0.9),
      share("recall", all, quality.recall, 0.9),
      share("f1", all, quality.f1, 0.9),
      share("precision of certain pairs", `${certain} certain pairs`, quality.certainPrecision, 0.995),
      share("recall of what is compared", all, quality.blockingRecall, 0.95),
    ];
  },
};

/** In how many names of a list the brand is found that stands behind each; `-- brands --file=…` */
export const brands: Bench = {
  name: "brands",
  async run({ progress }) {
    const { right, total, wrong } = shareOfBrands(
      await readGiven("lib/names/testing/company-name-parts.txt"),
    );
    for (const line of wrong) progress(`not found: ${line}`);
    return [share("brands", `${total} names`, right / total, 0.96)];
  },
};
