"use client";

import { Download, Undo2 } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { refusalIcon } from "@/components/customers/refusal-note";
import { Button } from "@/components/ui/button";
import { DialogContent } from "@/components/ui/dialog";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ListName } from "@/db/enums";
import type { BulkReport, Progress, ReasonGroup } from "@/lib/selections/types";

type BulkOutcomeProps = {
  progress: Progress | null;
  report: BulkReport | null;
  list: ListName;
  onUndo: () => void;
  onClose: () => void;
};

/** How far it is; then who was left, by reason, with one undo for all. */
export function BulkOutcome({ progress, report, list, onUndo, onClose }: BulkOutcomeProps) {
  const t = useTranslations("views.selection");
  if (!progress) return null;
  const undoing = progress.state === "undoing" || progress.state === "undone";
  const done = undoing ? progress.undone : progress.ok + progress.failed;
  const total = undoing ? progress.ok : progress.total;
  if (!report) {
    return (
      <DialogContent title={t(undoing ? "undoing" : "running", { done, total })} description={t("away")}>
        <progress
          value={done}
          max={Math.max(1, total)}
          className="mb-2 h-1.5 w-full appearance-none overflow-hidden rounded-full bg-muted [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:bg-primary"
        />
      </DialogContent>
    );
  }
  const cutOff = report.state === "running" || report.state === "undoing";
  const outcome = undoing ? t("undone", { count: report.undone }) : t("done", { ok: report.ok });
  return (
    <DialogContent
      width="md"
      title={outcome}
      description={cutOff ? t("stopped") : undefined}
      footer={
        <>
          {report.canUndo ? (
            <Button lead={<Undo2 aria-hidden />} onClick={onUndo}>
              {t("undoAll")}
            </Button>
          ) : null}
          {report.failed > 0 || report.kept.count > 0 ? (
            <Button asChild>
              <a href={`/api/selections/${report.selectionId}/failed`} download>
                <Download aria-hidden />
                {t("exportFailed")}
              </a>
            </Button>
          ) : null}
          <Button variant="primary" onClick={onClose}>
            {t("close")}
          </Button>
        </>
      }
    >
      <div aria-live="polite" className="flex flex-col gap-4">
        {report.failures.map((group) => (
          <Failures key={group.error} {...{ group, list }} />
        ))}
        {report.kept.count > 0 ? (
          <section>
            <h3 className="font-medium text-13">{t("kept", { count: report.kept.count })}</h3>
            <ul className="mt-1">
              {report.kept.customers.map(({ id, name, fields }) => (
                <Row
                  key={id}
                  {...{ id, name, list }}
                  note={fields ? t("keptFields", { fields }) : undefined}
                />
              ))}
            </ul>
          </section>
        ) : null}
      </div>
    </DialogContent>
  );
}

function Failures({ group, list }: { group: ReasonGroup; list: ListName }) {
  const t = useTranslations("views.selection");
  const say = useErrorText();
  const Icon = refusalIcon(group.error);
  const [first] = group.customers;
  const hidden = group.count - group.customers.length;
  return (
    <section>
      <h3 className="flex items-start gap-2 font-medium text-13">
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
        <span>
          {t("failed", { count: group.count })} · {say({ error: group.error, params: first?.params })}
        </span>
      </h3>
      <ul className="mt-1 ps-6">
        {group.customers.map(({ id, name }) => (
          <Row key={id} {...{ id, name, list }} />
        ))}
        {hidden > 0 ? (
          <li className="py-1 text-12 text-muted-foreground">{t("more", { count: hidden })}</li>
        ) : null}
      </ul>
    </section>
  );
}

function Row(props: { id: string; name: string; list: ListName; note?: string | undefined }) {
  const { id, name, list, note } = props;
  return (
    <li className="flex min-h-7 items-center gap-3 border-hairline border-b last:border-b-0 max-md:min-h-11">
      <Link
        href={`/${list === "pool" ? "pool" : "customers"}/${id}`}
        prefetch={false}
        className="min-w-0 truncate rounded-sm hover:text-primary-text"
      >
        {name}
      </Link>
      {note ? <span className="ms-auto truncate text-12 text-muted-foreground">{note}</span> : null}
    </li>
  );
}
