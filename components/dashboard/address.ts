import { lastDays, type Period } from "@/lib/stats/rules";
import { BehindFilter, type BehindKind, StatsFilter } from "@/lib/stats/schema";

/** The stretches one picks by a click. */
export const PRESETS = [7, 30, 90] as const;
export const DEFAULT_DAYS = 30;

/** What of the dashboard is in the address. `days` is null for a stretch of one's own. */
export type DashboardAddress = {
  days: number | null;
  filter: StatsFilter;
};

export type RawParams = Record<string, string | string[] | undefined>;

const one = (value: string | string[] | undefined): string | undefined =>
  (Array.isArray(value) ? value[0] : value) || undefined;

/** Reads the address; whatever it says that can't be, is as if it were not said. */
export function readAddress(params: RawParams, today: string): DashboardAddress {
  const asked = Number(one(params.days));
  const days = PRESETS.find((preset) => preset === asked) ?? DEFAULT_DAYS;
  const place = { poolId: one(params.pool) ?? null, teamId: one(params.team) ?? null };
  const own = StatsFilter.safeParse({ from: one(params.from), to: one(params.to), ...place });
  if (own.success) return { days: null, filter: own.data };
  const period = lastDays(days, today);
  const given = StatsFilter.safeParse({ ...period, ...place });
  return { days, filter: given.success ? given.data : StatsFilter.parse(period) };
}

function search(pairs: readonly (readonly [string, string | number | null | undefined])[]): string {
  const params = new URLSearchParams();
  for (const [key, value] of pairs)
    if (value !== null && value !== undefined && value !== "") params.set(key, String(value));
  const text = params.toString();
  return text ? `?${text}` : "";
}

const placeOf = ({ filter }: DashboardAddress) =>
  [
    ["pool", filter.poolId],
    ["team", filter.teamId],
  ] as const;

const stretchOf = ({ days, filter }: DashboardAddress) =>
  days === null
    ? ([
        ["from", filter.from],
        ["to", filter.to],
      ] as const)
    : ([["days", days === DEFAULT_DAYS ? null : days]] as const);

/** The dashboard's address. */
export function dashboardHref(address: DashboardAddress, more: Record<string, string | null> = {}): string {
  return `/dashboard${search([...stretchOf(address), ...placeOf(address), ...Object.entries(more)])}`;
}

/** The same dashboard over another stretch, pool or team. */
export const withDays = (address: DashboardAddress, days: number, today: string): DashboardAddress => ({
  days,
  filter: { ...address.filter, ...lastDays(days, today) },
});
export const withPool = (address: DashboardAddress, poolId: string | null): DashboardAddress => ({
  ...address,
  filter: { ...address.filter, poolId },
});
export const withTeam = (address: DashboardAddress, teamId: string | null): DashboardAddress => ({
  ...address,
  filter: { ...address.filter, teamId },
});

export type BehindLink = {
  kind: BehindKind;
  sources?: readonly string[];
  exits?: readonly string[];
  fates?: readonly string[];
  followed?: boolean;
  personId?: string;
  minBounces?: number;
  maxBounces?: number;
  /** Another stretch than the dashboard's, such as one day. */
  period?: Period;
};

/** The list of customers behind a number. */
export function behindHref(address: DashboardAddress, link: BehindLink): string {
  const { filter } = address;
  const { from, to } = link.period ?? filter;
  return `/dashboard/list${search([
    ["kind", link.kind],
    ["from", from],
    ["to", to],
    ...placeOf(address),
    ["source", link.sources?.join(",")],
    ["exit", link.exits?.join(",")],
    ["fate", link.fates?.join(",")],
    ["followed", link.followed === undefined ? null : Number(link.followed)],
    ["user", link.personId],
    ["min", link.minBounces],
    ["max", link.maxBounces],
  ])}`;
}

/** Reads the address of such a list; null when it makes no sense. */
export function readBehind(params: RawParams): BehindFilter | null {
  const list = (key: string) => one(params[key])?.split(",") ?? [];
  const followed = one(params.followed);
  const number = (key: string) => (one(params[key]) === undefined ? null : Number(one(params[key])));
  const [dayOn, customerId, key] = one(params.after)?.split("_") ?? [];
  const parsed = BehindFilter.safeParse({
    filter: {
      ...{ from: one(params.from), to: one(params.to) },
      ...{ poolId: one(params.pool) ?? null, teamId: one(params.team) ?? null },
    },
    kind: one(params.kind),
    ...{ sources: list("source"), exits: list("exit"), fates: list("fate") },
    followed: followed === undefined ? null : followed === "1",
    personId: one(params.user) ?? null,
    ...{ minBounces: number("min"), maxBounces: number("max") },
    after: dayOn ? { dayOn, customerId, key: Number(key) } : null,
  });
  return parsed.success ? parsed.data : null;
}

/** Customers in hands: a colleague's, a team's, or everybody's that the viewer may see. */
export function heldHref(
  address: DashboardAddress,
  more: { owner?: string; idle?: number; touched?: number; won?: 1 } = {},
): string {
  return `/mine${search([["view", "all"], ["owner", more.owner], ...placeOf(address), ["idle", more.idle], ["touched", more.touched], ["won", more.won]])}`;
}
