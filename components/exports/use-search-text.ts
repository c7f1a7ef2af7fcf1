"use client";

import { useTranslations } from "next-intl";
import { useAllFields } from "@/components/fields/fields-provider";
import { useFilterText } from "@/components/fields/use-filter-text";
import { useMineFilterWords } from "@/components/mine/use-filter-words";
import { useFilterWords } from "@/components/pool/use-filter-words";
import { useRuleNames } from "@/components/rules/names";
import type { ListName } from "@/db/enums";
import { readMineParams, readPoolParams } from "@/lib/customers/list-schema";
import { activeMineFilters } from "@/lib/customers/mine-address";
import { activeFilters } from "@/lib/pool-list/address";

/** What a list was narrowed by, in the words of its own chips; empty when it was not. */
export function useSearchText(): (list: ListName, search: Readonly<Record<string, string>>) => string {
  const poolViews = useTranslations("pool.views");
  const mineViews = useTranslations("mine.views");
  const mineNames = useTranslations("mine.filters");
  const { pools } = useRuleNames();
  const poolWords = useFilterWords();
  const mineWords = useMineFilterWords(pools);
  const ownWords = useFilterText();
  const fields = useAllFields();
  return (list, search) => {
    if (list === "pool") {
      const address = readPoolParams(search);
      const pool = pools.find(({ id }) => id === address.pool)?.name ?? "";
      const view = address.view === "all" ? "" : poolViews(address.view);
      const words = activeFilters(address).map((key) => {
        const { value, short } = poolWords(key, address);
        return key === "cond" ? value || short : short;
      });
      return [pool, view, ...words].filter(Boolean).join(" · ");
    }
    const address = readMineParams(search);
    const view = address.view === "mine" ? "" : mineViews(address.view);
    const words = activeMineFilters(address).flatMap((key) => {
      if (key === "fields") return address.fields.map((filter) => ownWords(filter, fields).short);
      const value = mineWords(key, address);
      return key === "cond" ? value || mineNames(key) : `${mineNames(key)} ${value}`;
    });
    return [view, ...words].filter(Boolean).join(" · ");
  };
}
