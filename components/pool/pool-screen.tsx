"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useOptimistic, useRef, useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveState } from "@/components/live/live-provider";
import { LiveDot, LivePill } from "@/components/ui/live-pill";
import { ViewTabs } from "@/components/ui/tabs";
import type { MyPool } from "@/lib/customers/count-pool";
import { POOL_VIEWS, type PoolListParams } from "@/lib/customers/list-schema";
import type { PoolRow } from "@/lib/customers/types";
import { activeFilters, NO_FILTERS, poolHref } from "@/lib/pool-list/address";
import type { PoolScreenFacts } from "@/lib/pool-list/queries";
import { BulkClaim } from "./bulk-claim";
import { BulkResults } from "./bulk-results";
import { TakenNote } from "./claim-cell";
import { markOf, useMarks } from "./claim-store";
import { FilterBar } from "./filter-bar";
import { FilterSheet } from "./filter-sheet";
import { PeekPanel } from "./peek-panel";
import { PhoneBar } from "./phone-bar";
import { PoolCard } from "./pool-card";
import { PoolEmpty } from "./pool-empty";
import { PoolHead } from "./pool-head";
import { QuotaHead, QuotaNotice } from "./quota-head";
import { permitOf, spent } from "./quota-state";
import { useBulkClaim } from "./use-bulk-claim";
import { type Claimable, useClaim } from "./use-claim";
import { useCountText } from "./use-count-text";
import { usePeek } from "./use-peek";
import { usePoolAddress } from "./use-pool-address";
import { TAIL_SPAN, usePoolColumns } from "./use-pool-columns";
import { rowId, rowName, usePoolList } from "./use-pool-list";

const NOBODY: ReadonlySet<string> = new Set();

type PoolScreenProps = {
  facts: PoolScreenFacts;
  params: PoolListParams;
  pools: readonly MyPool[];
  me: string;
};

/** The pool: find, look, claim. Everything answers at once; the server has the last word, told in place. */
export function PoolScreen({ facts, params, pools, me }: PoolScreenProps) {
  const t = useTranslations("pool");
  const router = useRouter();
  const { page, viewCounts, count, facets } = facts;
  const marks = useMarks(me);
  const { here, address, moving, go } = usePoolAddress(params, page.pool.id);
  const { list, listKey, fresh, round, isNew, showFresh } = usePoolList(facts, here, me, marks);
  const [claiming, spend] = useOptimistic(0, (before, more: number) => before + more);
  const quota = spent(facts.quota, claiming);
  const [selection, setSelection] = useState(NOBODY);
  const [sheet, setSheet] = useState(false);
  const [searching, setSearching] = useState(Boolean(params.q));
  const searchBox = useRef<HTMLInputElement>(null);
  const [peekId, setPeekId] = useQueryState("peek", parseAsString);
  const { peeked, retry } = usePeek(peekId, facts.peek, me);
  const countText = useCountText();
  const live = useLiveState();

  const lose = ({ id }: Claimable) => list.lose(id);
  const similar = ({ id }: Claimable) => {
    const industry = list.rows.find((row) => row.id === id)?.industry;
    return industry ? () => go({ view: "all", ...NO_FILTERS, industry: [industry] }) : undefined;
  };
  const claim = useClaim({ poolName: page.pool.name, spend, onLost: lose, similar });
  const bulk = useBulkClaim({ spend, onLost: lose });
  const own = (row: PoolRow) => markOf(marks, row);
  const claimRow = (row: PoolRow) => {
    if (!own(row) && permitOf(row, quota).ok) claim(row);
  };
  const columns = usePoolColumns({
    ...{ sort: address.sort, onSort: (sort) => go({ sort }), isNew, markOf: own, quota, onClaim: claimRow },
  });
  const stateOf = (row: PoolRow) => {
    const state = list.stateOf(row);
    if (state === "leaving") return state;
    const mark = own(row);
    return mark ? mark.kind : permitOf(row, quota).ok ? "rest" : "refused";
  };
  const peek = (row: PoolRow | null) =>
    void setPeekId(row?.id ?? null, { history: peekId && row ? "replace" : "push" });
  const at = list.rows.findIndex((row) => row.id === peekId);
  const onMove = (step: 1 | -1) => {
    const next = list.rows[at + step];
    if (next) peek(next);
    if (at + step >= list.rows.length - 1 && list.hasMore) void list.loadMore();
  };
  const pill = <LivePill count={fresh} onShow={showFresh} />;
  const tabs = POOL_VIEWS.map((view) => ({
    value: view,
    label: t(`views.${view}`),
    ...(view === "coolingForMe" && viewCounts[view].count === 0
      ? {}
      : { count: countText(viewCounts[view]) }),
    href: poolHref({ ...address, view }),
  }));
  return (
    <>
      <PoolHead
        {...{ pool: page.pool, pools, searchBox, searching }}
        quota={<QuotaHead quota={quota} fresh={claiming} />}
        query={address.q}
        onQuery={(q) => go({ q }, "replace")}
        filterCount={activeFilters(address).length}
        onFilters={() => setSheet(true)}
        onSearching={setSearching}
      />
      <div className="max-md:hidden">
        <ViewTabs
          label={t("views.label")}
          items={tabs}
          current={address.view}
          end={
            <>
              {pill}
              <LiveDot state={live} />
            </>
          }
        />
      </div>
      <PhoneBar
        {...{ pool: page.pool, pools, address }}
        count={t("countText", { count: countText(count) })}
        pill={<LivePill count={fresh} onShow={showFresh} plain />}
        onFilters={go}
        onSort={(sort) => go({ sort })}
        onOpen={() => setSheet(true)}
      />
      <FilterBar
        {...{ filters: address, sort: address.sort, facets }}
        onFilters={go}
        onSort={(sort) => go({ sort })}
      />
      <QuotaNotice quota={quota} />
      <Panes>
        <Pane scroll={false}>
          <DataTable
            key={round}
            label={page.pool.name}
            rows={list.rows}
            getId={rowId}
            getName={rowName}
            columns={columns}
            tail={{
              span: TAIL_SPAN,
              cell: (row, look) => {
                const mark = own(row);
                return look.state === "lost" && mark?.kind === "lost" ? (
                  <TakenNote ownerName={mark.ownerName} />
                ) : null;
              },
            }}
            renderCard={(row, look) => (
              <PoolCard {...{ row, look, quota }} mark={own(row)} fresh={isNew(row)} onClaim={claimRow} />
            )}
            stateOf={stateOf}
            peekedId={peekId}
            onPeek={peek}
            onOpen={(row) => router.push(`/pool/${row.id}`)}
            selection={selection}
            onSelectionChange={setSelection}
            rowKeys={[{ keys: "c", label: t("claimKey"), run: claimRow }]}
            hasMore={list.hasMore}
            loading={list.loading || (moving && list.rows.length === 0)}
            failed={list.failed}
            onLoadMore={list.loadMore}
            memoryKey={listKey}
            empty={<PoolEmpty facts={facts} address={here} go={go} />}
            bulkActions={
              <BulkClaim
                {...{ rows: list.rows, selection, marks, quota }}
                onClaim={(rows) => {
                  setSelection(NOBODY);
                  bulk.claim(rows);
                }}
              />
            }
          />
        </Pane>
        {peekId ? (
          <PeekPanel
            {...{ id: peekId, peeked, marks, quota, onMove }}
            row={list.rows[at]}
            position={at < 0 ? undefined : { at: at + 1, of: Math.max(count.count, list.rows.length) }}
            onClose={() => peek(null)}
            onRetry={retry}
            onClaim={(customer) => !markOf(marks, customer) && claim(customer)}
          />
        ) : null}
      </Panes>
      <FilterSheet open={sheet} onOpenChange={setSheet} address={address} facets={facets} onApply={go} />
      <BulkResults results={bulk.results} onClose={bulk.closeResults} onUndo={bulk.undoResults} />
    </>
  );
}
