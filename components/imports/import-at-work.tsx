"use client";

import { Pause, Play, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { cancelImportAction, pauseImportAction, resumeImportAction } from "@/lib/imports/actions";
import type { ImportDetails } from "@/lib/imports/import-types";
import type { progressOf } from "@/lib/imports/progress";
import { Counts } from "./counts";
import { ProgressLine } from "./run-panel";
import { Steps } from "./steps";
import { useProgress } from "./use-progress";

/** An import that runs, waits or was paused: how far it is, and what one may do about it. */
export function ImportAtWork({
  file,
  first,
}: {
  file: Pick<ImportDetails, "id" | "fileName">;
  first: ReturnType<typeof progressOf>;
}) {
  const t = useTranslations("imports");
  const router = useRouter();
  const { run, busy, failure } = useAsking();
  const told = useProgress(file.id, first) ?? first;
  const steer = async (call: typeof pauseImportAction) => {
    await run(() => call({ importId: file.id }));
    router.refresh();
  };
  const paused = told.state === "paused";
  const undoing = told.state === "undoing";
  const label = undoing ? t("run.undoing") : told.state === "waiting" ? t("run.waiting") : t("run.importing");
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("title"), href: "/imports" }]}
        title={file.fileName}
        actions={<Steps at="run" />}
        ruled
      />
      <PhoneHeader title={file.fileName} back={{ href: "/imports", label: t("title") }} />
      <Panes>
        <Pane>
          <div className="flex max-w-[560px] flex-col gap-5 px-5 pt-6 pb-6 max-md:px-4 max-md:pt-3">
            {paused ? (
              <div role="status">
                <p className="font-medium text-14">{t("run.paused", { done: told.done })}</p>
                <p className="mt-1 text-13 text-muted-foreground">{t("run.pausedText")}</p>
              </div>
            ) : (
              <ProgressLine label={label} told={told} />
            )}
            {undoing ? null : <Counts counts={told} />}
            {undoing ? null : (
              <div className="flex flex-wrap items-center gap-2">
                {paused ? (
                  <Button
                    variant="primary"
                    size="lg"
                    busy={busy}
                    lead={<Play aria-hidden />}
                    onClick={() => void steer(resumeImportAction)}
                  >
                    {t("run.resume")}
                  </Button>
                ) : (
                  <Button
                    size="lg"
                    busy={busy}
                    lead={<Pause aria-hidden />}
                    onClick={() => void steer(pauseImportAction)}
                  >
                    {t("run.pause")}
                  </Button>
                )}
                <Button
                  variant="ghost"
                  size="lg"
                  lead={<X aria-hidden />}
                  disabledReason={busy ? label : undefined}
                  onClick={() => void steer(cancelImportAction)}
                >
                  {t("run.cancel")}
                </Button>
              </div>
            )}
            <FailureLine failure={failure} />
            {paused ? null : <p className="text-12 text-muted-foreground">{t("run.leave")}</p>}
          </div>
        </Pane>
      </Panes>
    </>
  );
}
