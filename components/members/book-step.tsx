"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Meter } from "@/components/ui/meter";
import { GRADES, STAGES } from "@/db/enums";
import type { DeparturePreview } from "@/lib/users/types";

const DUE = ["overdue", "day", "threeDays", "week", "later", "none"] as const;

/** What the leaver holds: where, how far along, and when it would go back by itself. */
export function BookStep({ preview, onNext }: { preview: DeparturePreview; onNext: () => void }) {
  const t = useTranslations("members.handOver");
  const stages = useTranslations("enums.stage");
  const grades = useTranslations("enums.grade");
  const common = useTranslations("common");
  const { user, total, byPool, byStage, byGrade, byDue, protectedCount, plannedCount, liveSessions } =
    preview;
  return (
    <>
      <div className="flex items-baseline gap-2">
        <b className="font-semibold text-28">{total}</b>
        <span className="text-muted-foreground">{t("holds", { name: user.name, pools: byPool.length })}</span>
        {total > 0 ? (
          <Link href={`/mine?view=all&owner=${user.id}`} className="hit shrink-0 text-primary-text">
            {t("seeThem")}
          </Link>
        ) : null}
      </div>
      {total > 0 ? (
        <div className="mt-4 grid gap-x-10 gap-y-5 md:grid-cols-2">
          <Counts
            title={t("byStage")}
            total={total}
            lines={STAGES.map((stage) => [stages(stage), byStage[stage]])}
          />
          <Counts title={t("byDue")} total={total} lines={DUE.map((due) => [t(`due.${due}`), byDue[due]])} />
          <Counts title={t("byPool")} total={total} lines={byPool.map(({ name, count }) => [name, count])} />
          <Counts
            title={t("byGrade")}
            total={total}
            lines={GRADES.map((grade) => [grades(grade), byGrade[grade]])}
          />
        </div>
      ) : null}
      <ul className="mt-5 flex flex-col gap-1 border-hairline border-t pt-3 text-muted-foreground">
        <li>{t("sessions", { count: liveSessions })}</li>
        {protectedCount > 0 ? <li>{t("protected", { count: protectedCount })}</li> : null}
        {plannedCount > 0 ? <li>{t("planned", { count: plannedCount })}</li> : null}
        {total > 0 ? <li>{t("historyStays")}</li> : null}
      </ul>
      {preview.lastAdmin ? (
        <p role="alert" className="mt-4 flex gap-2 text-warning-text">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          {t("lastAdmin", { name: user.name })}
        </p>
      ) : (
        <div className="mt-6 flex justify-end">
          <Button variant="primary" onClick={onNext}>
            {common("next")}
          </Button>
        </div>
      )}
    </>
  );
}

function Counts({ title, total, lines }: { title: string; total: number; lines: [string, number][] }) {
  return (
    <section>
      <h2 className="mb-1 font-medium text-12 text-muted-foreground">{title}</h2>
      <ul>
        {lines
          .filter(([, count]) => count > 0)
          .map(([label, count]) => (
            <li key={label} className="grid grid-cols-[96px_1fr_32px] items-center gap-2 leading-6">
              <span className="truncate">{label}</span>
              <Meter label={`${label}: ${count}`} value={count} max={total} />
              <span className="text-end">{count}</span>
            </li>
          ))}
      </ul>
    </section>
  );
}
