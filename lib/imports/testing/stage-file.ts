import { open } from "node:fs/promises";
import { argv, memoryUsage, stdout } from "node:process";
import type { ByteSource } from "@/lib/imports/byte-source";
import { readTable } from "@/lib/imports/read-table";
import { rowReader } from "@/lib/imports/row";
import { mappingOf, proposeMapping } from "@/lib/imports/rules";
import { stagedBatches } from "@/lib/imports/staged-batches";

/**
 * Reads and stages a file in a process of its own, as an import does before it writes, and prints how many rows there
 * were and what was alive, in bytes, after each tenth of them. With `keep` it holds on to the rows, as none should.
 */
const [, , path = "", rows = "0", keep = ""] = argv;
const file = await open(path);
const { size } = await file.stat();
const source: ByteSource = {
  size,
  async read(from, to) {
    const bytes = Buffer.alloc(Math.max(0, Math.min(to, size) - from));
    await file.read(bytes, 0, bytes.length, from);
    return bytes;
  },
};
const table = await readTable(source, path);
const read = rowReader(table.header, mappingOf(proposeMapping(table.header, [])), {
  ...{ format: table.format, defaultCountry: "CN", defaultSource: null, defaultGrade: "C", currency: "CNY" },
});

/** What is alive on the heap and beside it, all garbage aside. */
function alive(): number {
  for (let n = 0; n < 3; n++) globalThis.gc?.();
  const { heapUsed, external } = memoryUsage();
  return heapUsed + external;
}

const step = Number(rows) / 10;
const at: number[] = [];
const held: unknown[] = [];
let done = 0;
for await (const batch of stagedBatches({ table, read }, 0, new Map())) {
  if (batch.some(({ customer }) => customer === null)) throw new Error("a row was refused");
  if (keep === "keep") held.push(batch);
  done += batch.length;
  if (done >= step * (at.length + 1)) at.push(alive());
}
stdout.write(JSON.stringify({ rows: done, alive: at, held: held.length }));
await file.close();
