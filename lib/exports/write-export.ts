import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { ExportFormat, ListName, Locale, Role } from "@/db/enums";
import { exportParts } from "@/db/schema/views";
import type { Ctx } from "@/lib/context";
import { readFieldDefs } from "@/lib/custom-fields/read-defs";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { authorize, may } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { addMs, DAY } from "@/lib/time";
import { askAgain } from "./ask-again";
import type { Cell } from "./columns";
import { encoded } from "./encode";
import { exportedRows } from "./rows";
import { searchWords } from "./search-words";
import { exportWords } from "./words";

/** How long a file can be fetched. */
export const KEPT_MS = DAY;
const PIECE_BYTES = 512 * 1024;
/** A writer that has not been heard of for so long is gone. */
const GONE_AFTER = sql`interval '2 minutes'`;

type Taken = {
  id: string;
  user_id: string;
  name: string;
  role: Role;
  team_id: string | null;
  gone: boolean;
  list: ListName;
  search: Record<string, string>;
  format: ExportFormat;
  locale: Locale;
  time_zone: string;
  currency: string;
  expected: number;
  decided: boolean;
};

/** Takes an export that nobody writes, or nobody writes any more; what was written of it before goes. */
async function take(ctx: Ctx, exportId: string): Promise<Taken | null> {
  const [row] = await ctx.db.execute<Taken>(sql`
    with taken as (
      update exports e set state = 'running', started_at = clock_timestamp(), touched_at = clock_timestamp(), row_count = 0, byte_count = 0
      where e.id = ${exportId}::uuid
        and (e.state = 'queued' or (e.state = 'running' and e.touched_at < clock_timestamp() - ${GONE_AFTER}))
      returning *),
    gone as (delete from export_parts p using taken where p.export_id = taken.id)
    select e.id, e.user_id, u.name, u.role, u.team_id, u.deactivated_at is not null as gone, e.list, e.search, e.format, e.locale,
      o.time_zone, o.currency, e.expected, e.decided_by_id is not null as decided
    from taken e join users u on u.id = e.user_id cross join (select time_zone, currency from organizations limit 1) o`);
  return row ?? null;
}

type Written = { rows: number; bytes: number; hash: string };

/** Keeps the pieces of a file as they come, and says with each how far it is. */
async function keep(
  ctx: Ctx,
  exportId: string,
  pieces: AsyncIterable<Uint8Array>,
  rows: () => number,
): Promise<Omit<Written, "rows">> {
  const hash = createHash("sha256");
  let [position, bytes, held, size] = [0, 0, [] as Uint8Array[], 0];
  const flush = async () => {
    if (size === 0) return;
    await ctx.db.insert(exportParts).values({ exportId, position, bytes: Buffer.concat(held, size) });
    [position, held, size] = [position + 1, [], 0];
    await ctx.db.execute(sql`update exports set row_count = ${rows()}, byte_count = ${bytes}, touched_at = clock_timestamp()
      where id = ${exportId}::uuid`);
  };
  for await (const piece of pieces) {
    hash.update(piece);
    held.push(piece);
    [bytes, size] = [bytes + piece.length, size + piece.length];
    if (size >= PIECE_BYTES) await flush();
  }
  await flush();
  return { bytes, hash: hash.digest("hex") };
}

/** Null when it has to wait for somebody's yes. */
async function write(ctx: Ctx, taken: Taken): Promise<Written | null> {
  const actor = { kind: "user" as const, id: taken.user_id, role: taken.role, teamId: taken.team_id };
  if (taken.gone || !may(actor, "customers.export")) throw new DomainError("USER_INACTIVE");
  if (await askAgain(ctx, actor, taken)) return null;
  const fields = await readFieldDefs(ctx.db);
  const words = exportWords(taken.locale, { timeZone: taken.time_zone, currency: taken.currency, fields });
  const filters = await searchWords(ctx, taken.list, taken.search, { locale: taken.locale, fields });
  let rows = 0;
  async function* lines(db: Ctx["db"]): AsyncGenerator<Cell[]> {
    for await (const row of exportedRows(
      { ...ctx, db, actor, counted: true },
      taken.list,
      taken.search,
      words,
    )) {
      yield row;
      rows += 1;
    }
    rows -= 1;
    yield [];
    yield [words.watermark({ name: taken.name, at: ctx.now, rows, filters })];
  }
  // One snapshot for all pages: whoever is claimed meanwhile is in the file once, as he was when it began.
  const { db } = ctx;
  if (!("transaction" in db)) throw new Error("an export is written outside of any transaction");
  const file = await db.transaction(
    (tx) =>
      keep(ctx, taken.id, encoded(taken.format, lines(tx), words.sheet(taken.list)), () => Math.max(0, rows)),
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
  return { ...file, rows };
}

/** Writes the file of an export as its asker; false when somebody else writes it or it is not to be written (yet). */
export async function writeExport(ctx: Ctx, { exportId }: { exportId: string }): Promise<boolean> {
  authorize(ctx.actor, "jobs.run");
  const taken = await take(ctx, exportId);
  if (!taken) return false;
  try {
    const written = await write(ctx, taken);
    if (!written) return false;
    const { rows, bytes, hash } = written;
    await ctx.db.execute(sql`update exports set state = 'done', row_count = ${rows}, byte_count = ${bytes}, file_hash = ${hash},
      finished_at = ${instant(ctx.now)}, expires_at = ${instant(addMs(ctx.now, KEPT_MS))} where id = ${exportId}::uuid`);
  } catch (error) {
    const code = error instanceof DomainError ? error.code : "INTERNAL";
    if (code === "INTERNAL") log.error({ err: error, exportId }, "export failed");
    await ctx.db.execute(sql`with gone as (delete from export_parts where export_id = ${exportId}::uuid)
      update exports set state = 'failed', failure = ${code}, finished_at = ${instant(ctx.now)} where id = ${exportId}::uuid`);
  }
  return true;
}
