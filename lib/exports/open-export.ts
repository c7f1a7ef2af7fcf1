import { and, asc, eq, gt, sql } from "drizzle-orm";
import { exportParts, exports } from "@/db/schema/views";
import { actorId, type Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import type { ExportInput } from "./schema";

export type OpenedExport = {
  format: "csv" | "xlsx";
  list: string;
  bytes: number;
  askedAt: Date;
  pieces: AsyncGenerator<Uint8Array>;
};

async function* piecesOf(ctx: Ctx, exportId: string): AsyncGenerator<Uint8Array> {
  for (let after = -1; ; ) {
    const [piece] = await ctx.db
      .select()
      .from(exportParts)
      .where(and(eq(exportParts.exportId, exportId), gt(exportParts.position, after)))
      .orderBy(asc(exportParts.position))
      .limit(1);
    if (!piece) return;
    yield piece.bytes;
    after = piece.position;
  }
}

/** Hands the file of an export to who asked for it, and counts that; EXPORT_GONE once it has expired, NOT_FOUND to anybody else. By a token that may look at contacts. */
export async function openExport(ctx: Ctx, { exportId }: ExportInput): Promise<OpenedExport> {
  authorize(ctx.actor, "customers.export");
  // The file is as its asker sees the list on his screen, whatever the token that fetches it may look at.
  authorize(ctx.actor, "contacts.reveal");
  const [row] = await ctx.db
    .update(exports)
    .set({ downloadCount: sql`${exports.downloadCount} + 1`, downloadedAt: ctx.now })
    .where(
      and(
        eq(exports.id, exportId),
        eq(exports.userId, actorId(ctx.actor) ?? ""),
        eq(exports.state, "done"),
        sql`${exports.expiresAt} > ${instant(ctx.now)}`,
      ),
    )
    .returning();
  if (row) {
    const { format, list, byteCount: bytes, askedAt } = row;
    return { format, list, bytes, askedAt, pieces: piecesOf(ctx, exportId) };
  }
  const [there] = await ctx.db.select().from(exports).where(eq(exports.id, exportId));
  if (!there || there.userId !== actorId(ctx.actor)) throw new DomainError("NOT_FOUND");
  throw new DomainError("EXPORT_GONE");
}
