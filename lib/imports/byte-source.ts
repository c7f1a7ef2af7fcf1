import { Buffer } from "node:buffer";
import { setImmediate } from "node:timers/promises";

/** Bytes that lie somewhere and are read piece by piece; `to` is exclusive. */
export type ByteSource = { size: number; read(from: number, to: number): Promise<Buffer> };

const PIECE_BYTES = 64 * 1024;

/** Bytes that are in memory already. */
export const inMemory = (bytes: Uint8Array): ByteSource => ({
  size: bytes.byteLength,
  read: async (from, to) => {
    const end = Math.min(to, bytes.byteLength);
    return Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.max(0, end - from));
  },
});

/** The bytes in small pieces; other work gets its turn between them. */
export async function* piecesOf(
  source: ByteSource,
  from = 0,
  to: number = source.size,
): AsyncGenerator<Buffer> {
  for (let at = from; at < to; at += PIECE_BYTES) {
    yield await source.read(at, Math.min(to, at + PIECE_BYTES));
    await setImmediate();
  }
}
