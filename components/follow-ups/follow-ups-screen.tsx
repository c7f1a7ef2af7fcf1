"use client";

import { CalendarCheck, SquarePen } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTimeZone, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useNow } from "@/components/customers/clock";
import { ReclaimBadge } from "@/components/customers/reclaim-badge";
import { useMoments } from "@/components/customers/use-moments";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { useLiveRefresh } from "@/components/live/live-provider";
import { MoveDialog } from "@/components/today/move-dialog";
import { Part } from "@/components/today/part";
import { ThingRow } from "@/components/today/thing-row";
import { type PlanDeeds, usePlan } from "@/components/today/use-plan";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { FlaggedFollowUp, PlanRow, RecentFollowUps } from "@/lib/follow-ups/types";
import { addDays, startOfDay } from "@/lib/time";
import { FlaggedList } from "./flagged-list";
import { type Composing, FollowUpDialog } from "./follow-up-dialog";
import { RecentList } from "./recent-list";

const PARTS = ["overdue", "today", "week", "later"] as const;
type PartKey = (typeof PARTS)[number];

type ScreenProps = { plans: PlanRow[]; recent: RecentFollowUps; flagged: FlaggedFollowUp[]; me: string };

/** What was planned, the late first, and what was written lately. */
export function FollowUpsScreen({ plans, recent, flagged, me }: ScreenProps) {
  const t = useTranslations("followup.list");
  const followUp = useTranslations("followup");
  const router = useRouter();
  const deeds = usePlan();
  const [composing, setComposing] = useState<Composing | null>(null);
  useLiveRefresh((event) => event.owners.includes(me));
  const groups = useGroups(plans);
  const late = groups.overdue.length;
  const b = (chunks: ReactNode) => <b>{chunks}</b>;
  const log = (
    <Button asChild variant="primary" lead={<SquarePen aria-hidden />}>
      <Link href="/follow-ups/new">{followUp("log")}</Link>
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        note={t("note", { count: plans.length })}
        keyNumber={late > 0 ? <span>{t.rich("overdueNote", { count: late, b })}</span> : undefined}
        actions={log}
        ruled
      />
      <PhoneHeader title={t("title")} note={t("note", { count: plans.length })} />
      <div className="md:grid md:min-h-0 md:flex-1 md:grid-cols-2 md:divide-x md:divide-border md:overflow-hidden">
        <section aria-label={t("plans")} className="min-w-0 md:overflow-y-auto">
          {plans.length === 0 ? (
            <EmptyState
              icon={CalendarCheck}
              title={t("emptyPlans")}
              text={t("emptyPlansText")}
              action={
                <Button asChild>
                  <Link href="/mine">{t("toMine")}</Link>
                </Button>
              }
            />
          ) : null}
          {PARTS.map((part) => (
            <Part key={part} title={t(part)} count={groups[part].length} href="/mine?sort=nextStep">
              {groups[part].map((plan) => (
                <PlanLine key={plan.customerId} plan={plan} deeds={deeds} onFollowUp={setComposing} />
              ))}
            </Part>
          ))}
        </section>
        <div className="min-w-0 md:overflow-y-auto">
          <FlaggedList flagged={flagged} />
          <RecentList recent={recent} />
        </div>
      </div>
      <FollowUpDialog of={composing} onClose={() => setComposing(null)} onSaved={() => router.refresh()} />
      <MoveDialog plans={deeds} />
    </>
  );
}

function useGroups(plans: readonly PlanRow[]): Record<PartKey, PlanRow[]> {
  const now = useNow();
  const timeZone = useTimeZone() ?? "UTC";
  const today = startOfDay(now, timeZone);
  const tomorrow = addDays(today, 1, timeZone);
  const week = addDays(today, 7, timeZone);
  const groups: Record<PartKey, PlanRow[]> = { overdue: [], today: [], week: [], later: [] };
  for (const plan of plans) {
    if (plan.at < today) groups.overdue.push(plan);
    else if (plan.at < tomorrow) groups.today.push(plan);
    else groups[plan.at < week ? "week" : "later"].push(plan);
  }
  return groups;
}

type PlanLineProps = { plan: PlanRow; deeds: PlanDeeds; onFollowUp: (of: Composing) => void };

function PlanLine({ plan, deeds, onFollowUp }: PlanLineProps) {
  const t = useTranslations("followup.list");
  const now = useNow();
  const { day, hour, moment, daysSince } = useMoments();
  const { customerId, name, version, nextStep, at } = plan;
  const planned = { customerId, name, version, nextStep, nextStepAt: at };
  const isToday = daysSince(at, now) === 0;
  return (
    <ThingRow
      {...{ customerId, name }}
      grade={plan.grade}
      reason={nextStep ?? t("unplanned")}
      end={
        <span className="flex shrink-0 flex-col items-end gap-0.5 max-md:flex-row max-md:items-center max-md:gap-2">
          <span
            title={moment(at, now)}
            className={
              at < now && !isToday
                ? "whitespace-nowrap text-warning-text"
                : "whitespace-nowrap text-muted-foreground"
            }
          >
            {isToday ? hour(at) : `${day(at, now)} ${hour(at)}`}
          </span>
          {plan.dueAt && plan.dueAt.getTime() - now.getTime() < 7 * 86_400_000 ? (
            <ReclaimBadge
              poolId={plan.poolId}
              dueAt={plan.dueAt}
              protectedUntil={plan.protectedUntil}
              wonAt={plan.wonAt}
            />
          ) : null}
        </span>
      }
      phone={null}
      onCall={() => {}}
      onFollowUp={() => onFollowUp({ customerId, name })}
      onDone={() => void deeds.done(planned)}
      onMove={() => deeds.setMoving(planned)}
    />
  );
}
