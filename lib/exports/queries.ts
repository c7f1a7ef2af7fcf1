import { eq, sql } from "drizzle-orm";
import type { ExportFormat, ExportState, ListName } from "@/db/enums";
import { exportRules } from "@/db/schema/views";
import { actorId, type Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize, may } from "@/lib/permissions";
import { readSameHands } from "@/lib/second-person/read-same-hands";
import type { SameHands } from "@/lib/second-person/types";
import { instant, readInstant } from "@/lib/sql-values";
import type { ExportInput, ListExportsInput } from "./schema";
import type { ExportRow } from "./types";

const PAGE = 50;

type Row = {
  id: string;
  user_id: string;
  user_name: string;
  list: ListName;
  search: Record<string, string>;
  format: ExportFormat;
  state: ExportState;
  expected: number;
  row_count: number;
  byte_count: number;
  failure: string | null;
  asked_at: string;
  decided_by: string | null;
  decided_at: string | null;
  finished_at: string | null;
  expires_at: string | null;
  download_count: number;
  file_hash: string | null;
  ready: boolean;
};

function toRow(ctx: Ctx, row: Row, same: Map<string, SameHands>): ExportRow {
  const own = row.user_id === actorId(ctx.actor);
  const mayDecide = row.state === "asked" && !own && may(ctx.actor, "exports.decide");
  return {
    ...{ id: row.id, user: { id: row.user_id, name: row.user_name }, list: row.list, search: row.search },
    ...{ format: row.format, state: row.state, ready: row.ready && own, expected: row.expected },
    ...{ rowCount: row.row_count, byteCount: row.byte_count, failure: row.failure },
    askedAt: new Date(row.asked_at),
    ...{ decidedBy: row.decided_by, decidedAt: readInstant(row.decided_at) },
    ...{ finishedAt: readInstant(row.finished_at), expiresAt: readInstant(row.expires_at) },
    ...{ downloadCount: row.download_count, fileHash: row.file_hash },
    ...{ mayDecide, sameHands: mayDecide ? (same.get(row.user_id) ?? null) : null },
  };
}

const rowsWhere = (ctx: Ctx, where: ReturnType<typeof sql>) => sql`
  select e.*, u.name as user_name, d.name as decided_by, e.state = 'done' and e.expires_at > ${instant(ctx.now)} as ready
  from exports e join users u on u.id = e.user_id left join users d on d.id = e.decided_by_id
  where ${where} order by e.id desc limit ${sql.raw(String(PAGE + 1))}`;

/** Who of the askers that wait may be the reader himself. */
async function sameHandsOf(ctx: Ctx, rows: readonly Row[]): Promise<Map<string, SameHands>> {
  const me = actorId(ctx.actor);
  const waiting = rows.filter(({ state }) => state === "asked").map(({ user_id }) => user_id);
  return me ? readSameHands(ctx, me, waiting, { deed: "exports.decide" }) : new Map();
}

/** Whose exports the actor looks after: an admin all, a manager his team's and his own. */
function inCharge(ctx: Ctx) {
  if (ctx.actor.kind === "system" || ctx.actor.role === "admin") return sql`true`;
  const mine = sql`e.user_id = ${ctx.actor.id}::uuid`;
  return ctx.actor.teamId === null ? mine : sql`(${mine} or u.team_id = ${ctx.actor.teamId}::uuid)`;
}

/** The exports there were, the latest first: one's own, or those that one looks after. */
export async function listExports(
  ctx: Ctx,
  { whose, cursor }: ListExportsInput,
): Promise<{ rows: ExportRow[]; nextCursor: string | null }> {
  authorize(ctx.actor, "exports.read");
  const scope = whose === "all" ? inCharge(ctx) : sql`e.user_id = ${actorId(ctx.actor)}::uuid`;
  const before = cursor ? sql` and e.id < ${cursor}::uuid` : sql``;
  const rows = await ctx.db.execute<Row>(rowsWhere(ctx, sql`${scope}${before}`));
  const shown = rows.slice(0, PAGE);
  const last = rows.length > PAGE ? shown.at(-1) : undefined;
  const same = await sameHandsOf(ctx, shown);
  return { rows: shown.map((row) => toRow(ctx, row, same)), nextCursor: last?.id ?? null };
}

/** One export of the reader's own: how far it is. */
export async function getExport(ctx: Ctx, { exportId }: ExportInput): Promise<ExportRow> {
  authorize(ctx.actor, "exports.read");
  const own = sql`e.id = ${exportId}::uuid and e.user_id = ${actorId(ctx.actor)}::uuid`;
  const [row] = await ctx.db.execute<Row>(rowsWhere(ctx, own));
  if (!row) throw new DomainError("NOT_FOUND");
  return toRow(ctx, row, new Map());
}

/** Above how many customers an export needs a second person's yes; null when none does. */
export async function getExportRules(ctx: Ctx): Promise<{ approvalAbove: number | null }> {
  authorize(ctx.actor, "exports.read");
  const [row] = await ctx.db.select().from(exportRules).where(eq(exportRules.one, true));
  return { approvalAbove: row?.approvalAbove ?? null };
}
