import type { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { PersonRow } from "@/lib/stats/types";

type Holding = Pick<PersonRow, "held" | "free" | "cap">;

/** What somebody holds against his cap, in words. */
export const holdingWords = (
  t: ReturnType<typeof useTranslations<"dashboard.people">>,
  { held, free, cap }: Holding,
) => (cap === null ? t("holdingFree", { held: held - free }) : t("holdingText", { held: held - free, cap }));

/** What somebody holds, on a scale that all rows share; the ink tick is his cap, amber says that it is reached. */
export function HoldingBar(props: { person: Holding; widest: number; label: string; className?: string }) {
  const { person, widest, label, className } = props;
  const counted = person.held - person.free;
  const share = (count: number) => `${Math.min(100, (count / widest) * 100)}%`;
  const full = person.cap !== null && counted >= person.cap;
  return (
    <svg
      role="img"
      aria-label={label}
      className={cn("h-3.5 w-37 shrink-0 overflow-visible max-xl:w-24", className)}
    >
      {person.cap === null ? null : (
        <rect y="3" width={share(person.cap)} height="8" rx="2" className="fill-muted" />
      )}
      <rect
        y="5"
        width={share(counted)}
        height="4"
        rx="1"
        className={full ? "fill-chart-2" : "fill-chart-1"}
      />
      {person.cap === null ? null : (
        <rect
          x={share(person.cap)}
          y="1"
          width="1.5"
          height="12"
          transform="translate(-1.5 0)"
          className="fill-foreground"
        />
      )}
    </svg>
  );
}
