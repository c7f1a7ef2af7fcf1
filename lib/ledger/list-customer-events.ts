import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/context";
import { readCustomer } from "@/lib/customers/read-customer";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { readEvents } from "./read-events";
import { CustomerEventsInput } from "./schema";
import type { LedgerPage } from "./types";

/**
 * The ledger of one customer, newest first, for whoever sees it; `nextCursor` is the version that the page ended with.
 * Phones in notes are masked for whom its contacts are. NOT_FOUND when it isn't there for him.
 */
export async function listCustomerEvents(ctx: Ctx, input: CustomerEventsInput): Promise<LedgerPage> {
  authorize(ctx.actor, "customers.read");
  const { customerId, before, limit } = CustomerEventsInput.parse(input);
  const seen = await readCustomer(ctx, customerId);
  if (seen.sight === "taken") throw new DomainError("NOT_FOUND");
  const page = sql`select e.* from events e where e.customer_id = ${customerId}::uuid
    and (${before ?? null}::int is null or e.version < ${before ?? null}::int) order by e.version desc limit ${limit + 1}`;
  const rows = await readEvents(ctx.db, page, { masked: !seen.access.clear, order: "newest" });
  const shown = rows.slice(0, limit);
  return { rows: shown, nextCursor: rows.length > limit ? (shown.at(-1)?.version ?? null) : null };
}
