"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import { isAt, type NavItem, type NavKey } from "./nav";
import { useShell } from "./shell-context";

export type ShellPool = { id: string; name: string; total?: number; fresh?: number };

export type ShellCounts = {
  pool?: number;
  atRisk?: number;
  followUps?: number;
  unread?: number;
  duplicates?: number;
};

/** A place in the rail, and under the pool its pools. */
export function RailLink({
  item,
  counts,
  pools,
}: {
  item: NavItem;
  counts: ShellCounts;
  pools: ShellPool[];
}) {
  const t = useTranslations("nav");
  const pathname = usePathname();
  const open = useSearchParams().get("pool");
  const { collapsed } = useShell();
  const here = isAt(pathname, item.href);
  const onPool = here && pools.some((pool) => pool.id === open);
  const Icon = item.icon;
  if (collapsed) {
    return (
      <Tooltip label={t(item.key)} kbd={`G ${item.letter.toUpperCase()}`} side="right">
        <Link
          href={item.href}
          aria-label={t(item.key)}
          aria-current={here ? "page" : undefined}
          className="relative mx-auto mb-0.5 grid size-9 place-items-center rounded-md hover:bg-sidebar-accent aria-[current=page]:bg-sidebar-accent aria-[current=page]:text-primary-text"
        >
          <Icon aria-hidden className="size-4" />
          {item.key === "mine" && counts.atRisk ? (
            <span className="absolute top-1.5 right-1.5 size-[7px] rounded-full bg-warning ring-[1.5px] ring-sidebar" />
          ) : null}
        </Link>
      </Tooltip>
    );
  }
  return (
    <>
      <Link
        href={item.href}
        aria-current={here && !onPool ? "page" : undefined}
        className={cn(railRow, "h-[30px]")}
      >
        <Icon aria-hidden className="size-4 shrink-0 group-aria-[current=page]:text-primary-text" />
        <span className="truncate">{t(item.key)}</span>
        <RailCount itemKey={item.key} counts={counts} />
      </Link>
      {pools.map((pool) => (
        <Link
          key={pool.id}
          href={`${item.href}?pool=${pool.id}`}
          prefetch={false}
          aria-current={here && pool.id === open ? "page" : undefined}
          className={cn(railRow, "h-7 ps-8")}
        >
          <span className="truncate">{pool.name}</span>
          <PoolCount pool={pool} />
        </Link>
      ))}
    </>
  );
}

const railRow =
  "group flex items-center gap-2 whitespace-nowrap rounded-md px-2 hover:bg-sidebar-accent/60 aria-[current=page]:bg-sidebar-accent aria-[current=page]:font-medium aria-[current=page]:text-foreground";
const countText =
  "ms-auto font-normal text-12 text-faint-foreground group-aria-[current=page]:text-muted-foreground";

function PoolCount({ pool }: { pool: ShellPool }) {
  const t = useTranslations("nav");
  const format = useFormatter();
  if (pool.fresh)
    return <span className={cn(countText, "text-primary-text")}>{t("newCount", { count: pool.fresh })}</span>;
  return pool.total === undefined ? null : <span className={countText}>{format.number(pool.total)}</span>;
}

function RailCount({ itemKey, counts }: { itemKey: NavKey; counts: ShellCounts }): ReactNode {
  const t = useTranslations("nav");
  const format = useFormatter();
  if (itemKey === "mine" && counts.atRisk) {
    return (
      <span className="ms-auto rounded-full bg-warning-subtle px-1.5 font-medium text-12 text-warning-text">
        {t("atRisk", { count: counts.atRisk })}
      </span>
    );
  }
  const count =
    itemKey === "pool" || itemKey === "followUps" || itemKey === "duplicates" ? counts[itemKey] : 0;
  return count ? <span className={countText}>{format.number(count)}</span> : null;
}
