"use client";

import { Bell, PanelLeft, Search } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { cn } from "@/components/ui/cn";
import { Kbd } from "@/components/ui/kbd";
import { Gauge, type TicksProps } from "@/components/ui/ticks";
import { Tooltip } from "@/components/ui/tooltip";
import { BrandMark } from "./brand";
import { useIsMac } from "./hotkeys";
import { capsOf } from "./keys";
import { navFor } from "./nav";
import { RailLink, type ShellCounts, type ShellPin, type ShellPool } from "./rail-links";
import { useShell } from "./shell-context";
import { type ShellUser, UserMenu, type UserMenuActions } from "./user-menu";

export type ShellQuota = Pick<TicksProps, "used" | "limit"> & {
  free?: number;
  fresh?: number;
  note?: string;
};

export type RailProps = UserMenuActions & {
  organisation: string;
  user: ShellUser;
  pools: ShellPool[];
  pins: ShellPin[];
  counts: ShellCounts;
  quotas: { holding?: ShellQuota; today?: ShellQuota };
};

/** The desktop's navigation: 232 px with words, or 56 px of icons. */
export function Rail(props: RailProps) {
  const { organisation, user, pools, pins, counts, quotas } = props;
  const t = useTranslations("nav");
  const { collapsed } = useShell();
  const items = navFor(user.role);
  const groups = (["work", "manage", "admin"] as const)
    .map((group) => ({ group, items: items.filter((item) => item.group === group) }))
    .filter((entry) => entry.items.length > 0);
  return (
    <nav
      aria-label={t("label")}
      data-rail={collapsed ? "56" : "232"}
      className={cn(
        "flex shrink-0 flex-col overflow-y-auto overflow-x-hidden border-sidebar-border border-e bg-sidebar py-2 text-sidebar-foreground max-md:hidden print:hidden",
        collapsed ? "w-14 items-center px-2.5" : "w-58 px-2",
      )}
    >
      <RailHead organisation={organisation} />
      {groups.map(({ group, items: own }) => (
        <div key={group} className="w-full">
          {group === "work" ? null : (
            <GroupHead label={t(group === "manage" ? "groupManage" : "groupAdmin")} />
          )}
          {own.map((item) => (
            <RailLink
              key={item.key}
              {...{ item, counts, pools: item.key === "pool" ? pools : [] }}
              pins={pins.filter(({ list }) => list === item.key)}
            />
          ))}
        </div>
      ))}
      <RailFoot {...props} quotas={quotas} />
    </nav>
  );
}

function RailHead({ organisation }: { organisation: string }) {
  const t = useTranslations("nav");
  const common = useTranslations("common");
  const mac = useIsMac();
  const { collapsed, setCollapsed, openPalette } = useShell();
  const toggle = (
    <Tooltip label={t(collapsed ? "expand" : "collapse")} kbd="[" side={collapsed ? "right" : "bottom"}>
      <button
        type="button"
        aria-label={t(collapsed ? "expand" : "collapse")}
        aria-expanded={!collapsed}
        onClick={() => setCollapsed(!collapsed)}
        className={cn(
          "grid place-items-center rounded-md text-faint-foreground hover:bg-sidebar-accent hover:text-foreground",
          collapsed ? "size-9" : "ms-auto size-7",
        )}
      >
        <PanelLeft aria-hidden className="size-4" />
      </button>
    </Tooltip>
  );
  if (collapsed) {
    return (
      <>
        <Link href="/today" aria-label={organisation} className="grid size-8 place-items-center rounded-md">
          <BrandMark />
        </Link>
        <div className="mt-2">{toggle}</div>
        <Tooltip label={common("palette.placeholder")} kbd={capsOf("mod+k", mac).join(" ")} side="right">
          <button
            type="button"
            aria-label={common("palette.placeholder")}
            onClick={openPalette}
            className="mt-0.5 mb-0.5 grid size-9 place-items-center rounded-md hover:bg-sidebar-accent"
          >
            <Search aria-hidden className="size-4" />
          </button>
        </Tooltip>
      </>
    );
  }
  return (
    <>
      <div className="flex h-8 shrink-0 items-center gap-2 ps-1.5 text-foreground">
        <BrandMark />
        <span className="truncate font-medium">{organisation}</span>
        {toggle}
      </div>
      <button
        type="button"
        onClick={openPalette}
        className="mt-2 mb-2.5 flex h-[30px] w-full shrink-0 items-center gap-2 rounded-md border border-border bg-background px-2 text-faint-foreground hover:text-foreground"
      >
        <Search aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">{common("palette.placeholder")}</span>
        <Kbd className="ms-auto shrink-0 whitespace-nowrap">{capsOf("mod+k", mac).join(mac ? "" : " ")}</Kbd>
      </button>
    </>
  );
}

function GroupHead({ label }: { label: string }) {
  const { collapsed } = useShell();
  if (collapsed) return <div aria-hidden className="mx-1 my-2 h-px bg-sidebar-border" />;
  return <div className="px-2 pt-3.5 pb-1 text-12 text-faint-foreground">{label}</div>;
}

function RailFoot({ user, counts, quotas, ...actions }: RailProps) {
  const t = useTranslations("nav");
  const { collapsed } = useShell();
  const bell = <BellLink unread={counts.unread ?? 0} />;
  if (collapsed) {
    return (
      <div className="mt-auto flex flex-col items-center gap-1 pt-2">
        {bell}
        <UserMenu user={user} {...actions}>
          <button
            type="button"
            aria-label={t("account")}
            className="grid size-9 place-items-center rounded-md hover:bg-sidebar-accent"
          >
            <Avatar name={user.name} me />
          </button>
        </UserMenu>
      </div>
    );
  }
  const { holding, today } = quotas;
  return (
    <div className="mt-auto pt-3">
      <div className="border-sidebar-border border-t px-2 pt-2.5">
        {holding || today ? (
          <div className="flex flex-col gap-1.5 pb-2.5">
            {holding ? <Gauge wide label={t("holding")} {...holding} /> : null}
            {today ? <Gauge wide label={t("claimsToday")} {...today} /> : null}
          </div>
        ) : null}
        <div className="-mx-2 flex h-8 items-center">
          <UserMenu user={user} {...actions}>
            <button
              type="button"
              className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-md px-2 hover:bg-sidebar-accent/60"
            >
              <Avatar name={user.name} me />
              <span className="truncate text-foreground">{user.name}</span>
              {user.teamName ? (
                <span className="truncate text-12 text-faint-foreground">{user.teamName}</span>
              ) : null}
            </button>
          </UserMenu>
          {bell}
        </div>
      </div>
    </div>
  );
}

/** The way to the notifications, with a dot while something is unread. */
export function BellLink({ unread, touch = false }: { unread: number; touch?: boolean }) {
  const t = useTranslations("nav");
  return (
    <Link
      href="/notifications"
      aria-label={`${t("notifications")}, ${t("unread", { count: unread })}`}
      className={cn(
        "relative grid shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-sidebar-accent hover:text-foreground",
        touch ? "size-11" : "size-8",
      )}
    >
      <Bell aria-hidden className={touch ? "size-5" : "size-4"} />
      {unread > 0 ? (
        <span className="absolute top-[25%] right-[25%] size-[7px] rounded-full bg-danger ring-[1.5px] ring-background" />
      ) : null}
    </Link>
  );
}
