import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const MEGABYTE = 1024 * 1024;
/** What may lie about before what is young is collected, which costs little when most of it is dead. */
const YOUNG_BYTES = 6 * MEGABYTE;
/** And what may be left after that before everything is: such a collection costs as much as a batch. */
const LEFT_BYTES = 12 * MEGABYTE;

type Collect = (what?: { type: "minor" }) => void;

let collect: Collect | undefined;
/** What was alive after the last collection; at first as much as a process holds that has just begun. */
let alive = 64 * MEGABYTE;

function held(): number {
  const { used_heap_size: heap, external_memory: buffers } = getHeapStatistics();
  return heap + buffers;
}

/**
 * Collects garbage when there is more of it. A batch lives just long enough to be taken for old, and V8 lets the heap grow
 * to several times what is alive before it looks there: half of the memory of a long import would be rows long written.
 * Collected right after a batch, its garbage is still young.
 */
export function keepSmall(): void {
  if (held() < alive + YOUNG_BYTES) return;
  if (!collect) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as Collect;
  }
  collect({ type: "minor" });
  if (held() < alive + LEFT_BYTES) return;
  collect();
  alive = held();
}
