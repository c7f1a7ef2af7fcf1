"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFields } from "@/components/fields/fields-provider";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/meter";
import { isFieldKey } from "@/lib/custom-fields/field-key";
import type { Progress as Told } from "@/lib/imports/progress";
import { Counts } from "./counts";
import { type Plan, problemOf } from "./import-plan";
import type { Bench } from "./use-bench";
import { useFailureText } from "./use-failure-text";

/** How far it is, in words and as a line. */
export function ProgressLine({ label, told }: { label: string; told: Told }) {
  const t = useTranslations("imports.run");
  const { done, total } = told;
  return (
    <div role="status" className="flex flex-col gap-2">
      <div className="flex items-baseline gap-2 text-13">
        <span className="font-medium">{label}</span>
        <span className="ms-auto text-12 text-muted-foreground tabular-nums">
          {total === null ? t("counted", { done }) : t("of", { done, total })}
        </span>
      </div>
      <Progress label={label} value={total ? done : 0} max={total ?? 1} />
    </div>
  );
}

/** What keeps the plan from being tried, in words. */
function useProblemText(plan: Plan): string | undefined {
  const t = useTranslations("imports");
  const own = useFields();
  const problem = problemOf(plan);
  if (!problem) return undefined;
  if (problem.code !== "twice") return t(`check.${problem.code}`);
  const { field } = problem;
  const label = isFieldKey(field) ? own.find(({ key }) => key === field)?.label : t(`field.${field}`);
  return t("check.twice", { field: label ?? "" });
}

/** What would happen, in figures, as far as it was tried. */
export function Forecast({ bench }: { bench: Bench }) {
  const t = useTranslations("imports");
  const failureText = useFailureText();
  const problem = useProblemText(bench.plan);
  const { forecast, outdated, failure, progress } = bench;
  if (progress?.state === "checking") return <ProgressLine label={t("run.checking")} told={progress} />;
  return (
    <>
      {failure ? (
        <p role="alert" className="flex gap-1.5 text-13 text-danger-text">
          <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span>{failureText(failure)}</span>
        </p>
      ) : null}
      {forecast ? (
        <div role="status" className="flex flex-col gap-2">
          <p className="text-12 text-muted-foreground">{t("run.forecast")}</p>
          <Counts counts={forecast} className={outdated ? "opacity-50" : ""} />
          {outdated ? <p className="text-12 text-warning-text">{t("run.outdated")}</p> : null}
        </div>
      ) : failure ? null : (
        <p className="text-12 text-muted-foreground">{problem ?? t("run.checkHint")}</p>
      )}
    </>
  );
}

/** The one action: to try, and when it was tried, to import. */
export function RunButtons({ bench, className }: { bench: Bench; className?: string }) {
  const t = useTranslations("imports");
  const { plan, forecast, outdated, busy, check, run, cancel, progress } = bench;
  const reason = useProblemText(plan);
  if (progress?.state === "checking") {
    return (
      <Button size="lg" className={className} busy={busy} onClick={() => void cancel()}>
        {t("run.cancelCheck")}
      </Button>
    );
  }
  if (!forecast || outdated) {
    return (
      <Button
        variant="primary"
        size="lg"
        className={className}
        busy={busy}
        disabledReason={reason}
        onClick={() => void check()}
      >
        {t(forecast ? "run.checkAgain" : "run.check")}
      </Button>
    );
  }
  const { created, updated } = forecast;
  const label =
    created > 0
      ? t("run.import", { count: created })
      : updated > 0
        ? t("run.importUpdates", { count: updated })
        : t("run.nothing");
  return (
    <Button
      variant="primary"
      size="lg"
      className={className}
      busy={busy}
      disabledReason={created + updated > 0 ? undefined : t("run.nothingText")}
      onClick={() => void run()}
    >
      {label}
    </Button>
  );
}
