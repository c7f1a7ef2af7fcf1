"use client";

import { Merge } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useViewport } from "@/components/data-table/use-viewport";
import { useHotkeys } from "@/components/layout/hotkeys";
import { KeyNumber, PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveRefresh } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Segmented } from "@/components/ui/segmented";
import type { MergeRow, PairPage } from "@/lib/duplicates/types";
import { AutoMerge } from "./auto-merge";
import { MergeCertainDialog } from "./merge-certain-dialog";
import { MergeHistory } from "./merge-history";
import { PairList } from "./pair-list";
import { PairPanel } from "./pair-panel";
import { type Desk, useDesk } from "./use-desk";

const CHANGES: ReadonlySet<string> = new Set(["pairs_decided"]);

type ScreenProps = { page: PairPage; merges: readonly MergeRow[]; auto: boolean; admin: boolean };

/** The merge desk: the pairs at the left, the open one side by side; what was merged behind the other tab. */
export function DuplicatesScreen({ page, merges, auto, admin }: ScreenProps) {
  const t = useTranslations("duplicates");
  const viewport = useViewport();
  const [view, setView] = useState<"open" | "history">("open");
  const [merging, setMerging] = useState(false);
  const desk = useDesk(page, viewport !== "phone");
  useLiveRefresh((event) => CHANGES.has(event.kind));
  useDeskKeys(desk, view === "open" && !merging);
  const views = [
    { value: "open" as const, label: t("open") },
    { value: "history" as const, label: t("history") },
  ];
  const alone = viewport === "phone" && view === "open" && desk.pairId !== null;
  const switcher = <Segmented label={t("views")} options={views} value={view} onValueChange={setView} />;
  const certain =
    view === "open" && page.certain > 1 ? (
      <Button size="sm" onClick={() => setMerging(true)}>
        {t("mergeCertain", { count: page.certain })}
      </Button>
    ) : null;
  return (
    <>
      <PageHeader
        title={t("title")}
        note={t("lead")}
        keyNumber={t.rich("waiting", { count: page.total, b: (chunks) => <b>{chunks}</b> })}
        actions={
          <>
            {certain}
            {switcher}
          </>
        }
        ruled
      />
      <PhoneTop alone={alone} desk={desk} />
      {alone ? null : (
        <div className="flex items-center gap-2 border-hairline border-b px-4 pb-2 md:hidden">
          <KeyNumber className="me-auto">
            {t.rich("waiting", { count: page.total, b: (chunks) => <b>{chunks}</b> })}
          </KeyNumber>
          {switcher}
        </div>
      )}
      {view === "history" ? (
        <Panes className="max-md:flex max-md:flex-col">
          <Pane>
            <MergeHistory merges={merges} />
          </Pane>
          <Pane width="next" label={t("auto")}>
            <AutoMerge on={auto} admin={admin} />
          </Pane>
        </Panes>
      ) : (
        <OpenPairs desk={desk} alone={alone} phone={viewport === "phone"} certain={certain} />
      )}
      <Dialog open={merging} onOpenChange={setMerging}>
        {merging ? (
          <MergeCertainDialog desk={desk} count={page.certain} onDone={() => setMerging(false)} />
        ) : null}
      </Dialog>
    </>
  );
}

/** On the phone an open pair is a page of its own, with the way back to the list. */
function PhoneTop({ alone, desk }: { alone: boolean; desk: Desk }) {
  const t = useTranslations("duplicates");
  if (!alone) return <PhoneHeader title={t("title")} />;
  return <PhoneHeader title={t("pairs")} back={{ label: t("back"), run: () => desk.setChosen(null) }} />;
}

type OpenProps = { desk: Desk; alone: boolean; phone: boolean; certain: ReactNode };

function OpenPairs({ desk, alone, phone, certain }: OpenProps) {
  const t = useTranslations("duplicates");
  const { pair, failed, again } = desk.open;
  if (desk.list.rows.length === 0) return <EmptyState icon={Merge} title={t("none")} text={t("noneText")} />;
  const panel =
    pair && pair.id === desk.pairId ? (
      <PairPanel key={pair.id} pair={pair} desk={desk} />
    ) : failed ? (
      <EmptyState
        icon={Merge}
        title={t("failed")}
        action={
          <Button size="sm" onClick={again}>
            {t("retry")}
          </Button>
        }
      />
    ) : null;
  if (alone) return panel;
  return (
    <Panes>
      <Pane width="next" side="start" label={t("pairs")} className="max-md:pb-24">
        {phone && certain ? <div className="px-4 py-2">{certain}</div> : null}
        <PairList desk={desk} />
      </Pane>
      {phone ? null : <Pane scroll={false}>{panel}</Pane>}
    </Panes>
  );
}

/** Arrows go through the pairs, 1 and 2 choose which is kept, Enter merges, N and L put the pair aside. */
function useDeskKeys(desk: Desk, on: boolean): void {
  const t = useTranslations("duplicates.keys");
  const group = "list" as const;
  const keys = [
    { keys: "down", label: t("down"), group, run: () => desk.step(1) },
    { keys: "up", label: t("up"), group, run: () => desk.step(-1) },
    { keys: "1", label: t("one"), group, run: () => desk.open.choose(0) },
    { keys: "2", label: t("two"), group, run: () => desk.open.choose(1) },
    { keys: "enter", label: t("merge"), group, run: desk.merge },
    { keys: "n", label: t("dismiss"), group, run: () => desk.decide("dismiss") },
    { keys: "l", label: t("later"), group, run: () => desk.decide("later") },
  ];
  useHotkeys(on ? keys : []);
}
