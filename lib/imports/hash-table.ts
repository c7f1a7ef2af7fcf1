/** A power of two: the table grows by one such part at a time, and so never stands in memory twice. */
const PARTS = 64;
const FIRST_SLOTS = 128;
const GROWTH = 1.5;
const FULL = 0.85;

/** What a key leads to: the number of a row, and 16 bits of whoever asks. */
export type Found = { row: number; mark: number };

/** Two hashes of a text, of which a table keeps 53 bits: among three million of them two meet by chance once in thousands of files. */
export function hashOf(text: string): [number, number] {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    a = Math.imul(a ^ char, 2654435761);
    b = Math.imul(b ^ char, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return [a >>> 0, b >>> 0];
}

type Slots = { low: Uint32Array; high: Uint16Array; row: Uint32Array; mark: Uint16Array; used: number };

const slotsOf = (count: number): Slots => ({
  ...{ low: new Uint32Array(count), high: new Uint16Array(count) },
  ...{ row: new Uint32Array(count), mark: new Uint16Array(count), used: 0 },
});

/** Where a hash stands, or would. What is free has no high half: that of a hash never is 0. */
function placeIn({ low, high }: Slots, a: number, b: number): number {
  let at = a % low.length;
  while (high[at] !== 0 && (low[at] !== a || high[at] !== b)) at = at + 1 === low.length ? 0 : at + 1;
  return at;
}

function put(slots: Slots, a: number, b: number, row: number, mark: number): void {
  const at = placeIn(slots, a, b);
  if (slots.high[at] !== 0) return;
  slots.low[at] = a;
  slots.high[at] = b;
  slots.row[at] = row;
  slots.mark[at] = mark;
  slots.used += 1;
}

function grown({ low, high, row, mark }: Slots): Slots {
  const slots = slotsOf(Math.ceil(low.length * GROWTH));
  for (let at = 0; at < high.length; at++) {
    const b = high[at] ?? 0;
    if (b !== 0) put(slots, low[at] ?? 0, b, row[at] ?? 0, mark[at] ?? 0);
  }
  return slots;
}

/** A table of hashes in typed arrays: 12 bytes a slot, whatever the texts were. The first row of a key stays. */
export function hashTable() {
  const parts = Array.from({ length: PARTS }, () => slotsOf(FIRST_SLOTS));
  const split = (key: string) => {
    const [a, b] = hashOf(key);
    return { a, b: (b & 0xffff) | 1, part: (b >>> 16) & (PARTS - 1) };
  };
  return {
    find(key: string): Found | null {
      const { a, b, part } = split(key);
      const slots = parts[part];
      if (!slots) return null;
      const at = placeIn(slots, a, b);
      return slots.high[at] === 0 ? null : { row: slots.row[at] ?? 0, mark: slots.mark[at] ?? 0 };
    },
    add(key: string, row: number, mark: number): void {
      const { a, b, part } = split(key);
      let slots = parts[part];
      if (!slots) return;
      if (slots.used >= slots.low.length * FULL) {
        slots = grown(slots);
        parts[part] = slots;
      }
      put(slots, a, b, row, mark);
    },
    /** What it takes of memory. */
    bytes: (): number => parts.reduce((sum, { low }) => sum + low.length * 12, 0),
  };
}
