"use client";

import { ListChecks } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTimeZone, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { type Composing, FollowUpDialog } from "@/components/follow-ups/follow-up-dialog";
import { useCallReturn } from "@/components/follow-ups/use-call-return";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { BellLink } from "@/components/layout/rail";
import { useLiveRefresh } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import type { MineRow } from "@/lib/customers/types";
import type { Today } from "@/lib/today/types";
import { FirstSteps, hasOnlyBegun } from "./first-steps";
import { MoveDialog } from "./move-dialog";
import { Part } from "./part";
import { Recommended } from "./recommended";
import { Requests } from "./requests";
import { type ThingDeeds, Things } from "./things";
import type { TodayFacts } from "./types";
import { usePlan } from "./use-plan";

/** The day: what falls due, what was planned, what to claim next. Three columns; on the phone one stream. */
export function TodayScreen({ facts }: { facts: TodayFacts & { unread: number } }) {
  const t = useTranslations("today");
  const requests = useTranslations("customer.request");
  const router = useRouter();
  const { today, me } = facts;
  const plans = usePlan();
  const run = useRun(today);
  const called = useCallReturn((row: MineRow) => run.open(row, true));
  useLiveRefresh();
  const deeds: ThingDeeds = { plans, onFollowUp: (row) => run.open(row), onCall: called };
  const begun = hasOnlyBegun(today);
  const nothing = today.things === 0 && facts.requests.length === 0 && !begun;
  const done = today.doneToday > 0 ? t("doneToday", { count: today.doneToday }) : null;
  const todo = (
    <>
      {facts.requests.length > 0 ? (
        <Part title={requests("list")} count={facts.requests.length} href="/notifications">
          <Requests requests={facts.requests} />
        </Part>
      ) : null}
      {begun ? <FirstSteps today={today} /> : null}
      <Part title={t("parts.overdue")} count={today.overdue.length} href="/follow-ups">
        <Things rows={today.overdue} kind="plan" deeds={deeds} />
      </Part>
      <Part
        title={t("parts.planned")}
        count={today.planned.length}
        href="/mine?view=plannedToday"
        note={done ?? undefined}
      >
        <Things rows={today.planned} kind="plan" deeds={deeds} />
      </Part>
      {!begun && today.overdue.length + today.planned.length === 0 ? (
        <span className={nothing ? "max-md:hidden" : ""}>
          <Quiet text={t("noPlans")} note={done} />
        </span>
      ) : null}
    </>
  );
  const risk = (
    <>
      <Part title={t("parts.dropping")} count={today.dropping.length} href="/mine?view=dueSoon">
        <Things rows={today.dropping} kind="deadline" deeds={deeds} />
      </Part>
      <Part title={t("parts.firstContact")} count={today.firstContact.length} href="/mine?view=firstContact">
        <Things rows={today.firstContact} kind="deadline" deeds={deeds} />
      </Part>
    </>
  );
  const safe = today.dropping.length + today.firstContact.length === 0;
  return (
    <>
      <TodayHead facts={facts} onStart={run.first ? run.start : null} />
      <div className="md:grid md:min-h-0 md:flex-1 md:grid-cols-3 md:divide-x md:divide-border md:overflow-hidden">
        <Column label={t("columns.risk")} className="md:order-2">
          {risk}
          {safe ? (
            <span className="max-md:hidden">
              <Quiet text={t("noRisk")} note={null} />
            </span>
          ) : null}
        </Column>
        <Column label={t("columns.todo")} className="md:order-1">
          {nothing ? (
            <span className="md:hidden">
              <Quiet text={t("nothingText")} note={done} />
            </span>
          ) : null}
          {todo}
        </Column>
        <Column label={t("columns.recommended")} className="md:order-3">
          <NewInPools today={today} />
          <Part
            title={t("parts.recommended")}
            count={today.recommended.length}
            href={today.quotas.main ? `/pool?pool=${today.quotas.main.pool.id}` : "/pool"}
            note={<LeftToClaim today={today} />}
          >
            <Recommended items={today.recommended} quotas={today.quotas.pools} me={me.id} />
          </Part>
          {today.recommended.length === 0 ? <Quiet text={t("noRecommended")} note={null} /> : null}
        </Column>
      </div>
      <FollowUpDialog
        of={run.composing}
        onClose={run.close}
        onSaved={() => {
          router.refresh();
          run.next();
        }}
      />
      <MoveDialog plans={plans} />
    </>
  );
}

function Column({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    <section aria-label={label} className={`min-w-0 md:overflow-y-auto ${className}`}>
      <h2 className="px-5 pt-3 pb-2 font-medium text-12 text-muted-foreground max-md:hidden">{label}</h2>
      {children}
    </section>
  );
}

function Quiet({ text, note }: { text: string; note: string | null }) {
  return (
    <p className="px-5 py-2 text-muted-foreground max-md:px-4">
      {text} {note}
    </p>
  );
}

function LeftToClaim({ today }: { today: Today }) {
  const t = useTranslations("today");
  const left = today.quotas.main?.left ?? null;
  if (left === null) return null;
  return t.rich("left", { count: left, b: (chunks) => <b className="text-foreground">{chunks}</b> });
}

function NewInPools({ today }: { today: Today }) {
  const t = useTranslations("today");
  const fresh = today.fresh.filter(({ count }) => count.count > 0);
  if (fresh.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 px-5 pb-2.5 max-md:px-4 max-md:pt-3">
      {fresh.map(({ pool, count }) => (
        <li key={pool.id}>
          <Link href={`/pool?pool=${pool.id}`} className="hit rounded-sm text-muted-foreground">
            {pool.name} <b className="font-medium text-primary-text">{t("fresh", { count: count.count })}</b>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function TodayHead({
  facts,
  onStart,
}: {
  facts: TodayFacts & { unread: number };
  onStart: (() => void) | null;
}) {
  const t = useTranslations("today");
  const { today, unread } = facts;
  const now = useNow();
  const { day } = useMoments();
  const timeZone = useTimeZone() ?? "UTC";
  const date = t("date", { day: day(now), weekday: t(`weekdays.${weekdayOf(now, timeZone)}`) });
  const { followedUp, claimed, won } = today.yesterday;
  const sentence =
    today.things === 0
      ? facts.requests.length > 0
        ? t("requestsWait", { count: facts.requests.length })
        : t("nothing")
      : today.urgent > 0
        ? t("thingsUrgent", { count: today.things, urgent: today.urgent })
        : t("things", { count: today.things });
  const yesterday =
    followedUp + claimed + won > 0 ? t("yesterday", { followedUp, claimed, won }) : t("yesterdayNothing");
  const start = onStart ? (
    <Button variant="primary" lead={<ListChecks aria-hidden />} onClick={onStart}>
      {t("start")}
    </Button>
  ) : undefined;
  return (
    <>
      <PageHeader title={t("title")} note={date} actions={start} className="h-13" />
      <PhoneHeader title={t("title")} note={date} actions={<BellLink unread={unread} touch />} />
      <div className="flex shrink-0 items-center gap-3 border-border border-b px-5 pb-3.5 max-md:px-4">
        <div className="min-w-0 flex-1">
          <p className="font-semibold text-20">{sentence}</p>
          <p className="text-muted-foreground max-md:text-13">{yesterday}</p>
        </div>
        <span className="md:hidden">{start}</span>
      </div>
    </>
  );
}

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] as const;

function weekdayOf(now: Date, timeZone: string): (typeof WEEKDAYS)[number] {
  const name = new Intl.DateTimeFormat("en", { timeZone, weekday: "short" }).format(now).toLowerCase();
  return WEEKDAYS.find((one) => one === name) ?? "sun";
}

/** The composer for one thing, or for all of them one after the other. */
function useRun(today: Today) {
  const things = [...today.dropping, ...today.firstContact, ...today.overdue, ...today.planned];
  const [composing, setComposing] = useState<Composing | null>(null);
  const [queue, setQueue] = useState<MineRow[] | null>(null);
  const of = (row: MineRow, called = false): Composing => ({
    ...{ customerId: row.id, name: row.name },
    ...(called ? { called } : {}),
  });
  const [first, ...rest] = things;
  return {
    first,
    composing,
    open: (row: MineRow, called = false) => {
      setQueue(null);
      setComposing(of(row, called));
    },
    close: () => {
      setComposing(null);
    },
    start: () => {
      if (!first) return;
      setQueue(rest);
      setComposing(of(first));
    },
    next: () => {
      const [following, ...left] = queue ?? [];
      setQueue(left.length > 0 || following ? left : null);
      setComposing(following ? of(following) : null);
    },
  };
}
