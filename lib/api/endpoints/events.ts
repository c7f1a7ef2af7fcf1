import { z } from "zod";
import { EVENT_KINDS } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, Id, Paging, page } from "@/lib/api/shapes/common";
import { Event } from "@/lib/api/shapes/customers";
import { DomainError } from "@/lib/errors";
import { feedEvents } from "@/lib/ledger/feed-events";
import { listEvents } from "@/lib/ledger/queries";
import { FeedCursor } from "@/lib/ledger/schema";
import { getOverview, listPeopleStats } from "@/lib/stats/queries";
import { StatsFilter } from "@/lib/stats/schema";

const readPlace = (text: string): FeedCursor => {
  try {
    return FeedCursor.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw new DomainError("INVALID_INPUT", { field: "after" });
  }
};

const writePlace = (cursor: FeedCursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64url");

const feed = endpoint({
  id: "feedEvents",
  method: "get",
  path: "/events",
  tag: "events",
  summary: "Read on in the ledger, oldest first",
  description:
    "Give `nextCursor` back as `after` for as long as you like: no event is missed, none comes twice, and those of one customer come in their order. An empty page is that there is nothing new yet.",
  permission: "ledger.read",
  query: z.strictObject({
    after: z.string().max(400).optional().meta({ description: "The nextCursor of the page before." }),
    kind: z.enum(EVENT_KINDS).optional(),
    limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.strictObject({ data: z.array(Event), nextCursor: z.string() }),
  run: async ({ ctx, query }) => {
    const { rows, cursor } = await feedEvents(ctx, {
      ...{ limit: query.limit, kinds: query.kind ? [query.kind] : [] },
      ...(query.after ? { from: readPlace(query.after) } : {}),
    });
    return { data: rows, nextCursor: writePlace(cursor) };
  },
});

const optional = <S extends z.ZodType>(schema: S) => schema.optional();

const ledger = endpoint({
  id: "searchEvents",
  method: "get",
  path: "/ledger",
  tag: "events",
  summary: "Look something up in the ledger, newest first",
  permission: "ledger.read",
  query: z.strictObject({
    ...{ kind: optional(z.enum(EVENT_KINDS)), pool: optional(Id), team: optional(Id), user: optional(Id) },
    ...{ customer: optional(Id), actor: optional(Id), sweep: optional(Id) },
    ...{
      job: optional(z.string().trim().min(1).max(100)),
      reason: optional(z.string().trim().min(1).max(100)),
    },
    ...{ from: optional(z.iso.date()), to: optional(z.iso.date()) },
    ...Paging,
  }),
  output: page(Event),
  run: async ({ ctx, query }) => {
    const { cursor, ...asked } = query;
    if (cursor !== undefined && !/^[1-9]\d{0,15}$/.test(cursor)) {
      throw new DomainError("INVALID_INPUT", { field: "cursor" });
    }
    const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
    const { rows, nextCursor } = await listEvents(ctx, { ...given, ...(cursor ? { cursor } : {}) });
    return { data: rows, nextCursor: nextCursor === null ? null : String(nextCursor) };
  },
});

const Period = z.strictObject({
  from: z.iso.date(),
  to: z.iso.date(),
  pool: Id.optional(),
  team: Id.optional(),
});

/** The period and whose it is; INVALID_INPUT when it ends before it begins, or is too long. */
function filterOf({ from, to, pool = undefined, team = undefined }: z.output<typeof Period>): StatsFilter {
  const filter = StatsFilter.safeParse({ from, to, poolId: pool ?? null, teamId: team ?? null });
  if (!filter.success) throw new DomainError("INVALID_INPUT", { field: "to" });
  return filter.data;
}

const Days = z.strictObject({ from: z.iso.date(), to: z.iso.date() });
const Counts = z.record(z.string(), z.int());
const compared = <S extends z.ZodType>(schema: S) => z.strictObject({ now: schema, before: schema });
const Seconds = z.number().nullable();

const overview = endpoint({
  id: "getStats",
  method: "get",
  path: "/stats",
  tag: "stats",
  summary: "Read the numbers of a period, each with the same of the period before",
  permission: "stats.read",
  refusals: ["NOT_FOUND", "FORBIDDEN"],
  query: Period,
  output: z
    .strictObject({
      asOf: At.nullable(),
      period: Days,
      previous: Days,
      utilisation: compared(
        z.strictObject({ customers: z.int(), held: z.int(), touched: z.int(), idle: z.int() }).nullable(),
      ),
      days: z.array(z.strictObject({ day: z.iso.date(), counts: Counts })),
      counts: compared(Counts),
      medians: compared(z.strictObject({ firstContact: Seconds, held: Seconds, pooled: Seconds })),
      takings: compared(z.strictObject({ taken: z.int(), followed: z.int(), won: z.int() })),
      flow: z.array(
        z.strictObject({ source: z.string(), fate: z.string(), followed: z.boolean(), count: z.int() }),
      ),
      bounces: z.array(z.strictObject({ bounces: z.int(), customers: z.int() })),
    })
    .meta({ id: "Stats" }),
  run: ({ ctx, query }) => getOverview(ctx, filterOf(query)),
});

const PersonStats = z
  .looseObject({
    id: Id,
    name: z.string(),
    held: z.int(),
    cap: z.int().nullable(),
    claimedToday: z.int(),
    taken: z.int(),
    followed: z.int(),
    reclaimed: z.int(),
    won: z.int(),
  })
  .meta({ id: "PersonStats" });

const people = endpoint({
  id: "listPeopleStats",
  method: "get",
  path: "/stats/people",
  tag: "stats",
  summary: "Read the numbers of each person whose work you see",
  permission: "stats.read",
  refusals: ["NOT_FOUND", "FORBIDDEN"],
  query: Period,
  output: z.strictObject({ data: z.array(PersonStats), firstContactSeconds: Seconds }),
  run: async ({ ctx, query }) => {
    const { people, firstContactSeconds } = await listPeopleStats(ctx, filterOf(query));
    return { data: people, firstContactSeconds };
  },
});

export const EVENTS: Endpoint[] = [feed, ledger, overview, people];
