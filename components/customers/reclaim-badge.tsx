"use client";

import { Clock, ClockAlert, Flame, type LucideIcon, OctagonPause, Shield, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { useStopOf } from "@/components/sweeps/stops-provider";
import { cn } from "@/components/ui/cn";
import type { Urgency } from "@/lib/customers/types";
import { urgencyOf } from "@/lib/customers/urgency";
import { DAY, MINUTE } from "@/lib/time";
import { useNow } from "./clock";
import { dateOf, type Instant, useMoments } from "./use-moments";

const LOOKS: Record<Exclude<Urgency, "later" | "none">, { icon: LucideIcon; look: string }> = {
  week: { icon: Clock, look: "border-cd-soon-line text-cd-soon-text" },
  days: { icon: ClockAlert, look: "border-transparent bg-cd-risk-bg text-cd-risk-text" },
  hours: { icon: Flame, look: "border-transparent bg-cd-urgent-bg text-cd-urgent-text" },
  due: { icon: Undo2, look: "border-transparent bg-cd-due-bg text-cd-due-text" },
  paused: { icon: Shield, look: "border-transparent bg-cd-paused-bg text-cd-paused-text" },
};

const SHAPE =
  "inline-flex h-5.5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 align-middle font-medium text-12 leading-5 max-md:h-6";

type ReclaimBadgeProps = Omit<ComponentProps<"span">, "children"> & {
  dueAt: Instant | null;
  protectedUntil?: Instant | null;
  wonAt?: Instant | null;
  /** The pool it goes back to, whose reclaims may be paused. */
  poolId?: string;
};

/**
 * How long a held customer still stays: quiet text far off, more ink as time runs out, or that nothing is reclaimed from
 * its pool now. Ticks once a minute.
 */
export function ReclaimBadge(props: ReclaimBadgeProps) {
  const { dueAt, protectedUntil, wonAt, poolId, className, ...rest } = props;
  const t = useTranslations("deadline");
  const stops = useTranslations("sweeps.badge");
  const stop = useStopOf(poolId);
  const now = useNow();
  const { day, moment } = useMoments();
  const read = (at: Instant | null | undefined) => (at ? dateOf(at) : null);
  const due = read(dueAt);
  const shield = read(protectedUntil);
  const urgency = urgencyOf({ dueAt: due, protectedUntil: shield, wonAt: read(wonAt) }, now);
  const title = due ? t("badge.title", { moment: moment(due, now) }) : undefined;
  if (stop && due && urgency !== "paused") {
    return (
      <span
        {...rest}
        title={title}
        data-urgency="stopped"
        className={cn(SHAPE, LOOKS.paused.look, className)}
      >
        <OctagonPause aria-hidden className="size-3.5 shrink-0 stroke-2" />
        {stops(stop)}
      </span>
    );
  }
  if (urgency === "none" || urgency === "later") {
    return (
      <span
        {...rest}
        title={title}
        className={cn("whitespace-nowrap text-12 text-muted-foreground", className)}
      >
        {urgency === "later" && due ? day(due, now) : t("badge.none")}
      </span>
    );
  }
  const { icon: Icon, look } = LOOKS[urgency];
  const left = due ? Math.max(0, due.getTime() - now.getTime()) : 0;
  const words = {
    week: () => t("badge.days", { count: Math.floor(left / DAY) }),
    days: () => t("badge.days", { count: Math.floor(left / DAY) }),
    hours: () => t("badge.hours", { left: clockOf(left) }),
    due: () => t("badge.due"),
    paused: () => t("badge.paused", { day: shield ? day(shield, now) : "" }),
  };
  return (
    <span {...rest} title={title} data-urgency={urgency} className={cn(SHAPE, look, className)}>
      <Icon aria-hidden className="size-3.5 shrink-0 stroke-2" />
      {words[urgency]()}
    </span>
  );
}

/** `05:12`: hours and minutes, the started minute counted. */
function clockOf(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE);
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}
