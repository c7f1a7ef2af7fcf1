import { IMPORT_LIMITS, megabytes } from "./limits";
import { unreadable } from "./unreadable";

/** In pieces: what grows as one stands in memory twice, just when it is large. No text lies in two of them. */
const PIECE_BYTES = 1024 * 1024;
const PIECE_ENDS = 64 * 1024;
const END_BYTES = 4;

/** Many texts packed outside of the heap, by their number. Throws `too_much_text` beyond the limit. */
export function stringTable(limit: number = IMPORT_LIMITS.sharedBytes): {
  push(text: string): void;
  get(index: number): string;
} {
  const pieces: Buffer[] = [];
  const ends: Uint32Array[] = [];
  let count = 0;
  let length = 0;
  const endOf = (index: number) => ends[Math.floor(index / PIECE_ENDS)]?.[index % PIECE_ENDS] ?? 0;
  const refuse = () => unreadable("too_much_text", { limit: megabytes(limit) });
  return {
    push(text) {
      const bytes = Buffer.byteLength(text);
      const used = length % PIECE_BYTES;
      // The rest of a piece that is too short for it stays empty.
      if (used + bytes > PIECE_BYTES) length += PIECE_BYTES - used;
      if (bytes > PIECE_BYTES || length + bytes + (count + 1) * END_BYTES > limit) throw refuse();
      const piece = Math.floor(length / PIECE_BYTES);
      pieces[piece] ??= Buffer.allocUnsafeSlow(PIECE_BYTES);
      pieces[piece].write(text, length % PIECE_BYTES);
      length += bytes;
      const at = Math.floor(count / PIECE_ENDS);
      ends[at] ??= new Uint32Array(PIECE_ENDS);
      ends[at][count % PIECE_ENDS] = length;
      count += 1;
    },
    get(index) {
      if (!(index >= 0 && index < count)) return "";
      const end = endOf(index);
      const before = index === 0 ? 0 : endOf(index - 1);
      if (end === before) return "";
      const piece = Math.floor((end - 1) / PIECE_BYTES);
      const from = piece * PIECE_BYTES;
      return pieces[piece]?.toString("utf8", Math.max(before, from) - from, end - from) ?? "";
    },
  };
}
