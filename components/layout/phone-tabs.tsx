"use client";

import { CircleUserRound, Contact, Gauge, type LucideIcon, Plus, Sun, Waves } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Role } from "@/db/enums";
import { isAt } from "./nav";

/** The phone's bottom tabs; a manager's fourth is the dashboard. */
export function PhoneTabs({ role, atRisk = 0 }: { role: Role; atRisk?: number }) {
  const t = useTranslations("nav");
  return (
    <nav
      aria-label={t("label")}
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-5 border-hairline border-t bg-background px-1 pb-safe md:hidden print:hidden"
    >
      <Tab href="/today" icon={Sun} label={t("today")} />
      <Tab href="/pool" icon={Waves} label={t("pool")} />
      <Link href="/follow-ups/new" aria-label={t("logFollowUp")} className="grid h-[49px] place-items-center">
        <span className="grid h-9 w-11 place-items-center rounded-[12px] bg-primary text-primary-foreground">
          <Plus aria-hidden className="size-5" />
        </span>
      </Link>
      {role === "rep" ? (
        <Tab
          href="/mine"
          icon={Contact}
          label={t("mineShort")}
          pip={atRisk}
          pipLabel={t("atRisk", { count: atRisk })}
        />
      ) : (
        <Tab href="/dashboard" icon={Gauge} label={t("dashboard")} />
      )}
      <Tab href="/me" icon={CircleUserRound} label={t("me")} />
    </nav>
  );
}

function Tab(props: { href: string; icon: LucideIcon; label: string; pip?: number; pipLabel?: string }) {
  const { href, icon: Icon, label, pip = 0, pipLabel } = props;
  const here = isAt(usePathname(), href);
  return (
    <Link
      href={href}
      aria-current={here ? "page" : undefined}
      className="relative flex h-[49px] flex-col items-center justify-center gap-0.5 text-12 text-muted-foreground leading-4 aria-[current=page]:font-medium aria-[current=page]:text-primary-text"
    >
      <Icon aria-hidden className="size-5" />
      {label}
      {pip > 0 ? (
        <span className="absolute top-[3px] left-[calc(50%+7px)] min-w-4 rounded-full bg-danger px-1 text-center font-semibold text-12 text-danger-foreground leading-4">
          <span aria-hidden>{pip}</span>
          <span className="sr-only">{pipLabel}</span>
        </span>
      ) : null}
    </Link>
  );
}
