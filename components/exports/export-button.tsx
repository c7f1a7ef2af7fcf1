"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { v4 as newKey } from "uuid";
import { FailureLine } from "@/components/customer/failure-line";
import { answered } from "@/components/follow-ups/answered";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { RadioChips } from "@/components/ui/radio-chips";
import { useErrorText } from "@/components/ui/use-error-text";
import { EXPORT_FORMATS, type ExportFormat, type ListName } from "@/db/enums";
import type { ActionFailure } from "@/lib/action-result";
import { getExportAction, requestExportAction } from "@/lib/exports/actions";
import type { ExportRow } from "@/lib/exports/types";
import { DEFAULT_LOCALE, isLocale } from "@/lib/i18n/locales";

type ExportButtonProps = {
  list: ListName;
  search: URLSearchParams;
  /** How many, in words. */
  count: string;
  /** The list holds nobody, and so there is nothing to ask for. */
  empty: boolean;
};

/** The list as a file, as it stands here: asked for, watched while it is written, and fetched. */
export function ExportButton({ empty, ...asked }: ExportButtonProps) {
  const t = useTranslations("exports");
  const say = useErrorText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="ghost"
        size="xs"
        lead={<Download aria-hidden />}
        disabledReason={empty ? say({ error: "EXPORT_EMPTY" }) : undefined}
        onClick={() => setOpen(true)}
        className="shrink-0"
      >
        {t("title")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <ExportDialog {...asked} onClose={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

const POLL_MS = 1_000;
const WORKING = new Set(["queued", "running"]);

type ExportDialogProps = Omit<ExportButtonProps, "empty"> & { onClose: () => void };

function ExportDialog({ list, search, count, onClose }: ExportDialogProps) {
  const t = useTranslations("exports");
  const say = useErrorText();
  const shown = useLocale();
  const locale = isLocale(shown) ? shown : DEFAULT_LOCALE;
  const [format, setFormat] = useState<ExportFormat>("xlsx");
  const [exportId, setExportId] = useState<string | null>(null);
  const [row, setRow] = useState<ExportRow | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const working = exportId !== null && (row === null || WORKING.has(row.state));
  useEffect(() => {
    if (!working || exportId === null) return;
    const timer = setInterval(() => {
      void answered(getExportAction({ exportId })).then((answer) => {
        if (answer.ok) setRow(answer.data);
      });
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [working, exportId]);
  const run = async () => {
    const asked = { list, search: Object.fromEntries(search), format, locale };
    const answer = await answered(requestExportAction(asked, { key: newKey() }));
    if (!answer.ok) return setFailure(answer);
    setFailure(null);
    setExportId(answer.data.exportId);
    const first = await answered(getExportAction({ exportId: answer.data.exportId }));
    if (first.ok) setRow(first.data);
  };
  const link = (
    <Link href="/exports" prefetch={false} className="text-primary-text text-13">
      {t("all")}
    </Link>
  );
  if (exportId === null) {
    return (
      <DialogContent
        title={t("title")}
        description={t("text", { count })}
        footer={
          <>
            <Button onClick={onClose}>{t("close")}</Button>
            <Button variant="primary" onClick={() => void run()}>
              {t("run")}
            </Button>
          </>
        }
      >
        <div className="flex flex-col gap-3">
          <RadioChips
            label={t("format")}
            options={EXPORT_FORMATS.toReversed().map((one) => ({ value: one, label: t(one) }))}
            value={format}
            onValueChange={setFormat}
          />
          <p className="text-12 text-muted-foreground">{t("audited")}</p>
          {link}
        </div>
        <FailureLine failure={failure} />
      </DialogContent>
    );
  }
  return (
    <DialogContent
      title={titleOf(row, t)}
      description={
        row?.state === "asked" ? t("askedText", { count: row.expected }) : working ? t("away") : undefined
      }
      footer={
        <>
          <Button onClick={onClose}>{t("close")}</Button>
          {row?.ready && row.rowCount > 0 ? (
            <Button variant="primary" asChild>
              <a href={`/api/exports/${exportId}`} download>
                {t("download")}
              </a>
            </Button>
          ) : null}
        </>
      }
    >
      <div aria-live="polite" className="flex flex-col gap-3">
        {working ? (
          <progress
            value={row?.rowCount ?? 0}
            max={Math.max(1, row?.expected ?? 1)}
            className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-muted [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
          />
        ) : null}
        {row?.state === "failed" ? <p className="text-danger-text">{say({ error: "INTERNAL" })}</p> : null}
        {link}
      </div>
    </DialogContent>
  );
}

function titleOf(row: ExportRow | null, t: ReturnType<typeof useTranslations<"exports">>): string {
  if (!row || row.state === "queued") return t("waiting");
  if (row.state === "running") return t("writing", { done: row.rowCount, total: row.expected });
  if (row.state === "done") return t("done", { count: row.rowCount });
  return t(`states.${row.state}`);
}
