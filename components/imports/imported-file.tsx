import { CircleCheck, Download, Waves } from "lucide-react";
import Link from "next/link";
import { useFormatter, useLocale, useTimeZone, useTranslations } from "next-intl";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ViewTabs } from "@/components/ui/tabs";
import { formatMoment } from "@/lib/i18n/dates";
import type { ImportDetails, SkippedRow } from "@/lib/imports/import-types";
import { Counts } from "./counts";
import { FixGrid } from "./fix-grid";
import { ImportNote } from "./import-note";
import { KeptList } from "./kept-list";
import { SkippedList } from "./skipped-list";
import { Steps } from "./steps";
import { UndoImport } from "./undo-import";

export type Shown = "rejected" | "duplicate" | "placed" | "kept";

type Props = {
  file: ImportDetails;
  shown: Shown;
  rows: readonly SkippedRow[];
  hasMore: boolean;
  now: Date;
};

function useDeeds(file: ImportDetails) {
  const t = useTranslations("imports");
  const undone = file.state === "undone";
  const seeNew =
    file.created > 0 && !undone ? (
      <Button asChild variant="primary" lead={<Waves aria-hidden />}>
        <Link href={`/pool?pool=${file.poolId}&import=${file.id}`}>
          {t("result.seeNew", { count: file.created })}
        </Link>
      </Button>
    ) : null;
  const download =
    file.rejected + file.duplicate > 0 ? (
      <Button asChild lead={<Download aria-hidden />} title={t("result.downloadHint")}>
        <a href={`/api/imports/${file.id}/errors`} download>
          {t("result.download")}
        </a>
      </Button>
    ) : null;
  const undo = file.created + file.updated > 0 && !undone ? <UndoImport file={file} /> : null;
  return { seeNew, download, undo };
}

/** What became of an imported file: the figures, the rows that were not taken and why, its undo, the way to the new customers. */
export function ImportedFile({ file, shown, rows, hasMore, now }: Props) {
  const t = useTranslations("imports");
  const common = useTranslations("common");
  const timeZone = useTimeZone() ?? "UTC";
  const when = formatMoment(file.startedAt, { locale: useLocale(), timeZone }, now);
  const { seeNew, download, undo } = useDeeds(file);
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("title"), href: "/imports" }]}
        title={file.fileName}
        actions={
          <>
            <Steps at="result" />
            {undo}
            {download}
            {seeNew}
          </>
        }
        ruled
      />
      <PhoneHeader title={file.fileName} back={{ href: "/imports", label: common("back") }} />
      <Panes>
        <Pane>
          <div className="px-5 pt-4 pb-5 max-md:px-4">
            <p className="mb-3 text-13 text-muted-foreground">
              {[
                file.poolName,
                file.startedByName ?? t("history.commandLine"),
                when,
                t("count.inFile", { count: file.rows }),
              ].join(" · ")}
            </p>
            <ImportNote file={file} />
            <Counts counts={file} className="max-w-[520px]" />
            <div className="mt-5 flex flex-col gap-2 md:hidden">
              {seeNew}
              {download}
              {undo}
            </div>
          </div>
          <RowsLeft file={file} shown={shown} rows={rows} hasMore={hasMore} />
        </Pane>
      </Panes>
    </>
  );
}

function RowsLeft({ file, shown, rows, hasMore }: Omit<Props, "now">) {
  const t = useTranslations("imports");
  const outcomes = useTranslations("enums.rowOutcome");
  const format = useFormatter();
  const here = `/imports/${file.id}`;
  if (file.rejected + file.duplicate + file.kept + file.placed === 0) {
    return file.state === "finished" ? (
      <EmptyState
        icon={CircleCheck}
        title={t("result.allTaken")}
        text={t("result.allTakenText")}
        className="border-hairline border-t max-w-none"
      />
    ) : null;
  }
  const views = [
    ...(file.kept > 0 ? [{ value: "kept", label: t("result.kept"), count: file.kept }] : []),
    ...(["rejected", "duplicate"] as const).map((value) => ({
      value,
      label: outcomes(value),
      count: file[value],
    })),
    ...(file.placed > 0 ? [{ value: "placed", label: t("result.placed"), count: file.placed }] : []),
  ];
  const items = views.map((view) => ({
    ...{ ...view, count: format.number(view.count) },
    href: `${here}?outcome=${view.value}`,
  }));
  return (
    <>
      <ViewTabs label={t("result.both")} current={shown} items={items} />
      {rows.length > 0 ? (
        <Listed file={file} shown={shown} rows={rows} />
      ) : (
        <EmptyState icon={CircleCheck} title={t("result.noneHere")} />
      )}
      {hasMore ? (
        <div className="px-5 py-3 max-md:px-4">
          <Button asChild>
            <Link href={`${here}?outcome=${shown}&after=${rows.at(-1)?.number ?? 0}`}>
              {t("result.more")}
            </Link>
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Listed({ file, shown, rows }: Pick<Props, "file" | "shown" | "rows">) {
  if (shown === "kept" || shown === "placed") return <KeptList rows={rows} />;
  const nameColumn = Math.max(0, file.nameColumn);
  if (shown !== "rejected" || file.state === "undone")
    return <SkippedList rows={rows} nameColumn={nameColumn} />;
  return (
    <>
      <div className="max-md:hidden">
        <FixGrid file={{ id: file.id, header: file.header, mapping: file.mapping }} rows={rows} />
      </div>
      <div className="md:hidden">
        <SkippedList rows={rows} nameColumn={nameColumn} />
      </div>
    </>
  );
}
