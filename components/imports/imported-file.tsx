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
import { SkippedList } from "./skipped-list";

type Props = {
  file: ImportDetails;
  outcome: "rejected" | "duplicate";
  rows: readonly SkippedRow[];
  hasMore: boolean;
  now: Date;
};

/** What became of an imported file: the figures, the rows that were not taken and why, the way to the new customers. */
export function ImportedFile({ file, outcome, rows, hasMore, now }: Props) {
  const t = useTranslations("imports");
  const outcomes = useTranslations("enums.rowOutcome");
  const common = useTranslations("common");
  const format = useFormatter();
  const timeZone = useTimeZone() ?? "UTC";
  const when = formatMoment(file.startedAt, { locale: useLocale(), timeZone }, now);
  const here = `/imports/${file.id}`;
  const nameColumn = Math.max(0, file.nameColumn);
  const seeNew =
    file.created > 0 ? (
      <Button asChild variant="primary" lead={<Waves aria-hidden />}>
        <Link href={`/pool?pool=${file.poolId}&import=${file.id}`}>
          {t("result.seeNew", { count: file.created })}
        </Link>
      </Button>
    ) : null;
  const download =
    file.rejected + file.duplicate > 0 ? (
      <Button asChild lead={<Download aria-hidden />} title={t("result.downloadHint")}>
        <a href={`/api${here}/errors`} download>
          {t("result.download")}
        </a>
      </Button>
    ) : null;
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("title"), href: "/imports" }]}
        title={file.fileName}
        actions={
          <>
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
            <Counts counts={file} className="max-w-[520px]" />
            <div className="mt-5 flex flex-col gap-2 md:hidden">
              {seeNew}
              {download}
            </div>
          </div>
          {file.rejected + file.duplicate === 0 ? (
            <EmptyState
              icon={CircleCheck}
              title={t("result.allTaken")}
              text={t("result.allTakenText")}
              className="border-hairline border-t max-w-none"
            />
          ) : (
            <>
              <ViewTabs
                label={t("result.both")}
                current={outcome}
                items={(["rejected", "duplicate"] as const).map((value) => ({
                  value,
                  label: outcomes(value),
                  count: format.number(file[value]),
                  href: `${here}?outcome=${value}`,
                }))}
              />
              {rows.length > 0 ? (
                <SkippedList rows={rows} nameColumn={nameColumn} />
              ) : (
                <EmptyState icon={CircleCheck} title={t("result.noneHere")} />
              )}
              {hasMore ? (
                <div className="px-5 py-3 max-md:px-4">
                  <Button asChild>
                    <Link href={`${here}?outcome=${outcome}&after=${rows.at(-1)?.number ?? 0}`}>
                      {t("result.more")}
                    </Link>
                  </Button>
                </div>
              ) : null}
            </>
          )}
        </Pane>
      </Panes>
    </>
  );
}
