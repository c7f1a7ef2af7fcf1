import { sql } from "drizzle-orm";
import type { Locale, Role } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";
import { authorize } from "@/lib/permissions";
import { instant, readInstant } from "@/lib/sql-values";
import { addMs, MINUTE } from "@/lib/time";
import { hashOfSecret, SECRET_START } from "./secret";
import type { TokenUse } from "./types";

type Row = {
  id: string;
  name: string;
  scopes: string[];
  last_used_at: string | null;
  expires_at: string | null;
  user_id: string;
  role: Role;
  team_id: string | null;
  locale: Locale | null;
  time_zone: string;
  requests: number;
};

/** The whole minute that an instant is in: requests are counted by it. */
export const minuteOf = (now: Date): Date => new Date(Math.floor(now.getTime() / MINUTE) * MINUTE);

/**
 * Who a secret stands for, counted as one more request of the minute, in one statement. UNAUTHENTICATED for a secret that
 * is unknown, revoked, over, or of somebody who has left.
 */
export async function authenticateToken(ctx: Ctx, input: { secret: string }): Promise<TokenUse> {
  authorize(ctx.actor, "tokens.authenticate");
  if (!input.secret.startsWith(SECRET_START)) throw new DomainError("UNAUTHENTICATED");
  const [row] = await ctx.db.execute<Row>(sql`
    with t as materialized (
      select t.id, t.name, t.scopes, t.last_used_at, t.expires_at, u.id as user_id, u.role, u.team_id, u.locale,
        (select time_zone from organizations limit 1) as time_zone
      from api_tokens t join users u on u.id = t.user_id
      where t.hash = ${hashOfSecret(input.secret)} and t.revoked_at is null and u.deactivated_at is null
        and (t.expires_at is null or t.expires_at > ${instant(ctx.now)})),
    counted as (
      insert into api_windows as w (token_id, starts_at, requests) select id, ${instant(minuteOf(ctx.now))}, 1 from t
      on conflict (token_id) do update set starts_at = greatest(w.starts_at, excluded.starts_at),
        requests = case when w.starts_at < excluded.starts_at then 1 else w.requests + 1 end
      returning requests)
    select t.*, counted.requests from t, counted`);
  if (!row) throw new DomainError("UNAUTHENTICATED");
  const { id, scopes } = row;
  const lastUsedAt = readInstant(row.last_used_at);
  if (!lastUsedAt || lastUsedAt <= addMs(ctx.now, -MINUTE)) void noteUse(ctx, id);
  return {
    actor: { kind: "user", id: row.user_id, role: row.role, teamId: row.team_id, token: { id, scopes } },
    token: { id, name: row.name, scopes, lastUsedAt, expiresAt: readInstant(row.expires_at) },
    ...{ locale: row.locale, timeZone: row.time_zone, requests: row.requests },
  };
}

/** Notes once a minute that the token is in use. Nobody waits for it, nor for the disk because of it. */
async function noteUse(ctx: Ctx, tokenId: string): Promise<void> {
  try {
    await ctx.db.execute(sql`
      with quick as (select set_config('synchronous_commit', 'off', true))
      update api_tokens set last_used_at = ${instant(ctx.now)} from quick
      where id = ${tokenId}::uuid and (last_used_at is null or last_used_at <= ${instant(addMs(ctx.now, -MINUTE))})`);
  } catch (error) {
    log.warn({ err: error }, "the use of a token was not noted");
  }
}
