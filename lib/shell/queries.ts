import { cache } from "react";
import type { Ctx } from "@/lib/context";
import { listMyPools, type MyPool } from "@/lib/customers/count-pool";
import { countAtRisk } from "@/lib/deadlines/count-at-risk";
import { countUnread } from "@/lib/notifications/queries";
import { quotaOf } from "@/lib/quotas/queries";
import type { Quotas } from "@/lib/quotas/types";

/** The actor's pools with their counts, read once per request however many parts of the page ask. */
export const myPools: (ctx: Ctx) => Promise<MyPool[]> = cache((ctx: Ctx) => listMyPools(ctx));

/** What the frame around every page shows. */
export type ShellFacts = { pools: MyPool[]; quotas: Quotas; unread: number; atRisk: number };

/** Reads the counts and quotas of the rail for the acting person. */
export async function readShell(ctx: Ctx): Promise<ShellFacts> {
  const [pools, quotas, unread, atRisk] = await Promise.all([
    myPools(ctx),
    quotaOf(ctx),
    countUnread(ctx),
    countAtRisk(ctx),
  ]);
  return { pools, quotas, unread, atRisk };
}
