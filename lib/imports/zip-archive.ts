import { Buffer } from "node:buffer";
import { crc32, createInflateRaw } from "node:zlib";
import { IMPORT_LIMITS, megabytes } from "./limits";
import { unreadable } from "./unreadable";

const SIGNATURE = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const SENTINEL = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;
/** Small entries may well be packed tighter than a bomb's ratio. */
const RATIO_COUNTS_FROM = 1024 * 1024;

type Entry = {
  name: string;
  method: number;
  checksum: number;
  packedBytes: number;
  bytes: number;
  /** Where the packed bytes begin. */
  start: number;
};

/** A checked archive: its parts by lower-case path, and their text in chunks. */
export type Archive = { has(path: string): boolean; text(path: string): AsyncGenerator<string> };

/**
 * Opens a zip in memory. All that its directory says is checked against the limits and the file before
 * one byte is inflated; while inflating, a part that is not exactly as long as declared is refused.
 */
export function openArchive(file: Uint8Array): Archive {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const entries = readDirectory(bytes);
  refuseBombs(entries);
  const byPath = new Map(entries.map((entry) => [pathKey(entry.name), entry]));
  if (byPath.size < entries.length) throw unreadable("zip_corrupt");
  return {
    has: (path) => byPath.has(pathKey(path)),
    async *text(path) {
      const entry = byPath.get(pathKey(path));
      if (!entry) throw unreadable("xlsx_corrupt", { part: path });
      const decoder = new TextDecoder();
      for await (const chunk of inflated(bytes, entry)) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    },
  };
}

// Some writers use back slashes or an absolute path; nothing is ever written to a disk under these names.
const pathKey = (path: string): string => path.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();

function readDirectory(bytes: Buffer): Entry[] {
  const end = findEnd(bytes);
  const count = bytes.readUInt16LE(end + 10);
  const size = bytes.readUInt32LE(end + 12);
  const start = bytes.readUInt32LE(end + 16);
  if (count > IMPORT_LIMITS.zipEntries) {
    throw unreadable("zip_too_many_entries", { count, limit: IMPORT_LIMITS.zipEntries });
  }
  if (start + size > end) throw unreadable("zip_corrupt");
  const entries: Entry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + CENTRAL_BYTES > end || bytes.readUInt32LE(at) !== SIGNATURE.central)
      throw unreadable("zip_corrupt");
    entries.push(readEntry(bytes, at, start));
    at +=
      CENTRAL_BYTES + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  if (at !== start + size) throw unreadable("zip_corrupt");
  return entries;
}

function findEnd(bytes: Buffer): number {
  const lowest = Math.max(0, bytes.length - END_BYTES - 0xffff);
  for (let at = bytes.length - END_BYTES; at >= lowest; at--) {
    if (bytes.readUInt32LE(at) === SIGNATURE.end) return at;
  }
  throw unreadable("zip_truncated");
}

function readEntry(bytes: Buffer, at: number, directoryStart: number): Entry {
  if (bytes.readUInt16LE(at + 8) & 1) throw unreadable("encrypted");
  const nameEnd = at + CENTRAL_BYTES + bytes.readUInt16LE(at + 28);
  const sizes = { bytes: bytes.readUInt32LE(at + 24), packedBytes: bytes.readUInt32LE(at + 20) };
  const place = { local: bytes.readUInt32LE(at + 42) };
  readLongSizes(bytes.subarray(nameEnd, nameEnd + bytes.readUInt16LE(at + 30)), sizes, place);
  const method = bytes.readUInt16LE(at + 10);
  if (method !== STORED && method !== DEFLATED) throw unreadable("zip_corrupt");
  if (place.local + LOCAL_BYTES > directoryStart || bytes.readUInt32LE(place.local) !== SIGNATURE.local) {
    throw unreadable("zip_corrupt");
  }
  const start =
    place.local + LOCAL_BYTES + bytes.readUInt16LE(place.local + 26) + bytes.readUInt16LE(place.local + 28);
  if (start + sizes.packedBytes > directoryStart) throw unreadable("zip_corrupt");
  return {
    name: bytes.toString("utf8", at + CENTRAL_BYTES, nameEnd),
    method,
    checksum: bytes.readUInt32LE(at + 16),
    start,
    ...sizes,
  };
}

// Some writers keep sizes in 64 bits even for small files: the ZIP64 extra field holds, in this order,
// those of the three that are all ones in the directory.
function readLongSizes(
  extra: Buffer,
  sizes: { bytes: number; packedBytes: number },
  place: { local: number },
): void {
  let at = 0;
  while (at + 4 <= extra.length) {
    const length = extra.readUInt16LE(at + 2);
    const field = extra.subarray(at + 4, at + 4 + length);
    if (extra.readUInt16LE(at) === 1) {
      let next = 0;
      const take = (now: number) => {
        if (now !== SENTINEL || next + 8 > field.length) return now;
        next += 8;
        return Number(field.readBigUInt64LE(next - 8));
      };
      sizes.bytes = take(sizes.bytes);
      sizes.packedBytes = take(sizes.packedBytes);
      place.local = take(place.local);
    }
    at += 4 + length;
  }
}

function refuseBombs(entries: Entry[]): void {
  const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  if (total > IMPORT_LIMITS.inflatedBytes) {
    throw unreadable("zip_too_large", {
      megabytes: megabytes(total),
      limit: megabytes(IMPORT_LIMITS.inflatedBytes),
    });
  }
  const tight = entries.some(
    (entry) => entry.bytes > RATIO_COUNTS_FROM && entry.bytes > entry.packedBytes * IMPORT_LIMITS.zipRatio,
  );
  if (tight) throw unreadable("zip_bomb");
  // Parts that share their packed bytes multiply what little there is.
  const inOrder = [...entries].sort((a, b) => a.start - b.start);
  let free = 0;
  for (const entry of inOrder) {
    if (entry.start < free) throw unreadable("zip_bomb");
    free = entry.start + entry.packedBytes;
  }
}

async function* inflated(bytes: Buffer, entry: Entry): AsyncGenerator<Uint8Array> {
  const packed = bytes.subarray(entry.start, entry.start + entry.packedBytes);
  let length = 0;
  let checksum = 0;
  for await (const chunk of entry.method === STORED ? pieces(packed) : inflate(packed)) {
    length += chunk.length;
    if (length > entry.bytes) throw unreadable("zip_bomb");
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (length !== entry.bytes || checksum !== entry.checksum) throw unreadable("zip_corrupt");
}

const PIECE_BYTES = 64 * 1024;

async function* pieces(packed: Buffer): AsyncGenerator<Buffer> {
  for (let from = 0; from < packed.length; from += PIECE_BYTES)
    yield packed.subarray(from, from + PIECE_BYTES);
}

async function* inflate(packed: Buffer): AsyncGenerator<Buffer> {
  const stream = createInflateRaw({ chunkSize: PIECE_BYTES });
  stream.end(packed);
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    if (error instanceof Error && "errno" in error) throw unreadable("zip_corrupt");
    throw error;
  }
}
