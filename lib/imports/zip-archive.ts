import type { Buffer } from "node:buffer";
import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { type ByteSource, piecesOf } from "./byte-source";
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
export type Archive = {
  has(path: string): boolean;
  /** How long a part is, as the directory says. */
  bytesOf(path: string): number;
  text(path: string): AsyncGenerator<string>;
};

/**
 * Opens a zip. All that its directory says is checked against the limits and the file before one byte is inflated;
 * while inflating, a part that is not exactly as long as declared is refused.
 */
export async function openArchive(source: ByteSource): Promise<Archive> {
  const entries = await readDirectory(source);
  refuseBombs(entries);
  const byPath = new Map(entries.map((entry) => [pathKey(entry.name), entry]));
  if (byPath.size < entries.length) throw unreadable("zip_corrupt");
  return {
    has: (path) => byPath.has(pathKey(path)),
    bytesOf: (path) => byPath.get(pathKey(path))?.bytes ?? 0,
    async *text(path) {
      const entry = byPath.get(pathKey(path));
      if (!entry) throw unreadable("xlsx_corrupt", { part: path });
      const decoder = new TextDecoder();
      for await (const chunk of inflated(source, entry)) yield decoder.decode(chunk, { stream: true });
      yield decoder.decode();
    },
  };
}

// Some writers use back slashes or an absolute path; nothing is ever written to a disk under these names.
const pathKey = (path: string): string => path.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();

/** The end of a zip, in which its directory is named. */
const TAIL_BYTES = END_BYTES + 0xffff;
const DIRECTORY_BYTES = 4 * 1024 * 1024;

async function readDirectory(source: ByteSource): Promise<Entry[]> {
  const tailStart = Math.max(0, source.size - TAIL_BYTES);
  const tail = await source.read(tailStart, source.size);
  const at = findEnd(tail);
  const count = tail.readUInt16LE(at + 10);
  const size = tail.readUInt32LE(at + 12);
  const start = tail.readUInt32LE(at + 16);
  if (count > IMPORT_LIMITS.zipEntries) {
    throw unreadable("zip_too_many_entries", { count, limit: IMPORT_LIMITS.zipEntries });
  }
  if (start + size > tailStart + at || size > DIRECTORY_BYTES) throw unreadable("zip_corrupt");
  const directory = await source.read(start, start + size);
  const entries: Entry[] = [];
  let next = 0;
  for (let i = 0; i < count; i++) {
    if (next + CENTRAL_BYTES > size || directory.readUInt32LE(next) !== SIGNATURE.central)
      throw unreadable("zip_corrupt");
    const [name, extra, comment] = [28, 30, 32].map((field) => directory.readUInt16LE(next + field));
    const length = CENTRAL_BYTES + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
    if (next + length > size) throw unreadable("zip_corrupt");
    entries.push(await readEntry(source, directory, next, start));
    next += length;
  }
  if (next !== size) throw unreadable("zip_corrupt");
  return entries;
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) === SIGNATURE.end) return at;
  }
  throw unreadable("zip_truncated");
}

async function readEntry(
  source: ByteSource,
  directory: Buffer,
  at: number,
  directoryStart: number,
): Promise<Entry> {
  if (directory.readUInt16LE(at + 8) & 1) throw unreadable("encrypted");
  const nameEnd = at + CENTRAL_BYTES + directory.readUInt16LE(at + 28);
  const sizes = { bytes: directory.readUInt32LE(at + 24), packedBytes: directory.readUInt32LE(at + 20) };
  const place = { local: directory.readUInt32LE(at + 42) };
  readLongSizes(directory.subarray(nameEnd, nameEnd + directory.readUInt16LE(at + 30)), sizes, place);
  const method = directory.readUInt16LE(at + 10);
  if (method !== STORED && method !== DEFLATED) throw unreadable("zip_corrupt");
  if (place.local + LOCAL_BYTES > directoryStart) throw unreadable("zip_corrupt");
  const local = await source.read(place.local, place.local + LOCAL_BYTES);
  if (local.readUInt32LE(0) !== SIGNATURE.local) throw unreadable("zip_corrupt");
  const start = place.local + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
  if (start + sizes.packedBytes > directoryStart) throw unreadable("zip_corrupt");
  return {
    name: directory.toString("utf8", at + CENTRAL_BYTES, nameEnd),
    method,
    checksum: directory.readUInt32LE(at + 16),
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

async function* inflated(source: ByteSource, entry: Entry): AsyncGenerator<Uint8Array> {
  const packed = piecesOf(source, entry.start, entry.start + entry.packedBytes);
  let length = 0;
  let checksum = 0;
  for await (const chunk of entry.method === STORED ? packed : inflate(packed)) {
    length += chunk.length;
    if (length > entry.bytes) throw unreadable("zip_bomb");
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  if (length !== entry.bytes || checksum !== entry.checksum) throw unreadable("zip_corrupt");
}

async function* inflate(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(packed);
  const stream = createInflateRaw({ chunkSize: 64 * 1024 });
  source.on("error", (error) => stream.destroy(error));
  try {
    for await (const chunk of source.pipe(stream)) yield chunk;
  } catch (error) {
    if (error instanceof Error && "errno" in error) throw unreadable("zip_corrupt");
    throw error;
  } finally {
    source.destroy();
  }
}
