"use client";

import { ChevronDown, Ellipsis, Link2, Search, SlidersHorizontal, Split } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { ReactNode, RefObject } from "react";
import { useHotkeys } from "@/components/layout/hotkeys";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { notify } from "@/components/ui/toast";
import type { MyPool } from "@/lib/customers/count-pool";
import { PoolSearch } from "./pool-search";
import { useCountText } from "./use-count-text";

type PoolHeadProps = {
  pool: { id: string; name: string };
  pools: readonly MyPool[];
  quota: ReactNode;
  query: string | undefined;
  onQuery: (query: string | undefined) => void;
  filterCount: number;
  onFilters: () => void;
  searching: boolean;
  onSearching: (searching: boolean) => void;
  searchBox: RefObject<HTMLInputElement | null>;
  /** Whether the viewer gives customers to others. */
  deals: boolean;
};

/** The head of the pool: its name and the others behind it, what one may still claim, the search. */
export function PoolHead(props: PoolHeadProps) {
  const {
    pool,
    pools,
    quota,
    query,
    onQuery,
    filterCount,
    onFilters,
    searching,
    onSearching,
    searchBox,
    deals,
  } = props;
  const t = useTranslations("pool");
  useHotkeys([{ keys: "/", label: t("searchKey"), group: "list", run: () => searchBox.current?.focus() }]);
  return (
    <>
      <PageHeader
        title={<PoolMenu pool={pool} pools={pools} />}
        keyNumber={quota}
        actions={
          <>
            <PoolSearch query={query} onQuery={onQuery} box={searchBox} className="w-48" />
            <MoreMenu poolId={deals ? pool.id : null} />
          </>
        }
      />
      <PhoneHeader
        title={t("title")}
        note={quota}
        actions={
          <>
            {deals ? <DealLink poolId={pool.id} /> : null}
            <Button
              variant="ghost"
              icon
              aria-label={t("search.label")}
              aria-expanded={searching}
              onClick={() => onSearching(!searching)}
            >
              <Search aria-hidden />
            </Button>
            <Button
              variant="ghost"
              icon
              aria-label={t("filters.openCount", { count: filterCount })}
              onClick={onFilters}
              className="relative"
            >
              <SlidersHorizontal aria-hidden />
              {filterCount > 0 ? (
                <span
                  aria-hidden
                  className="absolute top-1.5 right-1 min-w-4 rounded-full bg-primary text-center font-semibold text-12 text-primary-foreground leading-4"
                >
                  {filterCount}
                </span>
              ) : null}
            </Button>
          </>
        }
      />
      {searching ? (
        <div className="px-4 pb-2 md:hidden">
          <PoolSearch query={query} onQuery={onQuery} autoFocus />
        </div>
      ) : null}
    </>
  );
}

/** The pool's name; behind it the person's other pools with their counts. */
function PoolMenu({ pool, pools }: Pick<PoolHeadProps, "pool" | "pools">) {
  const t = useTranslations("pool");
  const router = useRouter();
  const countText = useCountText();
  if (pools.length < 2) return pool.name;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <button
          type="button"
          aria-label={`${pool.name}, ${t("switchPool")}`}
          className="-ms-1.5 flex items-center gap-2 rounded-md px-1.5 hover:bg-hover data-[state=open]:bg-hover"
        >
          {pool.name}
          <ChevronDown aria-hidden className="size-3.5 text-faint-foreground" />
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="min-w-60">
        <DropdownMenuRadioGroup value={pool.id} onValueChange={(id) => router.push(`/pool?pool=${id}`)}>
          {pools.map(({ id, name, total, fresh }) => (
            <DropdownMenuRadioItem key={id} value={id}>
              <span className="truncate">{name}</span>
              <span className="ms-auto ps-4 text-12 text-faint-foreground">
                {fresh.count > 0 ? (
                  <span className="me-2 text-primary-text">{t("manyNew", { count: countText(fresh) })}</span>
                ) : null}
                {countText(total)}
              </span>
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}

const dealOf = (poolId: string): string => `/pool/allocation?pool=${poolId}`;

/** On the phone: to where the whole pool is dealt out. */
function DealLink({ poolId }: { poolId: string }) {
  const t = useTranslations("allocation.deal");
  return (
    <Button variant="ghost" icon asChild>
      <Link href={dealOf(poolId)} prefetch={false} aria-label={t("action")}>
        <Split aria-hidden />
      </Link>
    </Button>
  );
}

function MoreMenu({ poolId }: { poolId: string | null }) {
  const common = useTranslations("common");
  const deal = useTranslations("allocation.deal");
  const router = useRouter();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      notify({ title: common("copied"), seconds: 3 });
    } catch {
      notify({ tone: "info", title: window.location.href });
    }
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" icon aria-label={common("more")}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {poolId ? (
          <DropdownMenuItem onSelect={() => router.push(dealOf(poolId))}>
            <Split aria-hidden />
            {deal("action")}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={() => void copy()}>
          <Link2 aria-hidden />
          {common("copyLink")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
