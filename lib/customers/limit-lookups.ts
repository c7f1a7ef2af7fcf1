import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { countHit } from "@/lib/forms/count-hit";
import { seesAllContacts } from "@/lib/masking/rules";
import { requirePerson } from "@/lib/require-person";
import { instant } from "@/lib/sql-values";
import { addMs, MINUTE } from "@/lib/time";

/** How many whole numbers somebody looks for in ten minutes among customers whose contacts he sees masked. */
export const MOST_LOOKUPS = 30;
const WINDOW_MS = 10 * MINUTE;
/** How many numbers and addresses somebody may type into new customers and filters in ten minutes to hear whether they are there. */
export const MOST_TYPED = 120;

/**
 * Counts a look for a whole phone number: each answers whether it is among what is masked, so nobody may try them one
 * after the other. TOO_MANY_REQUESTS says when there is room again; the count is the same for all servers.
 */
export async function limitLookups(ctx: Ctx): Promise<void> {
  const me = requirePerson(ctx.actor);
  const since = instant(addMs(ctx.now, -WINDOW_MS));
  const [row] = await ctx.db.execute<{ from_at: string; count: number }>(sql`
    insert into phone_lookups as l (user_id, from_at, count) values (${me}::uuid, ${instant(ctx.now)}, 1)
    on conflict (user_id) do update set
      count = case when l.from_at <= ${since} then 1 else l.count + 1 end,
      from_at = case when l.from_at <= ${since} then excluded.from_at else l.from_at end
    returning from_at, count`);
  if (!row || row.count <= MOST_LOOKUPS) return;
  const room = new Date(row.from_at).getTime() + WINDOW_MS - ctx.now.getTime();
  throw new DomainError("TOO_MANY_REQUESTS", { retryAfterSeconds: Math.max(1, Math.ceil(room / 1000)) });
}

/**
 * Counts whole numbers and addresses that were compared with what is there: the answer names the customer that has them, so
 * nobody may try out what a mask hides. TOO_MANY_REQUESTS above the limit; who sees all contacts anyway isn't counted.
 */
export async function limitTyped(ctx: Ctx, typed: number): Promise<void> {
  if (typed === 0 || ctx.counted || seesAllContacts(ctx.actor)) return;
  await countHit(ctx, `typed:${requirePerson(ctx.actor)}`, MOST_TYPED, typed);
}

/** Refusals that answer whether the numbers and addresses of a customer are there. */
const TELLING: ReadonlySet<string> = new Set(["DUPLICATE_CUSTOMER", "LIKELY_DUPLICATE"]);

/** Whether a refusal of new or edited contacts says that others have them. */
export const tellsOfOthers = (refusal: unknown): boolean =>
  refusal instanceof DomainError && TELLING.has(refusal.code);

/** How many numbers and addresses were typed. */
export const typedIn = (
  contacts: readonly { phone?: string | null | undefined; email?: string | null | undefined }[],
): number => contacts.flatMap(({ phone, email }) => [phone, email].filter(Boolean)).length;
