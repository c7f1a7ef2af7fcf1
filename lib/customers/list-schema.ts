import { z } from "zod";
import { GRADES, STAGES } from "@/db/enums";
import { readCondition } from "@/lib/conditions/address";
import { FieldFilters } from "@/lib/custom-fields/filters";
import { isStorable } from "@/lib/unstorable";
import { columnsOf, MINE_COLUMNS, POOL_COLUMNS } from "@/lib/views/columns";

export const POOL_VIEWS = [
  "all",
  "newToday",
  "neverHeld",
  "triedByMany",
  "coolingForMe",
  "untouched",
  "awaitsDecision",
] as const;
export type PoolView = (typeof POOL_VIEWS)[number];

export const POOL_SORTS = ["entered", "grade", "name", "region", "bounces"] as const;
export type PoolSort = (typeof POOL_SORTS)[number];

export const MINE_VIEWS = [
  "mine",
  "all",
  "dueSoon",
  "firstContact",
  "protected",
  "won",
  "idle30",
  "plannedToday",
] as const;
export type MineView = (typeof MINE_VIEWS)[number];

export const MINE_SORTS = ["due", "name", "lastFollowUp", "heldSince", "nextStep"] as const;
export type MineSort = (typeof MINE_SORTS)[number];

/** How many who held a customer before are "many". */
export const TRIED_BY_MANY = 3;
/** Days in the pool after which nobody seems to want a customer. */
export const UNTOUCHED_DAYS = 30;

/** Days of the organisation's calendar around today; a week begins on Monday. */
export const DUE_WINDOWS = ["overdue", "today", "tomorrow", "thisWeek", "nextWeek", "thisMonth"] as const;
export type DueWindow = (typeof DUE_WINDOWS)[number];

const MAX_CHOICES = 20;
const text = z.string().trim().min(1).max(100).refine(isStorable).optional().catch(undefined);
const count = (max: number) => z.coerce.number().int().min(1).max(max).optional().catch(undefined);
const flag = z
  .union([z.literal("1"), z.literal("true"), z.boolean()])
  .optional()
  .catch(undefined)
  .transform((value) => value !== undefined && value !== false);

/** `a,b` as the address bar holds several values (a comma inside one is `%2C`), or an array; what is unknown is left out. */
const many = <T extends z.ZodType<string>>(item: T) =>
  z
    .union([z.string(), z.array(z.string())])
    .optional()
    .catch(undefined)
    .transform((given) => {
      const parts = (typeof given === "string" ? [given] : (given ?? [])).flatMap((part) => part.split(","));
      const values = parts.flatMap((part) => {
        const read = item.safeParse(part.replaceAll("%2C", ",").trim());
        return read.success ? [read.data as z.output<T>] : [];
      });
      return [...new Set(values)].slice(0, MAX_CHOICES);
    });
const word = z.string().min(1).max(100).refine(isStorable);

const filters = {
  q: text,
  grade: many(z.enum(GRADES)),
  region: many(word),
  industry: many(word),
  source: many(word),
  tag: text,
  /** Of the organisation's own fields. */
  fields: FieldFilters,
  /** A condition in the language of the rules, met beside the filters. */
  cond: z.unknown().optional().transform(readCondition),
  /** The saved view that the address began as. */
  saved: z.uuid().optional().catch(undefined),
};
const paging = {
  cursor: z.string().max(600).optional().catch(undefined),
  limit: z.coerce.number().int().min(1).max(100).catch(50),
};

/**
 * What the address of the pool says. Unknown values count as absent, so that an old link still opens. `entered`,
 * `idle` and `bounced` are at most so many days ago, more than so many days ago, and at least so many times.
 */
export const PoolListParams = z.object({
  pool: z.uuid().optional().catch(undefined),
  view: z.enum(POOL_VIEWS).catch("all"),
  sort: z.enum(POOL_SORTS).catch("entered"),
  ...filters,
  entered: count(3650),
  idle: count(3650),
  bounced: count(1000),
  tried: flag,
  /** What this import created. */
  import: z.uuid().optional().catch(undefined),
  cols: columnsOf(POOL_COLUMNS),
  /** What entered after this instant is new to the viewer; his last visit when absent. */
  since: z.iso.datetime({ offset: true }).optional().catch(undefined),
  ...paging,
});
export type PoolListParams = z.output<typeof PoolListParams>;
export type PoolListInput = Partial<z.input<typeof PoolListParams>>;

/**
 * What the address of "my customers" says. `view=all` is everybody's that the viewer may see; `owner` and `team`
 * narrow or widen it likewise for those who may. `idle` and `touched` are windows of days that end today.
 */
export const MineListParams = z.object({
  view: z.enum(MINE_VIEWS).catch("mine"),
  sort: z.enum(MINE_SORTS).catch("due"),
  owner: z.uuid().optional().catch(undefined),
  team: z.uuid().optional().catch(undefined),
  pool: z.uuid().optional().catch(undefined),
  stage: many(z.enum(STAGES)),
  idle: count(3650),
  touched: count(3650),
  won: flag,
  taken: z.literal("today").optional().catch(undefined),
  /** When it goes back, and when its next step is. */
  due: z.enum(DUE_WINDOWS).optional().catch(undefined),
  next: z.enum(DUE_WINDOWS).optional().catch(undefined),
  cols: columnsOf(MINE_COLUMNS),
  ...filters,
  ...paging,
});
export type MineListParams = z.output<typeof MineListParams>;
export type MineListInput = Partial<z.input<typeof MineListParams>>;

/** The parameters of an address as Next gives them. */
export type SearchParams = Record<string, string | string[] | undefined>;

const present = (params: SearchParams) =>
  Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined && value !== ""));

/** Reads the address of the pool; never fails. */
export const readPoolParams = (params: SearchParams): PoolListParams => PoolListParams.parse(present(params));

/** Reads the address of "my customers"; never fails. */
export const readMineParams = (params: SearchParams): MineListParams => MineListParams.parse(present(params));

/** Which kinds of entries of the timeline to show. */
export const TIMELINE_KINDS = ["follow_up", "deal", "activity", "ownership", "edit"] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export const TimelineParams = z.object({
  kinds: many(z.enum(TIMELINE_KINDS)),
  cursor: z.string().max(600).optional().catch(undefined),
  limit: z.coerce.number().int().min(1).max(100).catch(30),
});
export type TimelineParams = z.output<typeof TimelineParams>;
export type TimelineInput = Partial<z.input<typeof TimelineParams>>;
