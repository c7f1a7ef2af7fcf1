"use client";

import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { Stretch } from "@/lib/customers/customer-types";
import { DAY, HOUR, MINUTE } from "@/lib/time";
import { useNow } from "./clock";
import { useEntryText } from "./use-entry-text";
import { useMoments } from "./use-moments";

/** The band of a stretch: the sea is dotted, an owner is a solid line, the viewer's own in the accent. */
export function BandMark({ kind, className }: { kind: "pool" | "mine" | "former"; className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "w-[3px] shrink-0 self-stretch",
        kind === "pool" ? "sea-line" : kind === "mine" ? "bg-primary" : "bg-chart-6",
        className,
      )}
    />
  );
}

/** Through whose hands a customer went, the newest first: who or the pool, how long, and how it ended. */
export function HistoryBand({ history }: { history: readonly Stretch[] }) {
  const t = useTranslations("pool.history");
  const now = useNow();
  const { moment } = useMoments();
  const entryText = useEntryText();
  const endText = useEndText();
  const lengthOf = useLength();
  return (
    <ol>
      {history.map((stretch) => {
        const length = lengthOf(stretch.from, stretch.until ?? now);
        const span = `${moment(stretch.from, now)} – ${stretch.until ? moment(stretch.until, now) : t("now")}`;
        return (
          <li key={stretch.id} title={span} className="flex min-h-6 items-center gap-2">
            <BandMark kind={stretch.kind === "pooled" ? "pool" : stretch.mine ? "mine" : "former"} />
            {stretch.kind === "pooled" ? (
              <>
                <span className="py-0.5">{t("inPool", { length })}</span>
                <span className="ms-auto truncate text-end text-faint-foreground">
                  {entryText(stretch.entered)}
                </span>
              </>
            ) : (
              <>
                <span className="min-w-0 truncate py-0.5">
                  {t("held", {
                    name: stretch.mine ? t("me") : stretch.owner.name,
                    length,
                    count: stretch.followUpCount,
                  })}
                </span>
                <span className="ms-auto truncate text-end text-faint-foreground">{endText(stretch)}</span>
              </>
            )}
          </li>
        );
      })}
    </ol>
  );
}

/** How long, in days, or in hours when it was less than one. */
function useLength(): (from: Date, until: Date) => string {
  const t = useTranslations("common");
  const { daysSince } = useMoments();
  return (from, until) => {
    const ms = Math.max(0, until.getTime() - from.getTime());
    if (ms >= DAY) return t("days", { count: daysSince(from, until) });
    return ms >= HOUR
      ? t("hours", { count: Math.floor(ms / HOUR) })
      : t("minutes", { count: Math.floor(ms / MINUTE) });
  };
}

/** What came of a tenure: the last result, else how it ended. */
function useEndText(): (stretch: Extract<Stretch, { kind: "held" }>) => string {
  const outcomes = useTranslations("enums.outcome");
  const entry = useEntryText();
  return ({ lastOutcome, endKind, endReason, endRule }) => {
    if (lastOutcome) return outcomes(lastOutcome);
    return endKind ? entry({ kind: endKind, reason: endReason, rule: endRule }) : "";
  };
}
