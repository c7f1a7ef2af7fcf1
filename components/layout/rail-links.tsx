"use client";

import { Pin } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Tooltip } from "@/components/ui/tooltip";
import type { ListName } from "@/db/enums";
import { isAt, type NavItem, type NavKey } from "./nav";
import { useShell } from "./shell-context";

export type ShellPool = { id: string; name: string; total?: number; fresh?: number };

/** A saved view that somebody keeps at hand. */
export type ShellPin = { id: string; list: ListName; name: string; href: string };

export type ShellCounts = {
  pool?: number;
  atRisk?: number;
  followUps?: number;
  unread?: number;
  duplicates?: number;
};

/** A place in the rail, under the pool its pools, and under each list the views that are pinned. */
export function RailLink({
  item,
  counts,
  pools,
  pins,
}: {
  item: NavItem;
  counts: ShellCounts;
  pools: ShellPool[];
  pins: ShellPin[];
}) {
  const t = useTranslations("nav");
  const pathname = usePathname();
  const search = useSearchParams();
  const [open, saved] = [search.get("pool"), search.get("saved")];
  const { collapsed } = useShell();
  const here = isAt(pathname, item.href);
  const onPin = here && pins.some(({ id }) => id === saved);
  const onPool = here && !onPin && pools.some((pool) => pool.id === open);
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
        aria-current={here && !onPool && !onPin ? "page" : undefined}
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
          aria-current={onPool && pool.id === open ? "page" : undefined}
          className={cn(railRow, "h-7 ps-8")}
        >
          <span className="truncate">{pool.name}</span>
          <PoolCount pool={pool} />
        </Link>
      ))}
      {pins.map((pin) => (
        <Link
          key={pin.id}
          href={pin.href}
          prefetch={false}
          aria-current={here && pin.id === saved ? "page" : undefined}
          className={cn(railRow, "h-7 ps-8")}
        >
          <span className="truncate">{pin.name}</span>
          <Pin aria-hidden className="ms-auto size-3 shrink-0 text-faint-foreground" />
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
