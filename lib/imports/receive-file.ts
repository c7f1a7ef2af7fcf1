import { createHash } from "node:crypto";
import { and, count, eq, isNull } from "drizzle-orm";
import { newId } from "@/db/columns";
import { importFileParts, importFiles } from "@/db/schema/imports";
import { actorId, type Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { addMs, DAY } from "@/lib/time";
import { piecesOf } from "./byte-source";
import { probeEncoding } from "./detect-encoding";
import { keepSmall } from "./keep-small";
import { PART_BYTES } from "./limits";
import { refuseLargeFile } from "./read-table";
import { type FileInput, OpenUploadInput, PartInput } from "./schema";
import { sniffFormat } from "./sniff-format";
import { findFile, storedBytes } from "./stored-file";

/** How long a file is kept to be imported, or to be gone on with. */
const KEPT_DAYS = 7;

export type OpenedUpload = { fileId: string; partBytes: number; parts: number };

/** Makes room for a file that is sent in parts of one size. IMPORT_FILE_UNREADABLE for one that is too large or empty. */
export async function openUpload(ctx: Ctx, input: OpenUploadInput): Promise<OpenedUpload> {
  authorize(ctx.actor, "customers.import");
  const { fileName, byteCount } = OpenUploadInput.parse(input);
  refuseLargeFile(byteCount);
  return once(ctx, "openUpload", input, async (ctx) => {
    const fileId = newId();
    await ctx.db.insert(importFiles).values({
      ...{ id: fileId, fileName, byteCount, partBytes: PART_BYTES, uploadedById: actorId(ctx.actor) },
      ...{ uploadedAt: ctx.now, expiresAt: addMs(ctx.now, KEPT_DAYS * DAY) },
    });
    return { fileId, partBytes: PART_BYTES, parts: Math.ceil(byteCount / PART_BYTES) };
  });
}

/** Takes one part, counted from 0; the same part again takes its place. INVALID_INPUT for one of the wrong length. */
export async function receivePart(
  ctx: Ctx,
  input: { fileId: string; part: number; bytes: Uint8Array },
): Promise<{ part: number }> {
  authorize(ctx.actor, "customers.import");
  const { fileId, part } = PartInput.parse({ fileId: input.fileId, part: input.part });
  const file = await findFile(ctx, fileId);
  const wanted = Math.min(file.partBytes, file.byteCount - part * file.partBytes);
  if (file.hash !== null || input.bytes.byteLength !== wanted) {
    throw new DomainError("INVALID_INPUT", { field: "part" });
  }
  await ctx.db
    .insert(importFileParts)
    .values({ fileId, part, bytes: input.bytes })
    .onConflictDoUpdate({
      target: [importFileParts.fileId, importFileParts.part],
      set: { bytes: input.bytes },
    });
  return { part };
}

/**
 * Says that every part was sent: the whole is looked through once for its hash and encoding. IMPORT_FILE_UNREADABLE for
 * what is no table, INVALID_INPUT while a part is missing. Saying it again changes nothing.
 */
export async function closeUpload(ctx: Ctx, input: FileInput): Promise<FileInput> {
  authorize(ctx.actor, "customers.import");
  const file = await findFile(ctx, input.fileId);
  if (file.hash !== null) return { fileId: file.id };
  const [there] = await ctx.db
    .select({ parts: count() })
    .from(importFileParts)
    .where(eq(importFileParts.fileId, file.id));
  if (there?.parts !== Math.ceil(file.byteCount / file.partBytes)) {
    throw new DomainError("INVALID_INPUT", { field: "parts" });
  }
  const source = storedBytes(ctx.db, file);
  const format = await sniffFormat(source, file.fileName);
  const hash = createHash("sha256");
  const probe = probeEncoding();
  for await (const piece of piecesOf(source)) {
    hash.update(piece);
    if (format === "csv") probe.add(piece);
  }
  const encoding = format === "csv" ? probe.encoding() : null;
  await ctx.db
    .update(importFiles)
    .set({ hash: hash.digest("hex"), encoding })
    .where(and(eq(importFiles.id, file.id), isNull(importFiles.hash)));
  return { fileId: file.id };
}

async function* inParts(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let waiting: Uint8Array[] = [];
  let length = 0;
  for await (let piece of content) {
    while (length + piece.length >= PART_BYTES) {
      const cut = PART_BYTES - length;
      yield Buffer.concat([...waiting, piece.subarray(0, cut)]);
      piece = piece.subarray(cut);
      [waiting, length] = [[], 0];
    }
    waiting.push(piece);
    length += piece.length;
  }
  if (length > 0) yield Buffer.concat(waiting);
}

/**
 * Keeps a file that comes as a stream, and answers by which id it can be imported. IMPORT_FILE_UNREADABLE for one that
 * is too large, as soon as that shows, or that is no table.
 */
export async function storeFile(
  ctx: Ctx,
  input: { fileName: string; content: AsyncIterable<Uint8Array> },
): Promise<FileInput> {
  authorize(ctx.actor, "customers.import");
  const { operationKey: _key, ...within } = ctx;
  const { fileId } = await openUpload(within, { fileName: input.fileName, byteCount: 0 });
  let byteCount = 0;
  let part = 0;
  for await (const bytes of inParts(input.content)) {
    byteCount += bytes.length;
    refuseLargeFile(byteCount);
    await ctx.db.insert(importFileParts).values({ fileId, part, bytes });
    part += 1;
    keepSmall();
  }
  await ctx.db.update(importFiles).set({ byteCount }).where(eq(importFiles.id, fileId));
  return closeUpload(ctx, { fileId });
}
