import { IMPORT_LIMITS, megabytes } from "./limits";
import { type SpillFile, spillFile } from "./spill-file";
import { unreadable } from "./unreadable";

/** In pieces: what grows as one stands in memory twice, just when it is large. No text lies in two of them. */
const PIECE_BYTES = 1024 * 1024;
const PIECE_ENDS = 64 * 1024;
const END_BYTES = 4;

/**
 * So much stays in memory: what comes first in a workbook, with all that its cells say over and over. The rest is mostly
 * said once, and read in the order in which it was written.
 */
const HELD_BYTES = 16 * PIECE_BYTES;
/** What is read of the disk at a time, and how many of these are kept: a sheet that was sorted asks here and there. */
const BLOCK_BYTES = 16 * 1024;
const KEPT_BLOCKS = 128;

type Options = {
  limit?: number;
  held?: number;
  open?: () => SpillFile | null;
};

/** The bytes behind those that are held in memory, on the disk. */
function blocksOf(file: SpillFile) {
  const kept: { block: number; bytes: Buffer }[] = [];
  const blockAt = (block: number): Buffer => {
    const place = block % KEPT_BLOCKS;
    const there = kept[place];
    if (there?.block === block) return there.bytes;
    const bytes = there?.bytes ?? Buffer.allocUnsafeSlow(BLOCK_BYTES);
    file.read(bytes, block * BLOCK_BYTES);
    kept[place] = { block, bytes };
    return bytes;
  };
  return {
    /** Whether the disk has taken it: one that is full takes nothing more. */
    write(piece: Buffer, index: number): boolean {
      try {
        file.write(piece, index * PIECE_BYTES);
        return true;
      } catch {
        return false;
      }
    },
    text(from: number, to: number): string {
      const block = Math.floor(from / BLOCK_BYTES);
      const start = block * BLOCK_BYTES;
      if (to <= start + BLOCK_BYTES) return blockAt(block).toString("utf8", from - start, to - start);
      const bytes = Buffer.allocUnsafe(to - from);
      file.read(bytes, from);
      return bytes.toString("utf8");
    },
  };
}

/**
 * Many texts packed outside of the heap, by their number; those beyond what is held in memory lie in a temporary file, or
 * in memory too where there can be none. Throws `too_much_text` beyond the limit.
 */
export function stringTable(options: Options = {}): {
  push(text: string): void;
  get(index: number): string;
} {
  const { limit = IMPORT_LIMITS.sharedBytes, held = HELD_BYTES, open = spillFile } = options;
  const pieces: (Buffer | undefined)[] = [];
  const ends: Uint32Array[] = [];
  let count = 0;
  let length = 0;
  let disk: ReturnType<typeof blocksOf> | null | undefined;
  const endOf = (index: number) => ends[Math.floor(index / PIECE_ENDS)]?.[index % PIECE_ENDS] ?? 0;
  const refuse = () => unreadable("too_much_text", { limit: megabytes(limit) });
  /** The next piece; the one before it is full and goes to the disk unless it is among the first. */
  const begin = (index: number): Buffer => {
    const full = pieces[index - 1];
    if (!full || index * PIECE_BYTES <= held) return Buffer.allocUnsafeSlow(PIECE_BYTES);
    if (disk === undefined) {
      const file = open();
      disk = file && blocksOf(file);
    }
    if (!disk?.write(full, index - 1)) return Buffer.allocUnsafeSlow(PIECE_BYTES);
    pieces[index - 1] = undefined;
    return full;
  };
  return {
    push(text) {
      const bytes = Buffer.byteLength(text);
      const used = length % PIECE_BYTES;
      // The rest of a piece that is too short for it stays empty.
      if (used + bytes > PIECE_BYTES) length += PIECE_BYTES - used;
      if (bytes > PIECE_BYTES || length + bytes + (count + 1) * END_BYTES > limit) throw refuse();
      const index = Math.floor(length / PIECE_BYTES);
      const piece = pieces[index] ?? begin(index);
      pieces[index] = piece;
      piece.write(text, length % PIECE_BYTES);
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
      const at = Math.floor((end - 1) / PIECE_BYTES);
      const start = at * PIECE_BYTES;
      const from = Math.max(before, start);
      const piece = pieces[at];
      if (piece) return piece.toString("utf8", from - start, end - start);
      return disk?.text(from, end) ?? "";
    },
  };
}
