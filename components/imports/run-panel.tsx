"use client";

import { CircleAlert } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import { useFields } from "@/components/fields/fields-provider";
import { Button } from "@/components/ui/button";
import { Progress } from "@/components/ui/meter";
import { useErrorText } from "@/components/ui/use-error-text";
import { isFieldKey } from "@/lib/custom-fields/field-key";
import type { ImportProgress } from "@/lib/imports/import-types";
import { fileRefusalText } from "@/lib/imports/reason-text";
import { Counts } from "./counts";
import { type Plan, problemOf } from "./import-plan";
import type { ImportFailure } from "./use-import";
import type { Workbench } from "./use-workbench";

/** The words of a refusal: those of the file where it is the file's fault. */
export function useFailureText(): (failure: ImportFailure) => string {
  const t = useTranslations("imports");
  const say = useErrorText();
  return ({ code, params }) => {
    if (code === "LOST") return t("run.lost");
    return fileRefusalText(t, params) ?? say({ code, params });
  };
}

function ProgressLine({
  busy,
  progress,
}: {
  busy: "checking" | "importing";
  progress: ImportProgress | null;
}) {
  const t = useTranslations("imports");
  const format = useFormatter();
  const done = format.number(progress?.done ?? 0);
  const words =
    progress === null
      ? t("run.sending")
      : progress.total === null
        ? t("run.reading", { done })
        : t("run.writing", { done, total: format.number(progress.total) });
  return (
    <div role="status" className="flex flex-col gap-2">
      <div className="flex items-baseline gap-2 text-13">
        <span className="font-medium">{t(`run.${busy}`)}</span>
        <span className="ms-auto text-12 text-muted-foreground tabular-nums">{words}</span>
      </div>
      <Progress
        label={t(`run.${busy}`)}
        value={progress?.total ? progress.done : 0}
        max={progress?.total ?? 1}
      />
      {busy === "importing" ? <p className="text-12 text-muted-foreground">{t("run.leave")}</p> : null}
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
export function Forecast({ bench }: { bench: Workbench }) {
  const t = useTranslations("imports");
  const failureText = useFailureText();
  const problem = useProblemText(bench.plan);
  const { forecast, outdated, failure, busy, progress } = bench;
  if (busy === "checking" || busy === "importing") return <ProgressLine busy={busy} progress={progress} />;
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
export function RunButtons({ bench, className }: { bench: Workbench; className?: string }) {
  const t = useTranslations("imports");
  const { plan, forecast, outdated, busy, check, run } = bench;
  const reason = useProblemText(plan);
  if (!forecast || outdated) {
    return (
      <Button
        variant="primary"
        size="lg"
        className={className}
        busy={busy !== null}
        disabledReason={reason}
        onClick={() => void check()}
      >
        {t(forecast ? "run.checkAgain" : "run.check")}
      </Button>
    );
  }
  const count = forecast.created;
  const label =
    count > 0
      ? t("run.import", { count })
      : forecast.updated > 0
        ? t("run.importUpdates", { count: forecast.updated })
        : t("run.nothing");
  return (
    <Button
      variant="primary"
      size="lg"
      className={className}
      busy={busy !== null}
      disabledReason={count + forecast.updated > 0 ? undefined : t("run.nothingText")}
      onClick={() => void run()}
    >
      {label}
    </Button>
  );
}
