"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveState } from "@/components/live/live-provider";
import { LiveDot, LivePill, type LiveState } from "@/components/ui/live-pill";
import { ViewTabs } from "@/components/ui/tabs";
import { choosable } from "@/components/views/chosen-columns";
import type { Choosable } from "@/components/views/column-chooser";
import { ListTools } from "@/components/views/list-tools";
import { UnreadNotice } from "@/components/views/unread-notice";
import {
  type Standing,
  useViews,
  type ViewsModel,
  viewHref,
  withCondition,
} from "@/components/views/use-views";
import type { MyPool } from "@/lib/customers/count-pool";
import { POOL_VIEWS, type PoolListParams, type PoolSort } from "@/lib/customers/list-schema";
import { activeFilters, poolHref, searchOf } from "@/lib/pool-list/address";
import type { PoolScreenFacts } from "@/lib/pool-list/queries";
import { POOL_DEFAULT } from "@/lib/views/columns";
import type { Views } from "@/lib/views/types";
import { BulkResults } from "./bulk-results";
import { FilterBar } from "./filter-bar";
import { FilterSheet } from "./filter-sheet";
import { PeekPanel } from "./peek-panel";
import { PhoneBar } from "./phone-bar";
import { PoolHead } from "./pool-head";
import { PoolList, type PoolRights } from "./pool-list";
import { QuotaHead, QuotaNotice } from "./quota-head";
import { useCountText } from "./use-count-text";
import { usePoolColumns } from "./use-pool-columns";
import { type PoolModel, usePoolScreen } from "./use-pool-screen";

type PoolScreenProps = {
  facts: PoolScreenFacts;
  params: PoolListParams;
  pools: readonly MyPool[];
  me: string;
  may: PoolRights;
  views: Views;
  /** What the filters are called that the address asks for in vain. */
  unread: readonly string[];
};

/** The pool: find, look, claim. Everything answers at once; the server has the last word, told in place. */
export function PoolScreen({ facts, params, pools, me, may, views, unread }: PoolScreenProps) {
  const model = usePoolScreen(facts, params, me);
  const { peek, rows, marks, quota, bulk, movePeek } = model;
  const { list, isNew } = rows;
  const { address, go, markOf, claimRow } = model;
  const standing: Standing = { list: "pool", search: searchOf(address), path: "/pool" };
  const { columns, all } = usePoolColumns({
    ...{ sort: address.sort, onSort: (sort) => go({ sort }), isNew, markOf, quota, onClaim: claimRow },
    chosen: address.cols,
    masked: list.rows.some(({ contact }) => contact?.masked),
  });
  const of = Math.max(facts.count.count, list.rows.length);
  return (
    <Panes>
      <Pane scroll={false}>
        <Controls
          {...{ facts, pools, model, may, views, standing }}
          columns={choosable(all)}
          startsSearching={Boolean(params.q)}
        />
        <UnreadNotice names={unread} />
        <QuotaNotice quota={quota} />
        <PoolList
          {...{ facts, model, may, columns, standing }}
          targets={pools.filter(({ id }) => id !== facts.page.pool.id)}
        />
      </Pane>
      {peek.id ? (
        <PeekPanel
          {...{ id: peek.id, peeked: peek.data, marks, quota, onMove: movePeek }}
          row={list.rows[peek.at]}
          position={peek.at < 0 ? undefined : { at: peek.at + 1, of }}
          onClose={() => peek.show(null)}
          onRetry={peek.retry}
          onClaim={model.claimPeeked}
        />
      ) : null}
      <BulkResults results={bulk.results} onClose={bulk.closeResults} onUndo={bulk.undoResults} />
    </Panes>
  );
}

type ControlsProps = Pick<PoolScreenProps, "facts" | "pools" | "may" | "views"> & {
  model: PoolModel;
  startsSearching: boolean;
  standing: Standing;
  columns: readonly Choosable[];
};

/** Everything above the rows: where one is, what narrows, what is new. */
function Controls(props: ControlsProps) {
  const { facts, pools, model, startsSearching, may, standing, columns } = props;
  const deals = may.assign;
  const t = useTranslations("pool");
  const { page, count, facets } = facts;
  const { address, go, rows, quota, freshTicks } = model;
  const [sheet, setSheet] = useState(false);
  const [searching, setSearching] = useState(startsSearching);
  const searchBox = useRef<HTMLInputElement>(null);
  const countText = useCountText();
  const onSort = (sort: PoolSort) => go({ sort });
  const saved = useViews(standing, props.views);
  const tools = (
    <ListTools
      {...{ standing, columns, countText, count }}
      model={saved}
      role={may.role}
      mayExport={may.export}
      condition={address.cond}
      suggestions={{
        region: facets.regions,
        industry: facets.industries,
        source: facets.sources,
        tags: facets.tags,
      }}
      countHref={(cond) => `/api/pool/count?${withCondition(standing.search, cond)}`}
      shown={address.cols ?? POOL_DEFAULT.map((id) => ({ id, width: null }))}
      isChosen={address.cols !== undefined}
      onCondition={(cond) => go({ cond })}
      onColumns={(cols) => go({ cols }, "replace")}
    />
  );
  return (
    <>
      <PoolHead
        {...{ pool: page.pool, pools, searchBox, searching, deals }}
        quota={<QuotaHead quota={quota} fresh={freshTicks} />}
        query={address.q}
        onQuery={(q) => go({ q }, "replace")}
        filterCount={activeFilters(address).length}
        onFilters={() => setSheet(true)}
        onSearching={setSearching}
      />
      <ViewStrip {...{ facts, model, saved, standing }} />
      <PhoneBar
        {...{ pool: page.pool, pools, address, onSort }}
        count={t("countText", { count: countText(count) })}
        tools={tools}
        saved={saved.views.map((view) => ({
          ...{ id: view.id, name: view.name, href: viewHref(standing, view) },
          open: saved.open?.id === view.id,
        }))}
        pill={<LivePill count={rows.fresh} onShow={rows.showFresh} plain />}
        onFilters={go}
        onOpen={() => setSheet(true)}
      />
      <FilterBar {...{ filters: address, sort: address.sort, facets, onSort, tools }} onFilters={go} />
      <FilterSheet open={sheet} onOpenChange={setSheet} address={address} facets={facets} onApply={go} />
    </>
  );
}

/** The views with their counts; at the end what has come in since, and whether one hears of changes at once. */
function ViewStrip(props: Pick<ControlsProps, "facts" | "model" | "standing"> & { saved: ViewsModel }) {
  const { facts, model, saved, standing } = props;
  const changed = useTranslations("views")("dirty");
  const t = useTranslations("pool.views");
  const countText = useCountText();
  const live = useLiveWords();
  const { address, rows } = model;
  const counts = facts.viewCounts;
  const guarded = facts.viewCounts.awaitsDecision.count > 0 || address.view === "awaitsDecision";
  const items = POOL_VIEWS.filter((view) => view !== "awaitsDecision" || guarded).map((view) => ({
    value: view,
    label: t(view),
    ...(view === "coolingForMe" && counts[view].count === 0 ? {} : { count: countText(counts[view]) }),
    href: poolHref({ ...address, saved: undefined, view }),
  }));
  const kept = saved.views.map((view) => ({
    value: view.id,
    label: view.name,
    unsaved: saved.open?.id === view.id && saved.dirty ? changed : undefined,
    href: viewHref(standing, view),
  }));
  return (
    <div className="max-md:hidden">
      <ViewTabs
        label={t("label")}
        items={[...items, ...kept]}
        current={saved.open?.id ?? address.view}
        end={
          <>
            <LivePill count={rows.fresh} onShow={rows.showFresh} />
            {live ? <LiveDot state={live} /> : null}
          </>
        }
      />
    </div>
  );
}

/** How the stream is doing; nothing while it opens for the first time, when there is nothing yet to say. */
function useLiveWords(): LiveState | null {
  const live = useLiveState();
  const [opened, setOpened] = useState(false);
  if (!opened && live !== "connecting") setOpened(true);
  return opened || live !== "connecting" ? live : null;
}
