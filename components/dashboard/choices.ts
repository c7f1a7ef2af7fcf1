import { type DashboardAddress, dashboardHref, PRESETS, withDays, withPool, withTeam } from "./address";
import type { Choice, FilterProps } from "./filters";
import type { Figures } from "./use-figures";

type Named = { id: string; name: string };
type Words = {
  last: (days: number) => string;
  custom: (from: string, to: string) => string;
  allPools: string;
  allTeams: string;
};

const withAll = (
  all: string,
  named: readonly Named[],
  on: string | null,
  href: (id: string | null) => string,
): Choice[] =>
  [{ id: "", name: all }, ...named].map(({ id, name }) => ({
    ...{ id, name },
    on: (on ?? "") === id,
    href: href(id || null),
  }));

/** What can be chosen from here, each with its address. */
export function filterChoices(
  address: DashboardAddress,
  named: { pools: readonly Named[]; teams: readonly Named[] },
  today: string,
  words: Words,
  day: Figures["day"],
): FilterProps {
  const { filter, days } = address;
  return {
    period: days === null ? words.custom(day(filter.from), day(filter.to)) : words.last(days),
    presets: PRESETS.map((preset) => ({
      id: String(preset),
      name: words.last(preset),
      href: dashboardHref(withDays(address, preset, today)),
      on: preset === days,
    })),
    pools: withAll(words.allPools, named.pools, filter.poolId, (id) => dashboardHref(withPool(address, id))),
    teams: withAll(words.allTeams, named.teams, filter.teamId, (id) => dashboardHref(withTeam(address, id))),
    own: { from: filter.from, to: filter.to, today, pool: filter.poolId, team: filter.teamId },
  };
}
