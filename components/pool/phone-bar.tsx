"use client";

import { X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { QuickChip } from "@/components/ui/filter-chip";
import type { MyPool } from "@/lib/customers/count-pool";
import type { PoolSort } from "@/lib/customers/list-schema";
import { activeFilters, type Filters, type PoolAddress, withoutFilter } from "@/lib/pool-list/address";
import { SortMenu } from "./filter-bar";
import { useCountText } from "./use-count-text";
import { useFilterWords } from "./use-filter-words";

type PhoneBarProps = {
  pool: { id: string };
  pools: readonly MyPool[];
  address: PoolAddress;
  count: string;
  pill: ReactNode;
  tools: ReactNode;
  /** The saved views, and which of them is open. */
  saved: readonly { id: string; name: string; href: string; open: boolean }[];
  onFilters: (filters: Filters) => void;
  onSort: (sort: PoolSort) => void;
  /** Opens the sheet of all filters. */
  onOpen: () => void;
};

/** The phone's two rows of chips, pools and filters, and the line that counts. */
export function PhoneBar(props: PhoneBarProps) {
  const { pool, pools, address, count, pill, tools, saved, onFilters, onSort, onOpen } = props;
  const t = useTranslations("pool");
  const words = useFilterWords();
  const router = useRouter();
  const active = activeFilters(address);
  const rest = (["grade", "region", "industry", "source"] as const).filter((key) => !active.includes(key));
  return (
    <div className="md:hidden">
      {pools.length > 1 ? <PoolChips pool={pool} pools={pools} /> : null}
      <fieldset
        aria-label={t("filters.label")}
        className="scrollbar-none flex gap-1.5 overflow-x-auto px-4 py-2"
      >
        <QuickChip on={address.view !== "all"} open onClick={onOpen}>
          {t(`views.${address.view}`)}
        </QuickChip>
        {saved.map(({ id, name, href, open }) => (
          <QuickChip key={id} on={open} onClick={() => router.push(href, { scroll: false })}>
            {name}
          </QuickChip>
        ))}
        {active.map((key) => (
          <QuickChip
            key={key}
            on
            aria-label={t("filters.remove", { filter: words(key, address).short })}
            onClick={() => onFilters(withoutFilter(address, key))}
          >
            {words(key, address).short}
            <X aria-hidden className="size-3 stroke-2" />
          </QuickChip>
        ))}
        {rest.map((key) => (
          <QuickChip key={key} open onClick={onOpen}>
            {t(`filters.${key}`)}
          </QuickChip>
        ))}
      </fieldset>
      <div className="flex h-11 items-center gap-3 border-hairline border-b px-4 text-12 text-muted-foreground">
        <span className="min-w-0 truncate">{count}</span>
        <span className="ms-auto">{pill}</span>
        {tools}
        <SortMenu sort={address.sort} onSort={onSort} />
      </div>
    </div>
  );
}

function PoolChips({ pool, pools }: Pick<PhoneBarProps, "pool" | "pools">) {
  const t = useTranslations("pool");
  const router = useRouter();
  const countText = useCountText();
  const row = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    row.current?.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, []);
  return (
    <fieldset
      ref={row}
      aria-label={t("pools")}
      className="scrollbar-none flex gap-2 overflow-x-auto px-4 py-1.5"
    >
      {pools.map(({ id, name, fresh }) => (
        <QuickChip key={id} round on={id === pool.id} onClick={() => router.push(`/pool?pool=${id}`)}>
          {name}
          {fresh.count > 0 ? (
            <span className="font-normal text-12">{t("manyNew", { count: countText(fresh) })}</span>
          ) : null}
        </QuickChip>
      ))}
    </fieldset>
  );
}
