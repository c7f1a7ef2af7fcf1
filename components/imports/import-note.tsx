"use client";

import { CircleAlert, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ImportDetails } from "@/lib/imports/import-types";
import { ResumeImport } from "./undo-import";
import { useFailureText } from "./use-failure-text";

const LOST = ["IMPORT_FILE_UNREADABLE", "IMPORT_FILE_GONE"];

/** What is to be said of an import that did not simply finish: why it stopped, or what its undo did. */
export function ImportNote({ file }: { file: ImportDetails }) {
  const t = useTranslations("imports");
  const failureText = useFailureText();
  if (file.state === "failed" && file.failure) {
    // A file that is broken stays so.
    const final = LOST.includes(file.failure.code);
    return (
      <div
        role="alert"
        className="mb-4 flex max-w-[640px] items-start gap-2 rounded-md bg-danger-subtle p-3 text-13"
      >
        <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-danger-text" />
        <div className="min-w-0 flex-1">
          <p className="font-medium">{t("run.failed", { done: file.rows })}</p>
          <p className="mt-0.5">{failureText(file.failure)}</p>
          {final ? null : <p className="mt-0.5 text-muted-foreground">{t("run.failedText")}</p>}
        </div>
        {final ? null : <ResumeImport importId={file.id} />}
      </div>
    );
  }
  if (file.state === "cancelled") {
    return (
      <p className="mb-4 text-13">
        <span className="font-medium">{t("run.cancelled", { done: file.rows })}</span>{" "}
        <span className="text-muted-foreground">{t("run.cancelledText")}</span>
      </p>
    );
  }
  if (file.state !== "undone") return null;
  return (
    <div role="status" className="mb-4 flex max-w-[640px] items-start gap-2 rounded-md bg-muted p-3 text-13">
      <Undo2 aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div>
        <p className="font-medium">{t("undo.done", { undone: file.undone })}</p>
        {file.kept > 0 ? <p className="mt-0.5">{t("undo.kept", { count: file.kept })}</p> : null}
        <p className="mt-0.5 text-muted-foreground">{t("undo.again")}</p>
      </div>
    </div>
  );
}
