"use client";

import { X } from "lucide-react";
import { useFormatter, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { ActionBar, Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import { DropZone } from "./drop-zone";
import { type PoolChoice, ReadingOptions, TargetOptions } from "./file-options";
import { FirstRows } from "./first-rows";
import { MappingTable } from "./mapping-table";
import { Forecast, RunButtons, useFailureText } from "./run-panel";
import { SkippedList } from "./skipped-list";
import { useWorkbench, type Workbench } from "./use-workbench";

type Props = {
  pools: readonly PoolChoice[];
  firstPoolId: string;
  /** The history, below the place where a file is dropped. */
  children: ReactNode;
};

/** The page of imports: a place for a file and the history; with a file, how it is read, mapped and what it would do. */
export function ImportWorkbench({ pools, firstPoolId, children }: Props) {
  const t = useTranslations("imports");
  const bench = useWorkbench(firstPoolId);
  const failureText = useFailureText();
  if (bench.opened) return <OpenedFile bench={bench} pools={pools} />;
  return (
    <>
      <PageHeader title={t("title")} ruled />
      <PhoneHeader title={t("title")} />
      <Panes>
        <Pane>
          <div className="px-5 pt-5 pb-6 max-md:px-4 max-md:pt-2">
            <DropZone
              reading={bench.reading}
              error={bench.failure ? failureText(bench.failure) : null}
              onFile={bench.open}
            />
          </div>
          {children}
        </Pane>
      </Panes>
    </>
  );
}

function useSize(bytes: number): string {
  const t = useTranslations("imports");
  const format = useFormatter();
  const small = bytes < 1024 * 1024;
  const size = format.number(bytes / 1024 / (small ? 1 : 1024), { maximumFractionDigits: small ? 0 : 1 });
  return t(small ? "check.kilobytes" : "check.size", { size });
}

function OpenedFile({ bench, pools }: { bench: Workbench; pools: readonly PoolChoice[] }) {
  const t = useTranslations("imports");
  const { opened, plan, change, reopen } = bench;
  const size = useSize(opened?.file.size ?? 0);
  if (!opened) return null;
  const { file, preview, table } = opened;
  const another = (
    <Button
      variant="outline"
      onClick={bench.reset}
      disabledReason={bench.busy === "importing" ? t("run.importing") : undefined}
    >
      {t("drop.another")}
    </Button>
  );
  return (
    <>
      <PageHeader title={file.name} note={size} actions={another} ruled />
      <PhoneHeader
        title={file.name}
        note={size}
        actions={
          <Button variant="ghost" size="touch" icon aria-label={t("drop.another")} onClick={bench.reset}>
            <X aria-hidden />
          </Button>
        }
      />
      <Panes className="max-md:flex max-md:flex-col">
        <Pane className="max-md:pb-24">
          <Main bench={bench} />
        </Pane>
        <Pane width="next" scroll={false} label={t("check.target")} className="max-md:order-first">
          <div className="md:min-h-0 md:flex-1 md:overflow-y-auto">
            <TargetOptions pools={pools} plan={plan} onPlan={change} />
            <ReadingOptions preview={preview} table={table} onTable={reopen} plan={plan} onPlan={change} />
          </div>
          <div className="flex shrink-0 flex-col gap-3 border-border border-t px-5 pt-3.5 pb-4 max-md:border-hairline max-md:px-4">
            <Forecast bench={bench} />
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

function Main({ bench }: { bench: Workbench }) {
  const t = useTranslations("imports");
  const { opened, plan, forecast, change } = bench;
  if (!opened) return null;
  const { preview } = opened;
  const mapped = preview.header.filter((header) => plan.mapping[header]).length;
  const nameColumn = Math.max(
    0,
    preview.header.findIndex((header) => plan.mapping[header] === "name"),
  );
  const left = forecast ? forecast.duplicate + forecast.rejected : 0;
  const list = "px-0 pb-0 max-md:px-0 [&>div:first-child]:px-5 max-md:[&>div:first-child]:px-4";
  return (
    <>
      {forecast && forecast.skipped.length > 0 ? (
        <Section
          title={t("result.both")}
          aside={
            left > forecast.skipped.length ? t("result.shown", { count: forecast.skipped.length }) : null
          }
          className={`${list} border-t-0 max-md:border-t`}
        >
          <section
            aria-label={t("result.both")}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="md:max-h-[40vh] md:overflow-y-auto max-md:[&_li:nth-child(n+6)]:hidden"
          >
            <SkippedList rows={forecast.skipped} nameColumn={nameColumn} />
          </section>
        </Section>
      ) : null}
      <Section
        title={t("check.mapping")}
        aside={t("check.mapped", { mapped, kept: preview.header.length - mapped })}
        className={`${list} ${forecast?.skipped.length ? "" : "border-t-0"} max-md:border-t`}
      >
        <MappingTable
          preview={preview}
          mapping={plan.mapping}
          onChange={(header, field) => change({ mapping: { ...plan.mapping, [header]: field } })}
        />
      </Section>
      <Section title={t("check.firstRows", { count: preview.rows.length })} className={`${list} border-t-0`}>
        <FirstRows preview={preview} mapping={plan.mapping} />
      </Section>
    </>
  );
}
