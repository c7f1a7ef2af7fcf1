import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** From here on the heap holds mostly what batches have left behind. */
const HEAP_BYTES = 72 * 1024 * 1024;

let collect: (() => void) | undefined;

/**
 * Collects garbage when the heap has grown. A batch lives just long enough to be taken for old, and V8 lets the heap grow
 * to several times what is alive before it looks there: half of the memory of a long import would be rows long written.
 */
export function keepSmall(): void {
  if (process.memoryUsage().heapTotal < HEAP_BYTES) return;
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  collect();
}
