import { z } from "zod";
import { CUSTOMER_STATES, LEFT_REASONS, STAT_EXITS, STAT_FATES, STAT_SOURCES } from "@/db/enums";
import { accept } from "@/lib/api/accept";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, Named, Paging, page, whole } from "@/lib/api/shapes/common";
import { auditLedger, getLedgerTotals } from "@/lib/ledger/audit";
import { listBehind } from "@/lib/stats/list-behind";
import { getStatsChoices } from "@/lib/stats/queries";
import { BEHIND_KINDS, BehindFilter } from "@/lib/stats/schema";
import { listLeftovers, listStops, previewUndo } from "@/lib/sweeps/queries";
import { STOP_KINDS } from "@/lib/sweeps/rules";

const audit = endpoint({
  id: "auditLedger",
  method: "get",
  path: "/ledger/audit",
  tag: "events",
  summary: "Check the books: a sound ledger breaks no invariant",
  description: "Reads everything; it may take some seconds.",
  permission: "ledger.audit",
  output: z
    .strictObject({
      ok: z.boolean(),
      totals: z.strictObject({
        ...{ events: z.int(), customers: z.int(), tenures: z.int() },
        ...{ lastSeq: z.int().nullable(), lastAt: At.nullable() },
      }),
      results: z.array(
        z.looseObject({
          ...{ name: z.string(), id: z.string(), rows: z.int() },
          sample: z.array(z.record(z.string(), z.unknown())),
        }),
      ),
    })
    .meta({ id: "Audit" }),
  run: async ({ ctx }) => {
    const results = await auditLedger(ctx);
    return { ok: results.every(({ rows }) => rows === 0), totals: await getLedgerTotals(ctx), results };
  },
});

const choices = endpoint({
  id: "getStatsChoices",
  method: "get",
  path: "/stats/choices",
  tag: "stats",
  summary: "List the pools and teams whose numbers you may ask for",
  permission: "stats.read",
  output: z.strictObject({ pools: z.array(Named), teams: z.array(Named) }),
  run: ({ ctx }) => getStatsChoices(ctx),
});

const several = <T extends string>(values: readonly T[], what: string) =>
  z
    .string()
    .max(400)
    .transform((text) => text.split(",").filter((part) => part !== ""))
    .pipe(z.array(z.enum(values)))
    .optional()
    .meta({ description: `${what}, with commas between: ${values.join(", ")}.` });
const bounces = z.coerce.number().int().min(0).max(1_000_000).optional();

const readPlace = (cursor: string): unknown => {
  const [dayOn, customerId, key] = cursor.split("~");
  return { dayOn, customerId, key: Number(key) };
};

const behind = endpoint({
  id: "listBehind",
  method: "get",
  path: "/stats/behind",
  tag: "stats",
  summary: "List the customers behind a number of the dashboard",
  permission: "stats.read",
  refusals: ["NOT_FOUND", "FORBIDDEN"],
  query: z.strictObject({
    ...{ from: z.iso.date(), to: z.iso.date(), pool: Id.optional(), team: Id.optional() },
    kind: z.enum(BEHIND_KINDS),
    sources: several(STAT_SOURCES, "Where they came from"),
    exits: several(STAT_EXITS, "How they left"),
    fates: several(STAT_FATES, "What became of them"),
    followed: z.enum(["true", "false"]).optional(),
    person: Id.optional(),
    ...{ minBounces: bounces, maxBounces: bounces },
    cursor: Paging.cursor,
  }),
  output: z.strictObject({
    ...page(
      z.looseObject({
        ...{ customerId: Id, name: z.string().nullable(), state: z.enum(CUSTOMER_STATES) },
        ...{ dayOn: z.iso.date(), personName: z.string().nullable(), seconds: z.number().nullable() },
        ...{ source: z.enum(STAT_SOURCES).nullable(), fate: z.enum(STAT_FATES).nullable() },
        ...{ followed: z.boolean().nullable(), bounces: z.int().nullable() },
      }),
    ).shape,
    total: z.int(),
  }),
  run: async ({ ctx, query }) => {
    const { from, to, pool, team, person, followed, cursor, ...rest } = query;
    const asked = accept(BehindFilter, {
      ...rest,
      filter: { from, to, poolId: pool ?? null, teamId: team ?? null },
      followed: followed === undefined ? null : followed === "true",
      personId: person ?? null,
      after: cursor === undefined ? null : readPlace(cursor),
    });
    const { rows, total, hasMore } = await listBehind(ctx, asked);
    const last = hasMore ? rows.at(-1) : undefined;
    return { data: rows, total, nextCursor: last ? `${last.dayOn}~${last.customerId}~${last.key}` : null };
  },
});

const Reasons = z.partialRecord(z.enum(LEFT_REASONS), z.int());

const undo = endpoint({
  id: "previewUndo",
  method: "get",
  path: "/sweeps/{id}/undo",
  tag: "sweeps",
  summary: "See whom the undo of a sweep would put back, and who would stay",
  permission: "sweeps.manage",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z.strictObject({ restorable: z.int(), reasons: Reasons, owners: z.int() }),
  run: ({ ctx, params }) => previewUndo(ctx, { sweepId: params.id }),
});

const leftovers = endpoint({
  id: "listLeftovers",
  method: "get",
  path: "/sweeps/{id}/leftovers",
  tag: "sweeps",
  summary: "List whom the undo of a sweep left where they are, with the reason",
  permission: "sweeps.manage",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z.strictObject({
    ...{ left: z.int(), reasons: Reasons },
    customers: z.array(
      z.strictObject({
        ...{ customerId: Id, name: z.string(), ownerName: z.string().nullable() },
        reason: z.enum(LEFT_REASONS),
      }),
    ),
  }),
  run: ({ ctx, params }) => listLeftovers(ctx, { sweepId: params.id }),
});

const stops = endpoint({
  id: "listStops",
  method: "get",
  path: "/stops",
  tag: "sweeps",
  summary: "List where nothing of yours is taken back at present",
  permission: "pools.read",
  output: whole(
    z.strictObject({
      ...{ poolId: Id.nullable(), poolName: z.string().nullable() },
      ...{ kind: z.enum(STOP_KINDS), since: At },
    }),
  ),
  run: async ({ ctx }) => ({ data: await listStops(ctx) }),
});

export const BOOKS: readonly Endpoint[] = [audit, choices, behind, undo, leftovers, stops];
