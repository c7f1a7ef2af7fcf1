import { IMPORT_LIMITS, megabytes } from "./limits";
import { unreadable } from "./unreadable";

const FIRST_BYTES = 64 * 1024;
const FIRST_COUNT = 4 * 1024;

/** Many texts packed into one buffer outside of the heap, by their number. Throws `too_much_text` beyond the limit. */
export function stringTable(): { push(text: string): void; get(index: number): string } {
  let bytes = Buffer.allocUnsafe(FIRST_BYTES);
  let ends = new Uint32Array(FIRST_COUNT);
  let count = 0;
  let length = 0;
  return {
    push(text) {
      const room = length + text.length * 3;
      if (room > bytes.length) {
        if (length + text.length > IMPORT_LIMITS.sharedBytes) {
          throw unreadable("too_much_text", { limit: megabytes(IMPORT_LIMITS.sharedBytes) });
        }
        const grown = Buffer.allocUnsafe(Math.max(room, bytes.length * 2));
        bytes.copy(grown, 0, 0, length);
        bytes = grown;
      }
      if (count === ends.length) {
        const grown = new Uint32Array(ends.length * 2);
        grown.set(ends);
        ends = grown;
      }
      length += bytes.write(text, length);
      ends[count] = length;
      count += 1;
    },
    get(index) {
      if (!(index >= 0 && index < count)) return "";
      return bytes.toString("utf8", index === 0 ? 0 : ends[index - 1], ends[index]);
    },
  };
}
