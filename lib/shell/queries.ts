import { cache } from "react";
import type { Ctx } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import type { FieldDef } from "@/lib/custom-fields/types";
import { listMyPools, type MyPool } from "@/lib/customers/count-pool";
import { countAtRisk } from "@/lib/deadlines/count-at-risk";
import { countPairs } from "@/lib/duplicates/queries";
import { countUnread } from "@/lib/notifications/queries";
import { may } from "@/lib/permissions";
import { quotaOf } from "@/lib/quotas/queries";
import type { Quotas } from "@/lib/quotas/types";
import { listStops } from "@/lib/sweeps/queries";
import type { Stop } from "@/lib/sweeps/types";
import { listPins } from "@/lib/views/queries";
import type { PinnedView } from "@/lib/views/types";

/** The actor's pools with their counts, read once per request however many parts of the page ask. */
export const myPools: (ctx: Ctx) => Promise<MyPool[]> = cache((ctx: Ctx) => listMyPools(ctx));

/** What the frame around every page shows. */
export type ShellFacts = {
  pools: MyPool[];
  quotas: Quotas;
  unread: number;
  atRisk: number;
  /** Pairs that wait for his decision; none for whoever decides about none. */
  duplicates: number;
  fields: FieldDef[];
  /** Where nothing is reclaimed at present. */
  stops: Stop[];
  /** The views that stand beside the navigation. */
  pins: PinnedView[];
};

/** Reads the counts and quotas of the rail, and the organisation's own fields, for the acting person. */
export async function readShell(ctx: Ctx): Promise<ShellFacts> {
  const [pools, quotas, unread, atRisk, fields, stops, pins, pairs] = await Promise.all([
    myPools(ctx),
    quotaOf(ctx),
    countUnread(ctx),
    countAtRisk(ctx),
    readFields(ctx.db),
    listStops(ctx),
    listPins(ctx),
    may(ctx.actor, "duplicates.read") ? countPairs(ctx) : { total: 0 },
  ]);
  return { pools, quotas, unread, atRisk, fields, stops, pins, duplicates: pairs.total };
}
