import type { Ctx } from "@/lib/context";
import { countPool, countPoolViews } from "@/lib/customers/count-pool";
import type { Peek } from "@/lib/customers/customer-types";
import { getPoolFacets, type PoolFacets } from "@/lib/customers/get-pool-facets";
import { listPool } from "@/lib/customers/list-pool";
import type { PoolListParams, PoolView } from "@/lib/customers/list-schema";
import { peekCustomer } from "@/lib/customers/peek-customer";
import { CustomerInput } from "@/lib/customers/schema";
import type { Count, PoolPage } from "@/lib/customers/types";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { quotaOf } from "@/lib/quotas/queries";
import type { PoolQuota } from "@/lib/quotas/types";
import { activeFilters, type FilterKey, withoutFilter } from "./address";

/** Everything the pool's screen shows at first. */
export type PoolScreenFacts = {
  page: PoolPage;
  viewCounts: Record<PoolView, Count>;
  /** Of the view with its filters. */
  count: Count;
  facets: PoolFacets;
  quota: PoolQuota;
  /** When the filters leave nothing: the one that hides most, and what the list would hold without it. */
  hiddenBy: { filter: FilterKey; count: Count } | null;
  peek: Peek | null;
  readAt: Date;
};

async function findHiding(ctx: Ctx, params: PoolListParams): Promise<PoolScreenFacts["hiddenBy"]> {
  const counts = await Promise.all(
    activeFilters(params).map(async (filter) => ({
      filter,
      count: await countPool(ctx, withoutFilter(params, filter)),
    })),
  );
  const [most] = counts.toSorted((a, b) => b.count.count - a.count.count);
  return most && most.count.count > 0 ? most : null;
}

/** What may be known of a customer, or null when there is nothing to be seen of it, or what the address says is no id. */
export async function findPeek(ctx: Ctx, customerId: string): Promise<Peek | null> {
  authorize(ctx.actor, "customers.read");
  if (!CustomerInput.safeParse({ customerId }).success) return null;
  try {
    return await peekCustomer(ctx, { customerId });
  } catch (error) {
    if (error instanceof DomainError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** Reads a pool's screen as its address asks. NOT_A_MEMBER, or NOT_FOUND for a pool that isn't there. */
export async function readPoolScreen(
  ctx: Ctx,
  params: PoolListParams,
  peekId: string | null,
): Promise<PoolScreenFacts> {
  const page = await listPool(ctx, params);
  const pool = page.pool.id;
  // The screen is one question, which the page has counted.
  const counted = { ...ctx, counted: true } as const;
  const [viewCounts, count, facets, quotas, peek] = await Promise.all([
    countPoolViews(ctx, { pool }),
    countPool(counted, { ...params, pool }),
    getPoolFacets(ctx, { pool }),
    quotaOf(ctx, pool),
    peekId ? findPeek(ctx, peekId) : null,
  ]);
  const [quota] = quotas.pools;
  if (!quota) throw new DomainError("NOT_FOUND");
  const hiddenBy = page.rows.length === 0 ? await findHiding(counted, { ...params, pool }) : null;
  return { page, viewCounts, count, facets, quota, hiddenBy, peek, readAt: ctx.now };
}
