import { and, eq } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { importFileParts, importFiles } from "@/db/schema/imports";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { ByteSource } from "./byte-source";
import type { Encoding } from "./encodings";
import { keepSmall } from "./keep-small";

export type StoredFile = {
  id: string;
  fileName: string;
  byteCount: number;
  partBytes: number;
  hash: string | null;
  encoding: Encoding | null;
  uploadedById: string | null;
  goneAt: Date | null;
};

/** A file that was sent, as far as the actor may use it: his own, for an admin any. NOT_FOUND. */
export async function findFile(ctx: Ctx, fileId: string): Promise<StoredFile> {
  const [file] = await ctx.db.select().from(importFiles).where(eq(importFiles.id, fileId));
  const { actor } = ctx;
  const mine = actor.kind === "system" || actor.role === "admin" || file?.uploadedById === actor.id;
  if (!file || !mine) throw new DomainError("NOT_FOUND", { what: "file" });
  return { ...file, encoding: file.encoding as Encoding | null };
}

/** A file whose every part is there and still kept. IMPORT_FILE_GONE. */
export async function requireWhole(ctx: Ctx, fileId: string): Promise<StoredFile & { hash: string }> {
  const file = await findFile(ctx, fileId);
  const { hash } = file;
  if (hash === null || file.goneAt !== null)
    throw new DomainError("IMPORT_FILE_GONE", { file: file.fileName });
  return { ...file, hash };
}

/** The bytes of a stored file, of which one part at a time is in memory. */
export function storedBytes(db: Executor, file: StoredFile): ByteSource {
  let held: { part: number; bytes: Buffer } | null = null;
  const partAt = async (part: number): Promise<Buffer> => {
    if (held?.part === part) return held.bytes;
    const [row] = await db
      .select({ bytes: importFileParts.bytes })
      .from(importFileParts)
      .where(and(eq(importFileParts.fileId, file.id), eq(importFileParts.part, part)));
    if (!row) throw new DomainError("IMPORT_FILE_GONE", { file: file.fileName });
    const { buffer, byteOffset, byteLength } = row.bytes;
    held = { part, bytes: Buffer.from(buffer, byteOffset, byteLength) };
    keepSmall();
    return held.bytes;
  };
  return {
    size: file.byteCount,
    async read(from, to) {
      const end = Math.min(to, file.byteCount);
      const pieces: Buffer[] = [];
      for (let at = from; at < end; ) {
        const part = Math.floor(at / file.partBytes);
        const start = part * file.partBytes;
        const bytes = await partAt(part);
        const piece = bytes.subarray(at - start, Math.min(bytes.length, end - start));
        if (piece.length === 0) throw new DomainError("IMPORT_FILE_GONE", { file: file.fileName });
        pieces.push(piece);
        at += piece.length;
      }
      return pieces.length === 1 ? (pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(pieces);
    },
  };
}
