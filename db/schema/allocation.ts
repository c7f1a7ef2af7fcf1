import { boolean, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "../columns";
import { policies, pools } from "./pools";

/**
 * What the job that deals out has seen of a pool, so that it needn't look at all of it each minute. A hint: without the row
 * it looks at everything.
 */
export const allocationLooks = pgTable("allocation_looks", {
  poolId: uuid()
    .primaryKey()
    .references(() => pools.id),
  /** Under which rules. */
  policyId: uuid()
    .notNull()
    .references(() => policies.id),
  /** Up to when what came into the pool has been looked at, and when all of it last was. */
  lookedAt: instant().notNull(),
  wholeAt: instant().notNull(),
  /** Whether some may have stayed only because nobody could take them, and who could take more then, as `rule person`. */
  waiting: boolean().notNull(),
  free: text().array().notNull(),
});
