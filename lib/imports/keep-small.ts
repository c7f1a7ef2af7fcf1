import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** What batches may leave behind before it is collected: that of some batches, for a collection costs as much as one. */
const LEFT_BYTES = 12 * 1024 * 1024;

let collect: (() => void) | undefined;
/** What was alive after the last collection; at first as much as a process holds that has just begun. */
let alive = 64 * 1024 * 1024;

/**
 * Collects garbage when the heap has grown. A batch lives just long enough to be taken for old, and V8 lets the heap grow
 * to several times what is alive before it looks there: half of the memory of a long import would be rows long written.
 */
export function keepSmall(): void {
  if (process.memoryUsage().heapUsed < alive + LEFT_BYTES) return;
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
  alive = process.memoryUsage().heapUsed;
}
