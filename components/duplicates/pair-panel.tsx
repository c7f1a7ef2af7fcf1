"use client";

import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import type { PairDetail } from "@/lib/duplicates/types";
import { CompareTable } from "./compare-table";
import { mustKeep } from "./field-choices";
import { Likelihood } from "./pair-list";
import { SideHead } from "./side-head";
import type { Desk } from "./use-desk";
import { isEvidence, useReasons } from "./use-reasons";

/** The open pair: why, side by side, and the three answers. */
export function PairPanel({ pair, desk }: { pair: PairDetail; desk: Desk }) {
  const t = useTranslations("duplicates");
  const reasons = useReasons();
  const { open } = desk;
  const bound = mustKeep(pair.sides);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="min-h-0 flex-1 md:overflow-y-auto">
        <div className="flex flex-wrap items-center gap-2 border-hairline border-b px-5 py-2.5 max-md:px-4">
          <Likelihood row={pair} />
          <span className="text-muted-foreground">{reasons(pair.reasons.filter(isEvidence))}</span>
          <Asked pair={pair} />
        </div>
        <div className="border-border border-b md:grid md:grid-cols-[104px_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)] max-md:px-4">
          <span className="max-md:hidden" />
          {pair.sides.map((side, at) => (
            <SideHead
              key={side.id}
              side={side}
              kept={open.keep === at}
              kbd={String(at + 1)}
              refusal={bound && bound.at !== at ? t(bound.why) : undefined}
              onKeep={() => open.choose(at === 0 ? 0 : 1)}
            />
          ))}
          <Result pair={pair} keep={open.keep} />
        </div>
        <CompareTable pair={pair} open={open} />
      </div>
      <div
        data-foot
        className="flex shrink-0 items-center gap-2 border-border border-t px-5 py-3 max-md:sticky max-md:bottom-[calc(49px+env(safe-area-inset-bottom))] max-md:bg-background max-md:px-4"
      >
        <Button variant="primary" busy={desk.busy} kbd="↵" onClick={desk.merge} className="max-md:flex-1">
          {t("merge")}
        </Button>
        <Button kbd="N" onClick={() => desk.decide("dismiss")}>
          {t("notDuplicate")}
        </Button>
        <Button variant="ghost" kbd="L" onClick={() => desk.decide("later")}>
          {t("later")}
        </Button>
      </div>
    </div>
  );
}

function Asked({ pair }: { pair: PairDetail }) {
  const t = useTranslations("duplicates");
  const now = useNow();
  const { moment } = useMoments();
  if (!pair.asked) return null;
  const { by, at, note } = pair.asked;
  return (
    <span className="text-12 text-primary-text">
      {t(pair.reasons.includes("asked") ? "askedText" : "createdText", { name: by, moment: moment(at, now) })}
      {note ? ` ${t("askedNote", { note })}` : ""}
    </span>
  );
}

/** Whose hands it will be in, and whose tenure ends. */
function Result({ pair, keep }: { pair: PairDetail; keep: 0 | 1 }) {
  const t = useTranslations("duplicates");
  const kept = pair.sides[keep];
  const other = pair.sides[keep === 0 ? 1 : 0];
  return (
    <div className="min-w-0 border-hairline px-3 py-3 md:border-s max-md:px-0 max-md:pt-0">
      <span className="text-12 text-faint-foreground">{t("result")}</span>
      <div className="truncate font-medium max-md:hidden">{kept.name}</div>
      <p className="mt-1 text-12 text-muted-foreground">
        {other.ownerName
          ? t("owners", { keep: kept.name, other: other.name })
          : kept.ownerName
            ? t("held", { name: kept.ownerName })
            : t("pooled", { pool: kept.poolName })}
      </p>
    </div>
  );
}
