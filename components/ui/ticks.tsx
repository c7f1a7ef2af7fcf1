"use client";

import { useTranslations } from "next-intl";
import { cn } from "./cn";

const BAR_ABOVE = 40;
const NARROW_BAR_ABOVE = 20;

export type TicksProps = {
  used: number;
  limit: number;
  /** How many of the used ones have just been added: ringed for 1.2 s. */
  fresh?: number;
  /** Held but not counted (won): pale ticks after the cap. */
  free?: number;
  /** There is room for twenty ticks: more are a bar. */
  narrow?: boolean;
  className?: string;
};

/** A quota as ticks, one per customer: 8 wide up to ten, 3 wide above, a bar beyond forty. */
export function Ticks({ used, limit, fresh = 0, free = 0, narrow = false, className }: TicksProps) {
  const t = useTranslations("common");
  const full = limit > 0 && used >= limit;
  const label =
    free > 0
      ? `${t("quotaOf", { used, limit })}, ${t("quotaFree", { count: free })}`
      : t("quotaOf", { used, limit });
  const ink = full ? "bg-chart-2" : "bg-primary";
  if (limit > (narrow ? NARROW_BAR_ABOVE : BAR_ABOVE)) {
    return (
      <span
        role="img"
        aria-label={label}
        className={cn("inline-block h-1 w-24 rounded-full bg-border", className)}
      >
        <svg
          aria-hidden
          className="block h-1 w-full overflow-hidden rounded-full"
          preserveAspectRatio="none"
          viewBox={`0 0 ${limit} 1`}
        >
          <rect height="1" width={Math.min(used, limit)} className={full ? "fill-chart-2" : "fill-primary"} />
        </svg>
      </span>
    );
  }
  const cells = Math.max(used, limit);
  return (
    <span role="img" aria-label={label} className={cn("inline-flex items-end gap-0.5", className)}>
      {Array.from({ length: cells + free }, (_, index) => (
        <i
          // biome-ignore lint/suspicious/noArrayIndexKey: a tick is its place in the row
          key={index}
          className={cn(
            "block h-3 rounded-[1px]",
            limit <= 10 ? "w-2" : "w-[3px]",
            index >= cells ? "bg-chart-6 opacity-45" : index < used ? ink : "bg-border",
            index < used && index >= used - fresh && "animate-[ringed_1200ms_linear]",
          )}
        />
      ))}
    </span>
  );
}

/** A quota with its name and number: `今日领取 ▮▮▮▯▯ 3/5`. `note` says when a full one resets. */
export function Gauge(props: TicksProps & { label: string; note?: string | undefined; wide?: boolean }) {
  const { label, note, wide = false, className, ...ticks } = props;
  return (
    <span
      className={cn("flex items-center gap-2 whitespace-nowrap text-12 text-muted-foreground", className)}
    >
      <span className={wide ? "w-13" : undefined}>{label}</span>
      <Ticks narrow={wide} {...ticks} />
      {note ? <span className="truncate text-faint-foreground">{note}</span> : null}
      <b className={cn("text-foreground", wide && "ms-auto")}>
        {ticks.used}/{ticks.limit}
      </b>
    </span>
  );
}
