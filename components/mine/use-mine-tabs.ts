import { useTranslations } from "next-intl";
import { type Standing, type ViewsModel, viewHref } from "@/components/views/use-views";
import { MINE_VIEWS, type MineView } from "@/lib/customers/list-schema";
import { type MineAddress, mineHref } from "@/lib/customers/mine-address";
import type { MineFacts } from "./types";

/** The saved views beside those that every list has. */
export function useSavedTabs(saved: ViewsModel, standing: Standing) {
  const t = useTranslations("views");
  return saved.views.map((view) => ({
    value: view.id,
    label: view.name,
    unsaved: saved.open?.id === view.id && saved.dirty ? t("dirty") : undefined,
    href: viewHref(standing, view),
  }));
}

/** The views that everybody has, with their counts. */
export function useTabs({ scope, counts }: MineFacts, address: MineAddress) {
  const t = useTranslations("mine.views");
  // "All" is a view of its own to the query: its other views would be of one's own again, unless a team stands for all.
  const all = address.view === "all";
  const team = all && scope?.teams.length === 1 ? scope.teams[0]?.id : address.team;
  const scoped = address.owner !== undefined || address.team !== undefined;
  const views = MINE_VIEWS.filter((view) => {
    if (view === "all") return scope !== null && !scoped;
    return view === "mine" || !all || team !== undefined;
  });
  return views.map((view: MineView) => ({
    value: view,
    label: t(view),
    ...(all && view === "mine" ? {} : !all && view === "all" ? {} : { count: counts[view] }),
    href: mineHref({
      ...{ ...address, view, saved: undefined },
      ...(view === "all" || view === "mine" ? {} : { team }),
    }),
  }));
}
