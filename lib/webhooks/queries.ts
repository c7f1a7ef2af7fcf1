import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { readInstant } from "@/lib/sql-values";
import { bodyOf } from "./deliver-webhooks";
import { type DeliveryInput, ListDeliveriesInput } from "./schema";
import type { AttemptRow, DeliveryDetail, DeliveryPage, DeliveryRow, EndpointRow } from "./types";

type Row = Record<string, unknown>;

const MOST_COUNTED = 10_000;

const toEndpoint = ({
  failing_since,
  rest_until,
  old_secret_until,
  created_at,
  last_at,
  ...row
}: Row): EndpointRow => ({
  ...(row as Pick<EndpointRow, "id" | "url" | "description" | "kinds" | "state" | "pausedBecause">),
  failures: Number(row.failures),
  failingSince: readInstant(failing_since),
  restUntil: readInstant(rest_until),
  oldSecretUntil: readInstant(old_secret_until),
  createdAt: new Date(created_at as string),
  due: Number(row.due),
  failed: Number(row.failed),
  delivered: Number(row.delivered),
  lastAt: readInstant(last_at),
});

const countOf = (state: string) => sql`(select count(*) from (select from webhook_deliveries d
  where d.endpoint_id = w.id and d.state = ${state} limit ${MOST_COUNTED}) n)`;

/** The endpoints, oldest first, with what waits, was delivered and was given up in the last month (at most 10,000 each). */
export async function listEndpoints(ctx: Ctx): Promise<EndpointRow[]> {
  authorize(ctx.actor, "webhooks.manage");
  const rows = await ctx.db.execute<Row>(sql`
    select w.id, w.url, w.description, w.kinds, w.state, w.paused_because as "pausedBecause", w.failures, w.failing_since, w.rest_until,
      case when w.old_secret_until > ${ctx.now.toISOString()}::timestamptz then w.old_secret_until end as old_secret_until, w.created_at,
      ${countOf("due")} as due, ${countOf("failed")} as failed, ${countOf("delivered")} as delivered,
      (select max(d.ended_at) from (select ended_at from webhook_deliveries where endpoint_id = w.id order by seq desc limit 50) d) as last_at
    from webhook_endpoints w order by w.created_at, w.id`);
  return rows.map(toEndpoint);
}

const toDelivery = ({ ended_at, last_status, last_error, last_at, seq: _seq, ...row }: Row): DeliveryRow => ({
  ...(row as Pick<DeliveryRow, "id" | "messageId" | "kind" | "subject" | "name" | "state">),
  attempts: Number(row.attempts),
  at: new Date(row.at as string),
  endedAt: readInstant(ended_at),
  lastStatus: last_status === null ? null : Number(last_status),
  lastError: last_error as string | null,
  lastAt: readInstant(last_at),
});

/** The deliveries of an endpoint, newest first, a page at a time, each with its last attempt. */
export async function listDeliveries(ctx: Ctx, input: ListDeliveriesInput): Promise<DeliveryPage> {
  authorize(ctx.actor, "webhooks.manage");
  const { endpointId, state, cursor, limit } = ListDeliveriesInput.parse(input);
  const rows = await ctx.db.execute<Row>(sql`
    with page as (
      select d.* from webhook_deliveries d where d.endpoint_id = ${endpointId}::uuid
        and ${state ? sql`d.state = ${state}` : sql`true`} and ${cursor ? sql`d.seq < ${cursor}::bigint` : sql`true`}
      order by d.seq desc limit ${limit + 1})
    select d.id, d.message_id as "messageId", m.kind, d.subject, m.data->'customer'->>'name' as name, d.state, d.attempts, m.at, d.ended_at,
      d.seq, a.status as last_status, a.error as last_error, a.at as last_at
    from page d join webhook_messages m on m.id = d.message_id
    left join lateral (select status, error, at from webhook_attempts where delivery_id = d.id order by at desc, id desc limit 1) a on true
    order by d.seq desc`);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page.map(toDelivery), nextCursor: rows.length > limit && last ? Number(last.seq) : null };
}

const toAttempt = ({ duration_ms, ...row }: Row): AttemptRow => ({
  ...(row as Pick<AttemptRow, "id" | "status" | "answer" | "error">),
  at: new Date(row.at as string),
  durationMs: Number(duration_ms),
});

/** A delivery with the body that is sent and every attempt; NOT_FOUND when it is forgotten. */
export async function getDelivery(ctx: Ctx, input: DeliveryInput): Promise<DeliveryDetail> {
  authorize(ctx.actor, "webhooks.manage");
  const [row] = await ctx.db.execute<{
    id: string;
    messageId: string;
    kind: string;
    at: string;
    data: Record<string, unknown>;
  }>(sql`
    select d.id, m.id as "messageId", m.kind, m.at, m.data from webhook_deliveries d join webhook_messages m on m.id = d.message_id
    where d.id = ${input.deliveryId}::uuid`);
  if (!row) throw new DomainError("NOT_FOUND", { what: "delivery" });
  const attempts = await ctx.db.execute<Row>(sql`
    select id, at, status, duration_ms, answer, error from webhook_attempts where delivery_id = ${row.id}::uuid order by at desc, id desc`);
  const { id, messageId, kind } = row;
  return { id, messageId, kind, body: bodyOf(row), attempts: attempts.map(toAttempt) };
}
