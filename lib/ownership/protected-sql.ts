import { type SQL, sql } from "drizzle-orm";
import { instant } from "@/lib/sql-values";

/** Whether the customer `c` is one of those that its owner protects now; one that an undo keeps for a while is not. */
export const protectedByOwner = (now: Date): SQL => sql`
  (c.protected_until > ${instant(now)} and not exists (select from protections pr where pr.customer_id = c.id
    and pr.lifted_at is null and pr.after is not null and pr.until_at = c.protected_until))`;
