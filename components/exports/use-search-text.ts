"use client";

import { useTranslations } from "next-intl";
import { useMineFilterWords } from "@/components/mine/use-filter-words";
import { useFilterWords } from "@/components/pool/use-filter-words";
import type { ListName } from "@/db/enums";
import { readMineParams, readPoolParams } from "@/lib/customers/list-schema";
import { activeMineFilters } from "@/lib/customers/mine-address";
import { activeFilters } from "@/lib/pool-list/address";

/** What a list was narrowed by, in the words of its own chips; empty when it was not. */
export function useSearchText(): (list: ListName, search: Readonly<Record<string, string>>) => string {
  const poolViews = useTranslations("pool.views");
  const mineViews = useTranslations("mine.views");
  const common = useTranslations("common");
  const poolWords = useFilterWords();
  const mineWords = useMineFilterWords([]);
  return (list, search) => {
    if (list === "pool") {
      const address = readPoolParams(search);
      const view = address.view === "all" ? [] : [poolViews(address.view)];
      return [...view, ...activeFilters(address).map((key) => poolWords(key, address).short)].join(" · ");
    }
    const address = readMineParams(search);
    const view = address.view === "mine" ? [] : [mineViews(address.view)];
    const words = activeMineFilters(address).flatMap((key) =>
      key === "fields" || key === "pool" ? [] : [mineWords(key, address) || common("yes")],
    );
    return [...view, ...words].join(" · ");
  };
}
