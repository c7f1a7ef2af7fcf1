import { z } from "zod";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { readSearch } from "@/lib/api/search";
import { At, ById, Id, Named, Paging, page, perName, whole } from "@/lib/api/shapes/common";
import { Count, MineRow, MineSearch, PoolRow, PoolSearch } from "@/lib/api/shapes/lists";
import { countMine, stripOf } from "@/lib/customers/count-mine";
import { countPool, countPoolViews, listMyPools } from "@/lib/customers/count-pool";
import { getPoolFacets } from "@/lib/customers/get-pool-facets";
import { listMine } from "@/lib/customers/list-mine";
import { listPool } from "@/lib/customers/list-pool";
import { MINE_VIEWS, POOL_VIEWS } from "@/lib/customers/list-schema";
import { recordPoolVisit } from "@/lib/customers/record-pool-visit";

const common = { tag: "lists", permission: "customers.read" } as const;

const pooled = endpoint({
  ...common,
  id: "listPool",
  method: "get",
  path: "/lists/pool",
  summary: "List what lies in a pool, with every filter of its screen",
  description:
    "The first of your pools where none is named. Masked contacts are found only by all of them; such look-ups are counted.",
  refusals: ["NOT_FOUND", "NOT_A_MEMBER"],
  query: z.strictObject({
    ...PoolSearch.shape,
    since: z.iso.datetime({ offset: true }).optional(),
    ...Paging,
  }),
  output: z.strictObject({
    ...page(PoolRow).shape,
    pool: Named,
    newSince: At.nullable().meta({ description: "Give it back as `since`, so that new stays new." }),
  }),
  run: async ({ ctx, query }) => {
    const { cursor, limit, since, ...search } = query;
    const { rows, ...page } = await listPool(ctx, {
      ...{ ...readSearch("pool", search), limit },
      ...(cursor ? { cursor } : {}),
      ...(since ? { since } : {}),
    });
    return { ...page, data: rows };
  },
});

const mine = endpoint({
  ...common,
  id: "listMine",
  method: "get",
  path: "/lists/mine",
  summary: "List customers in hands, with every filter of the screen",
  refusals: ["NOT_FOUND", "NOT_YOURS"],
  query: z.strictObject({ ...MineSearch.shape, ...Paging }),
  output: page(MineRow),
  run: async ({ ctx, query }) => {
    const { cursor, limit, ...search } = query;
    const { rows, nextCursor } = await listMine(ctx, {
      ...{ ...readSearch("mine", search), limit },
      ...(cursor ? { cursor } : {}),
    });
    return { data: rows, nextCursor };
  },
});

const poolCount = endpoint({
  ...common,
  id: "countPool",
  method: "get",
  path: "/lists/pool/count",
  summary: "Count what the list of a pool would hold",
  refusals: ["NOT_FOUND", "NOT_A_MEMBER"],
  query: PoolSearch,
  output: Count,
  run: ({ ctx, query }) => countPool(ctx, readSearch("pool", query)),
});

const poolViews = endpoint({
  ...common,
  id: "countPoolViews",
  method: "get",
  path: "/lists/pool/views",
  summary: "Count each view of a pool",
  refusals: ["NOT_FOUND", "NOT_A_MEMBER"],
  query: z.strictObject({ pool: Id.optional() }),
  output: perName(POOL_VIEWS, Count),
  run: ({ ctx, query: { pool } }) => countPoolViews(ctx, pool ? { pool } : {}),
});

const mineViews = endpoint({
  ...common,
  id: "countMine",
  method: "get",
  path: "/lists/mine/views",
  summary: "Count each view of the customers in hands",
  refusals: ["NOT_FOUND", "NOT_YOURS"],
  query: MineSearch,
  output: perName(MINE_VIEWS, z.int()),
  run: ({ ctx, query }) => countMine(ctx, readSearch("mine", query)),
});

const strip = endpoint({
  ...common,
  id: "getStrip",
  method: "get",
  path: "/lists/mine/strip",
  summary: "Count how many go back on each of the next days",
  refusals: ["NOT_FOUND", "NOT_YOURS"],
  query: MineSearch,
  output: z.strictObject({
    days: z.array(
      z.strictObject({ on: z.iso.date(), total: z.int(), byUrgency: z.record(z.string(), z.int()) }),
    ),
    total: z.int(),
  }),
  run: ({ ctx, query }) => stripOf(ctx, readSearch("mine", query)),
});

const facets = endpoint({
  ...common,
  id: "getPoolFacets",
  method: "get",
  path: "/lists/pool/facets",
  summary: "Read the regions, industries, sources and tags that occur in a pool",
  refusals: ["NOT_FOUND", "NOT_A_MEMBER"],
  query: z.strictObject({ pool: Id.optional() }),
  output: z.strictObject({
    ...{ regions: z.array(z.string()), industries: z.array(z.string()) },
    ...{ sources: z.array(z.string()), tags: z.array(z.string()) },
  }),
  run: ({ ctx, query: { pool } }) => getPoolFacets(ctx, pool ? { pool } : {}),
});

const myPools = endpoint({
  ...common,
  id: "listMyPools",
  method: "get",
  path: "/me/pools",
  summary: "List the pools in which you may claim, with what is new",
  output: whole(z.strictObject({ id: Id, name: z.string(), total: Count, fresh: Count })),
  run: async ({ ctx }) => ({ data: await listMyPools(ctx) }),
});

const visit = endpoint({
  ...common,
  id: "recordPoolVisit",
  method: "post",
  path: "/pools/{id}/visit",
  summary: "Say that you have looked at a pool: what comes in from now on is new",
  repeating: "call",
  refusals: ["NOT_A_MEMBER"],
  params: ById,
  output: z.strictObject({ visitedAt: At }),
  run: ({ ctx, params }) => recordPoolVisit(ctx, { poolId: params.id }),
});

export const LIST_CALLS: readonly Endpoint[] = [
  ...[pooled, mine, poolCount, poolViews, mineViews, strip, facets, myPools, visit],
];
