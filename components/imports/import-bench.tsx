"use client";

import { useRouter } from "next/navigation";
import { useFormatter, useTranslations } from "next-intl";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { ActionBar, Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { FilePreview, ImportDetails, SkippedRow } from "@/lib/imports/import-types";
import { ReadingOptions } from "./file-options";
import { FirstRows } from "./first-rows";
import { FixGrid } from "./fix-grid";
import { MappingTable } from "./mapping-table";
import { ReasonsList } from "./reasons-list";
import { Forecast, RunButtons } from "./run-panel";
import { SkippedList } from "./skipped-list";
import { Steps } from "./steps";
import { type PoolChoice, TargetOptions } from "./target-options";
import { type Bench, type Tried, useBench } from "./use-bench";
import { useUnitColumns } from "./use-unit-columns";

type Props = {
  preview: FilePreview;
  pools: readonly PoolChoice[];
  poolId: string;
  /** The dry run, if there was one, and the rows that it would not take. */
  tried:
    | (Tried & {
        file: Pick<ImportDetails, "id" | "header" | "mapping" | "nameColumn">;
        rows: readonly SkippedRow[];
      })
    | null;
};

const LIST = "px-0 pb-0 max-md:px-0 [&>div:first-child]:px-5 max-md:[&>div:first-child]:px-4";

function useSize(bytes: number): string {
  const t = useTranslations("imports");
  const format = useFormatter();
  const small = bytes < 1024 * 1024;
  const units = bytes / 1024 / (small ? 1 : 1024);
  const size = format.number(small ? Math.ceil(units) : units, { maximumFractionDigits: small ? 0 : 1 });
  return t(small ? "check.kilobytes" : "check.size", { size });
}

/** A file before it is imported: how it is read, where its columns go, what it would do, and rows to set right. */
export function ImportBench({ preview, pools, poolId, tried }: Props) {
  const t = useTranslations("imports");
  const router = useRouter();
  const bench = useBench(preview, poolId, tried);
  const size = useSize(preview.byteCount);
  const leave = async () => {
    if (tried) await bench.cancel();
    router.push("/imports");
  };
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("title"), href: "/imports" }]}
        title={preview.fileName}
        note={size}
        actions={
          <>
            <Steps at={tried ? "check" : "plan"} />
            <Button variant="outline" onClick={() => void leave()}>
              {t("run.discard")}
            </Button>
          </>
        }
        ruled
      />
      <PhoneHeader title={preview.fileName} note={size} back={{ href: "/imports", label: t("title") }} />
      <Panes className="max-md:flex max-md:flex-col">
        <Pane className="max-md:pb-24">
          <Main bench={bench} tried={tried} />
        </Pane>
        <Pane width="next" scroll={false} label={t("check.target")} className="max-md:order-first">
          {tried ? (
            <div className="flex flex-col gap-3 px-4 pt-1 pb-3 md:hidden">
              <Forecast bench={bench} />
            </div>
          ) : null}
          <div className="md:min-h-0 md:flex-1 md:overflow-y-auto">
            <TargetOptions
              pools={pools}
              plan={bench.plan}
              onPlan={bench.change}
              offered={bench.preview.zeros}
            />
            <ReadingOptions
              preview={bench.preview}
              table={bench.table}
              onTable={(choices) => void bench.reopen(choices)}
              plan={bench.plan}
              onPlan={bench.change}
            />
            {bench.forecast ? <ReasonsList reasons={bench.forecast.reasons} /> : null}
          </div>
          <div className="flex shrink-0 flex-col gap-3 border-border border-t px-5 pt-3.5 pb-4 max-md:border-hairline max-md:px-4">
            <div className={tried ? "contents max-md:hidden" : "contents"}>
              <Forecast bench={bench} />
            </div>
            <RunButtons bench={bench} className="w-full max-md:hidden" />
          </div>
        </Pane>
      </Panes>
      <ActionBar>
        <RunButtons bench={bench} className="flex-1" />
      </ActionBar>
    </>
  );
}

function Left({ bench, tried }: { bench: Bench; tried: NonNullable<Props["tried"]> }) {
  const t = useTranslations("imports");
  const left = bench.forecast?.rejected ?? 0;
  return (
    <Section
      level={2}
      title={t("result.both")}
      aside={left > tried.rows.length ? t("result.shown", { count: tried.rows.length }) : null}
      className={`${LIST} border-t-0 max-md:border-t`}
    >
      <div className="max-md:hidden">
        <FixGrid file={tried.file} rows={tried.rows} low />
      </div>
      <div className="md:hidden [&_li:nth-child(n+6)]:hidden">
        <SkippedList rows={tried.rows} nameColumn={Math.max(0, tried.file.nameColumn)} />
      </div>
    </Section>
  );
}

function Main({ bench, tried }: { bench: Bench; tried: Props["tried"] }) {
  const t = useTranslations("imports");
  const { preview, plan, change } = bench;
  const mapped = preview.header.filter((header) => plan.mapping[header]).length;
  const units = useUnitColumns(preview.header, plan.mapping);
  const showLeft = tried !== null && tried.rows.length > 0 && bench.progress?.state !== "checking";
  const notes = [
    t("check.mapped", { mapped, kept: preview.header.length - mapped }),
    ...(preview.remembered ? [t("mapping.remembered")] : []),
    ...(preview.rocColumns.length > 0
      ? [t("mapping.rocColumns", { columns: preview.rocColumns.join("、") })]
      : []),
    ...(units.length > 0 ? [t("mapping.unitColumns", { columns: units.join("、") })] : []),
  ];
  return (
    <>
      {showLeft ? <Left bench={bench} tried={tried} /> : null}
      <Section
        level={2}
        title={t("check.mapping")}
        aside={notes.join(" · ")}
        className={`${LIST} ${showLeft ? "" : "border-t-0"} max-md:border-t`}
      >
        <MappingTable
          preview={preview}
          mapping={plan.mapping}
          onChange={(header, field) => change({ mapping: { ...plan.mapping, [header]: field } })}
        />
      </Section>
      <Section
        level={2}
        title={t("check.firstRows", { count: preview.rows.length })}
        className={`${LIST} border-t-0`}
      >
        <FirstRows preview={preview} mapping={plan.mapping} />
      </Section>
    </>
  );
}
