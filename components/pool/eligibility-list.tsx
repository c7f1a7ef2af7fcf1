"use client";

import { Check, type LucideIcon, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { refusalIcon } from "@/components/customers/refusal-note";
import { useMoments } from "@/components/customers/use-moments";
import { cn } from "@/components/ui/cn";
import type { Eligibility } from "@/lib/customers/customer-types";
import type { Use } from "@/lib/quotas/types";

type Line = { key: string; ok: boolean; icon: LucideIcon; label: string; value: string };

/** Whether the viewer may claim, rule by rule, with the number of each and when it becomes possible. */
export function EligibilityList({ eligibility }: { eligibility: Eligibility }) {
  const lines = useLines(eligibility);
  return (
    <ul className="flex flex-col gap-1">
      {lines.map(({ key, ok, icon: Icon, label, value }) => (
        <li key={key} className="flex items-baseline gap-2">
          {ok ? (
            <Check aria-hidden className="size-3.5 shrink-0 self-center text-primary-text" />
          ) : (
            <Icon aria-hidden className="size-3.5 shrink-0 self-center text-warning-text" />
          )}
          <span className="shrink-0">{label}</span>
          <span className={cn("ms-auto text-end", ok ? "text-muted-foreground" : "text-warning-text")}>
            {value}
          </span>
        </li>
      ))}
    </ul>
  );
}

function useLines({ today, week, cap, coolDown, member, freeze, decision }: Eligibility): Line[] {
  const t = useTranslations("pool.peek");
  const now = useNow();
  const { moment, day, daysSince } = useMoments();
  const use = (ok: boolean, of: Use | null): string => {
    if (!of) return t("noLimit");
    const { used, limit, resetsAt } = of;
    return ok
      ? t("useLeft", { used, limit, left: limit - used })
      : t("useFull", { used, limit, moment: moment(resetsAt, now) });
  };
  const held = (): string => {
    const { held, heldAfter, cap: most } = cap;
    if (most === null) return t("noLimit");
    if (!cap.ok) return t("capFull", { held, cap: most });
    return heldAfter === most
      ? t("capExact", { held, cap: most })
      : t("capLeft", { held, cap: most, after: heldAfter });
  };
  const cooled = (): string => {
    const { lastHeldUntil, freeFrom, days } = coolDown;
    if (days === 0) return t("coolOff");
    if (!lastHeldUntil) return t("coolNever");
    if (freeFrom) return t("coolUntil", { day: day(lastHeldUntil, now), until: moment(freeFrom, now) });
    return t("coolOver", { day: day(lastHeldUntil, now), days: daysSince(lastHeldUntil, now) });
  };
  const line = (key: string, ok: boolean, icon: LucideIcon, label: string, value: string): Line => ({
    ...{ key, ok, icon, label, value },
  });
  const decided = (): string =>
    t(decision.ok ? "decisionNone" : "decisionAwaited", { bounces: decision.bounces });
  return [
    ...(freeze.until
      ? [line("freeze", false, refusalIcon("FROZEN"), t("freeze"), moment(freeze.until, now))]
      : []),
    ...(decision.limit === null
      ? []
      : [line("decision", decision.ok, refusalIcon("AWAITS_DECISION"), t("decision"), decided())]),
    line("today", today.ok, refusalIcon("DAILY_LIMIT_REACHED"), t("today"), use(today.ok, today.use)),
    ...(week.use
      ? [line("week", week.ok, refusalIcon("WEEKLY_LIMIT_REACHED"), t("week"), use(week.ok, week.use))]
      : []),
    line("cap", cap.ok, refusalIcon("HOLDING_CAP_REACHED"), t("cap"), held()),
    line("coolDown", coolDown.ok, refusalIcon("COOLING_DOWN"), t("coolDown"), cooled()),
    line(
      ...(["member", member.ok, member.ok ? X : refusalIcon("NOT_A_MEMBER"), t("scope")] as const),
      t(member.ok ? "member" : "notMember", { pool: member.pool.name }),
    ),
  ];
}
