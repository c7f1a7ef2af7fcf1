"use client";

import { Phone } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { QuotaPopover } from "@/components/customers/quota-popover";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { Ticks } from "@/components/ui/ticks";
import type { CustomerView } from "@/lib/customers/customer-types";
import type { PoolQuota } from "@/lib/quotas/types";
import { DeadlinePanel } from "./deadline-panel";
import type { Question } from "./types";

type NextPanelProps = {
  customer: CustomerView;
  quota: PoolQuota | null;
  ask: (question: Question) => void;
  onDone: () => void;
  onUnprotect: () => void;
  onCall: () => void;
};

/** The right column: the next step, the deadline with its reasons, what will happen, and the room that is left. */
export function NextPanel({ customer, quota, ask, onDone, onUnprotect, onCall }: NextPanelProps) {
  const t = useTranslations("customer");
  return (
    <>
      <NextStep customer={customer} ask={ask} onDone={onDone} onCall={onCall} />
      <DeadlinePanel customer={customer} ask={ask} onUnprotect={onUnprotect} />
      <Ahead customer={customer} />
      {quota && quota.cap !== null && customer.mine ? (
        <Section title={t("quota.title")}>
          <div className="flex items-center gap-2 text-12 text-muted-foreground">
            <Ticks used={quota.held} limit={quota.cap} free={quota.notCounted} />
            <b className="text-foreground">
              {quota.held}/{quota.cap}
            </b>
            <QuotaPopover quota={quota}>
              <button type="button" className="hit ms-auto rounded-sm text-primary-text">
                {t("quota.why")}
              </button>
            </QuotaPopover>
          </div>
        </Section>
      ) : null}
    </>
  );
}

function NextStep({ customer, ask, onDone, onCall }: Omit<NextPanelProps, "quota" | "onUnprotect">) {
  const t = useTranslations("customer.next");
  const now = useNow();
  const { moment } = useMoments();
  const { nextStep, nextStepAt } = customer;
  const phone = customer.contacts.find((contact) => contact.phoneE164 && !contact.masked)?.phoneE164;
  const late = nextStepAt !== null && nextStepAt < now;
  return (
    <section className="px-5 py-3.5">
      <h3 className="font-medium text-12 text-muted-foreground">{t("title")}</h3>
      <div className="mt-0.5 break-words font-medium text-16">
        {nextStepAt ? (nextStep ?? t("open")) : t("none")}
      </div>
      {nextStepAt ? (
        <p className={late ? "text-warning-text" : "text-muted-foreground"}>
          {late ? t("late", { moment: moment(nextStepAt, now) }) : moment(nextStepAt, now)}
        </p>
      ) : (
        <p className="text-muted-foreground">{t("noneText")}</p>
      )}
      <div className="mt-3 flex gap-1.5">
        {phone ? (
          <Button asChild lead={<Phone aria-hidden className="text-primary-text" />}>
            <a href={`tel:${phone}`} onClick={onCall}>
              {t("call")}
            </a>
          </Button>
        ) : null}
        {nextStepAt ? (
          <>
            <Button variant="ghost" onClick={onDone}>
              {t("done")}
            </Button>
            <Button variant="ghost" onClick={() => ask("plan")}>
              {t("move")}
            </Button>
          </>
        ) : (
          <Button onClick={() => ask("plan")}>{t("plan")}</Button>
        )}
      </div>
    </section>
  );
}

/** What the system will do by itself until the deadline, and on it. */
export function Ahead({ customer }: { customer: CustomerView }) {
  const t = useTranslations("customer.ahead");
  const now = useNow();
  const { moment } = useMoments();
  const { deadline } = customer;
  if (!deadline) return null;
  const owner = customer.mine ? t("you") : (customer.owner?.name ?? "");
  return (
    <Section title={t("title")}>
      <ol className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        {deadline.remindersAhead.map((at) => (
          <li key={at.getTime()} className="contents">
            <span className="whitespace-nowrap text-muted-foreground">{moment(at, now)}</span>
            <span>{t("remind", { name: owner })}</span>
          </li>
        ))}
        <li className="contents">
          <span className="whitespace-nowrap text-muted-foreground">{moment(deadline.dueAt, now)}</span>
          <span>
            {deadline.coolDownDays > 0
              ? t("reclaim", { name: owner, days: deadline.coolDownDays })
              : t("reclaimPlain", { pool: deadline.poolName })}
          </span>
        </li>
      </ol>
    </Section>
  );
}
