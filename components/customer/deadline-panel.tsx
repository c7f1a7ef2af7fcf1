"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useNow } from "@/components/customers/clock";
import { ReclaimBadge } from "@/components/customers/reclaim-badge";
import { useMoments } from "@/components/customers/use-moments";
import { RuleSentence } from "@/components/rules/rule-sentence";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Button } from "@/components/ui/button";
import { KeyValues, Section } from "@/components/ui/section";
import { useErrorText } from "@/components/ui/use-error-text";
import type { CustomerView, DeadlineView } from "@/lib/customers/customer-types";
import { urgencyOf } from "@/lib/customers/urgency";
import { actOf } from "@/lib/i18n/rule-text";
import { addMs } from "@/lib/time";
import { DeadlineTrack } from "./deadline-track";
import { RequestLine } from "./request-line";
import type { Question } from "./types";
import { useResetsText } from "./use-resets-text";
import { useOutcomeText } from "./use-timeline-words";

type DeadlinePanelProps = {
  customer: CustomerView;
  ask: (question: Question) => void;
  onUnprotect: () => void;
  /** In a sheet the title stands above already. */
  bare?: boolean;
  /** Explains only. */
  readOnly?: boolean;
};

/** When a held customer goes back, which rule says so, what started the clock, what resets and what pauses it. */
export function DeadlinePanel({ customer, ask, onUnprotect, bare, readOnly }: DeadlinePanelProps) {
  const t = useTranslations("customer.deadline");
  const { deadline } = customer;
  const now = useNow();
  const { moment } = useMoments();
  const { protectedUntil, wonAt } = customer;
  const urgency = urgencyOf({ dueAt: deadline?.dueAt ?? null, protectedUntil, wonAt }, now);
  // Far off the badge is but the date, which stands below in full.
  const close = urgency !== "later" && urgency !== "none";
  const badge = (
    <ReclaimBadge {...{ poolId: customer.pool.id, protectedUntil, wonAt }} dueAt={deadline?.dueAt ?? null} />
  );
  const body = deadline ? (
    <>
      <div className="font-medium text-16">{moment(deadline.dueAt, now)}</div>
      <p className="text-muted-foreground">
        {t(`otherwise.${actOf(deadline.rule)}`, { pool: deadline.poolName })}
      </p>
      <DeadlineTrack deadline={deadline} />
      <DeadlineFacts deadline={deadline} />
      {readOnly ? null : (
        <>
          <RequestLine customer={customer} deadline={deadline} />
          <ProtectButtons customer={customer} ask={ask} onUnprotect={onUnprotect} />
        </>
      )}
    </>
  ) : (
    <p className="text-muted-foreground">{t(customer.wonAt ? "wonNoClock" : "noClock")}</p>
  );
  if (bare) return <div>{body}</div>;
  return (
    <Section title={t("title")} aside={close ? badge : undefined}>
      {body}
    </Section>
  );
}

function DeadlineFacts({ deadline }: { deadline: DeadlineView }) {
  const t = useTranslations("customer.deadline");
  const rules = useRuleWords();
  const version = useTranslations("deadline");
  const now = useNow();
  const { moment } = useMoments();
  const how = useHowText();
  const start = useStartText()(deadline);
  const resets = useResetsText()(deadline);
  const pauses = usePausesText()(deadline);
  const items: { label: string; value: ReactNode }[] = [
    {
      label: t("rule"),
      value: (
        <>
          {rules.long(deadline.rule)}{" "}
          <span className="whitespace-nowrap text-faint-foreground">
            {version("version", { version: deadline.policyVersion })}
          </span>
          <span className="block text-12 text-muted-foreground">
            <RuleSentence rule={deadline.whole} poolName={deadline.poolName} />
          </span>
          {deadline.whole.reason ? (
            <span className="block break-words text-12 text-muted-foreground">
              {t("ruleReason", { reason: deadline.whole.reason })}
            </span>
          ) : null}
        </>
      ),
    },
    { label: t("from"), value: start },
    {
      label: t("how"),
      value: deadline.graceUntil ? t("grace", { moment: moment(deadline.graceUntil, now) }) : how(deadline),
    },
    { label: t("resets"), value: resets },
    {
      label: t("pauses"),
      value:
        pauses.length > 0
          ? pauses.map((text) => (
              <span key={text} className="block">
                {text}
              </span>
            ))
          : t("pausesBy"),
    },
  ];
  if (deadline.runnerUp) {
    items.push({
      label: t("also"),
      value: t("alsoRule", {
        moment: moment(deadline.runnerUp.dueAt, now),
        rule: rules.long(deadline.runnerUp.rule),
      }),
    });
  }
  return <KeyValues className="mt-3 grid-cols-[64px_1fr]" items={items} />;
}

/** What has paused the clock and will: a running protection until when, those that are over together, each leave. */
function usePausesText(): (deadline: DeadlineView) => string[] {
  const t = useTranslations("customer.deadline");
  const now = useNow();
  const { moment, day } = useMoments();
  return ({ pauses }) => {
    const protections = pauses.flatMap((pause) => (pause.kind === "protection" ? [pause] : []));
    const running = protections.filter(({ until }) => until > now);
    const over = protections.length - running.length;
    return [
      ...running.map(({ until, after }) =>
        t(after ? "pausedAfterUndo" : "pausedUntil", { moment: moment(until, now), what: after ?? "" }),
      ),
      ...(over > 0 && running.length === 0 ? [t("pausedBefore", { count: over })] : []),
      ...pauses.flatMap((pause) => {
        if (pause.kind === "stop") {
          return [t("pausedByStop", { from: moment(pause.from, now), until: moment(pause.until, now) })];
        }
        if (pause.kind === "request") {
          const words = { from: moment(pause.from, now), until: moment(pause.until, now) };
          return [t("pausedByRequest", { ...words, waiting: String(pause.waiting) })];
        }
        if (pause.kind !== "leave") return [];
        const last = addMs(pause.until, -1);
        return [t("pausedByLeave", { count: pause.days, from: day(pause.from, now), until: day(last, now) })];
      }),
    ];
  };
}

/** How the clock counts: by the hour, by the day, by the working day. */
function useHowText(): (deadline: DeadlineView) => string {
  const t = useTranslations("customer.deadline");
  const { daysSince } = useMoments();
  return ({ rule, from, dueAt }) => {
    const { amount, unit } = rule.span;
    if (unit === "hours") return t("howHours", { limit: amount });
    const count = daysSince(from, dueAt);
    return unit === "days" ? t("howDays", { count }) : t("howWorking", { amount, count });
  };
}

function useStartText(): (deadline: DeadlineView) => string {
  const t = useTranslations("customer.deadline.start");
  const channels = useTranslations("enums.channel");
  const outcome = useOutcomeText();
  const now = useNow();
  const { moment } = useMoments();
  return ({ startedBy, from }) => {
    const at = moment(from, now);
    const { kind, byName, channel } = startedBy;
    if (kind === "follow_up" && channel) {
      return t("follow_up", {
        moment: at,
        channel: channels(channel),
        outcome: startedBy.outcome ? outcome(channel, startedBy.outcome) : "",
      });
    }
    return t(kind, { moment: at, by: byName ?? "" });
  };
}

function ProtectButtons({ customer, ask, onUnprotect }: DeadlinePanelProps) {
  const t = useTranslations("customer");
  const say = useErrorText();
  const { protect, unprotect } = customer.permits;
  if (unprotect.ok) {
    return (
      <Button size="sm" className="mt-3" onClick={onUnprotect}>
        {t("actions.unprotect")}
      </Button>
    );
  }
  if (protect.ok) {
    return (
      <Button size="sm" className="mt-3" onClick={() => ask("protect")}>
        {t("actions.protect")}
      </Button>
    );
  }
  if (protect.error !== "PROTECTION_LIMIT_REACHED") return null;
  const waiting = customer.deadline?.pauses.some((pause) => pause.kind === "request" && pause.waiting);
  const mayAsk = customer.mine && !waiting && (customer.deadline?.requests.waitDays ?? 0) > 0;
  return (
    <p className="mt-3 text-12 text-faint-foreground">
      {say({ code: protect.error, params: protect.params })}{" "}
      <Link href="/mine?view=protected" className="whitespace-nowrap text-primary-text">
        {t("actions.seeProtected")}
      </Link>
      {mayAsk ? (
        <Button size="sm" className="mt-2 block" onClick={() => ask("askProtection")}>
          {t("actions.askProtection")}
        </Button>
      ) : null}
    </p>
  );
}
