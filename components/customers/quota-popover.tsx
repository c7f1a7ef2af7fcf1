"use client";

import { Snowflake } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Ticks } from "@/components/ui/ticks";
import type { PoolQuota, Use } from "@/lib/quotas/types";
import { useNow } from "./clock";
import { useMoments } from "./use-moments";

const SHOWN_COOL_DOWNS = 6;

/** Why one can or can't claim: what is held, claimed today and this week, and what is cooling down. Opens from its child. */
export function QuotaPopover({ quota, children }: { quota: PoolQuota; children: ReactNode }) {
  const t = useTranslations("quota");
  return (
    <Popover>
      <PopoverTrigger asChild>{children}</PopoverTrigger>
      <PopoverContent align="end" aria-label={t("label")} className="w-[400px]">
        <QuotaDetails quota={quota} />
      </PopoverContent>
    </Popover>
  );
}

/** The body of the explanation, for a popover or a page. */
export function QuotaDetails({ quota }: { quota: PoolQuota }) {
  const t = useTranslations("quota");
  const { moment } = useMoments();
  const { today, week, cap, held, notCounted, left } = quota;
  const limits = [today, week].filter((use): use is Use => use !== null && use.used >= use.limit);
  const full = limits.toSorted((a, b) => b.resetsAt.getTime() - a.resetsAt.getTime())[0];
  return (
    <div className="flex flex-col gap-3">
      <div>
        <h2 className="font-medium text-13 text-foreground">
          {left === null ? t("unlimited") : left > 0 ? t("canClaim", { count: left }) : t("canNotClaim")}
        </h2>
        <p className="text-12 text-muted-foreground">
          {left !== 0
            ? t("inPool", { pool: quota.pool.name })
            : cap !== null && held >= cap
              ? t("capReached", { held, cap })
              : full
                ? t("limitReached", { moment: moment(full.resetsAt) })
                : t("notMember", { pool: quota.pool.name })}
        </p>
      </div>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1.5 text-12">
        <Line
          label={t("holding")}
          used={held}
          limit={cap}
          free={notCounted}
          note={notCounted > 0 ? t("notCounted", { count: notCounted }) : null}
        />
        <Line
          label={t("today")}
          used={today?.used ?? null}
          limit={today?.limit ?? null}
          note={today && today.used > 0 ? t("resets", { moment: moment(today.resetsAt) }) : null}
        />
        <Line
          label={t("week")}
          used={week?.used ?? null}
          limit={week?.limit ?? null}
          note={week && week.used > 0 ? t("resets", { moment: moment(week.resetsAt) }) : null}
        />
        {quota.protections.limit > 0 ? (
          <Line
            label={t("protected")}
            used={quota.protections.used}
            limit={quota.protections.limit}
            note={null}
          />
        ) : null}
      </dl>
      <CoolDowns quota={quota} />
      <p className="border-hairline border-t pt-2.5 text-12 text-faint-foreground">
        {t("version", { version: quota.policyVersion })}
      </p>
    </div>
  );
}

type LineProps = {
  label: string;
  used: number | null;
  limit: number | null;
  free?: number;
  note: string | null;
};

function Line({ label, used, limit, free = 0, note }: LineProps) {
  const t = useTranslations("quota");
  return (
    <>
      <dt className="text-muted-foreground">{label}</dt>
      <dd className="flex min-w-0 items-center gap-2">
        {limit === null ? (
          <span className="text-faint-foreground">{t("noLimit")}</span>
        ) : (
          <Ticks narrow used={used ?? 0} limit={limit} free={free} />
        )}
        {note ? <span className="truncate text-faint-foreground">{note}</span> : null}
      </dd>
      <dd className="text-end font-medium text-foreground">{limit === null ? used : `${used}/${limit}`}</dd>
    </>
  );
}

function CoolDowns({ quota }: { quota: PoolQuota }) {
  const t = useTranslations("quota");
  const now = useNow();
  const { day, moment } = useMoments();
  const { coolDowns, coolDownDays } = quota;
  if (coolDownDays === 0 && coolDowns.length === 0) return null;
  const more = coolDowns.length - SHOWN_COOL_DOWNS;
  return (
    <div className="border-hairline border-t pt-2.5 text-12">
      {coolDowns.length > 0 ? (
        <h3 className="font-medium text-muted-foreground">{t("coolDowns", { count: coolDowns.length })}</h3>
      ) : null}
      {coolDownDays > 0 ? (
        <p className="text-faint-foreground">{t("coolDownRule", { days: coolDownDays })}</p>
      ) : null}
      <ul className="mt-1 empty:hidden">
        {coolDowns.slice(0, SHOWN_COOL_DOWNS).map((one) => (
          <li key={one.customerId} className="flex h-6 items-center gap-1.5">
            <Snowflake aria-hidden className="size-3 shrink-0 stroke-2 text-faint-foreground" />
            <span className="truncate">{one.name}</span>
            <span className="ms-auto whitespace-nowrap text-faint-foreground" title={moment(one.until, now)}>
              {t("freeFrom", { day: day(one.until, now) })}
            </span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <Link href={`/pool?pool=${quota.pool.id}&view=coolingForMe`} className="text-primary-text">
          {t("moreCoolDowns", { count: more })}
        </Link>
      ) : null}
    </div>
  );
}
