"use client";

import { CalendarClock, ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { BandMark } from "@/components/customers/history-band";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Skeleton } from "@/components/ui/skeleton";
import { ViewTabs } from "@/components/ui/tabs";
import type { Stretch } from "@/lib/customers/customer-types";
import { TIMELINE_KINDS, type TimelineKind } from "@/lib/customers/list-schema";
import type { Timeline as TimelinePage } from "@/lib/customers/timeline-types";
import { TimelineEntry } from "./timeline-entry";
import { type Band, useTimeline } from "./use-timeline";

/** Everything that happened to a customer, newest first, in bands: who held it, and when it lay in the sea. */
export function Timeline({ customerId, timeline }: { customerId: string; timeline: TimelinePage }) {
  const t = useTranslations("customer.timeline");
  const stream = useTimeline(customerId, timeline);
  const kinds: (TimelineKind | "all")[] = ["all", ...TIMELINE_KINDS];
  return (
    <>
      <ViewTabs
        label={t("label")}
        items={kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        current={stream.kind ?? "all"}
        onSelect={(value) => stream.setKind(TIMELINE_KINDS.find((kind) => kind === value) ?? null)}
      />
      <div className="px-5 py-3 max-md:px-4">
        {stream.plan ? <Plan at={stream.plan.nextStepAt} step={stream.plan.nextStep} /> : null}
        {stream.ready ? null : <Waiting />}
        <ol aria-label={t("label")}>
          {stream.bands.map((band) => (
            <BandRow key={band.key} band={band} />
          ))}
        </ol>
        {stream.ready && stream.bands.length === 0 ? (
          <p className="py-2 text-muted-foreground">{t("empty")}</p>
        ) : null}
        {stream.state === "failed" ? <p className="py-2 text-danger-text">{t("failed")}</p> : null}
        {stream.hasMore ? (
          <Button
            variant="ghost"
            size="sm"
            busy={stream.state === "loading"}
            lead={<ChevronDown aria-hidden />}
            onClick={() => void stream.loadMore()}
          >
            {t("earlier")}
          </Button>
        ) : null}
      </div>
    </>
  );
}

function Waiting() {
  return (
    <div className="flex flex-col gap-3 py-3">
      <Skeleton className="w-1/2" />
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/3" />
    </div>
  );
}

function Plan({ at, step }: { at: Date; step: string | null }) {
  const t = useTranslations("customer.timeline");
  const now = useNow();
  const { moment } = useMoments();
  return (
    <div className="flex md:ms-[111px]">
      <div className="flex min-w-0 flex-1 items-start gap-2.5 py-1.5 text-primary-text max-md:ps-3 md:ps-5">
        <CalendarClock aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span className="min-w-0 flex-1">{t("plan", { step: step ?? t("planOpen") })}</span>
        <span className="whitespace-nowrap text-12">{moment(at, now)}</span>
      </div>
    </div>
  );
}

const toneOf = (stretch: Stretch | null) =>
  !stretch || stretch.kind === "pooled" ? "pool" : stretch.mine ? "mine" : "former";

function BandRow({ band }: { band: Band }) {
  const { stretch, items } = band;
  return (
    <li className="flex max-md:flex-col">
      <StretchHead stretch={stretch} />
      <div className="flex min-w-0 flex-1">
        <BandMark kind={toneOf(stretch)} />
        <ol className={cn("min-w-0 flex-1 py-1 ps-5 max-md:ps-3")}>
          {items.map((item) => (
            <TimelineEntry key={`${item.kind} ${item.id}`} item={item} stretch={stretch} />
          ))}
        </ol>
      </div>
    </li>
  );
}

function StretchHead({ stretch }: { stretch: Stretch | null }) {
  const t = useTranslations("customer.timeline");
  const common = useTranslations("common");
  const now = useNow();
  const { day, daysSince } = useMoments();
  const frame =
    "flex w-[108px] shrink-0 flex-col py-2 pe-3.5 text-end text-12 text-muted-foreground max-md:w-auto max-md:flex-row max-md:flex-wrap max-md:gap-x-2 max-md:pb-1 max-md:text-start";
  if (!stretch) return <div className={frame} />;
  if (stretch.kind === "pooled") {
    const days = Math.max(0, daysSince(stretch.from, stretch.until ?? now));
    return (
      <div className={frame}>
        <span>{t("inPool")}</span>
        <span>{days === 0 ? t("lessThanADay") : common("days", { count: days })}</span>
      </div>
    );
  }
  const until = stretch.until ? day(stretch.until, now) : null;
  return (
    <div className={frame}>
      <b className="font-medium text-13 text-foreground max-md:text-14">{stretch.owner.name}</b>
      <span className="whitespace-nowrap">
        {until
          ? t("span", { from: day(stretch.from, now), until })
          : t("since", { from: day(stretch.from, now) })}
      </span>
      <span className="whitespace-nowrap">{t("followUps", { count: stretch.followUpCount })}</span>
    </div>
  );
}
