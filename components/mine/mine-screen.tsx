"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useCallback, useOptimistic, useState, useTransition } from "react";
import { CreateDialog } from "@/components/customer/create-dialog";
import { useNow } from "@/components/customers/clock";
import { DataTable } from "@/components/data-table/data-table";
import { useKeysetRows } from "@/components/data-table/use-keyset-rows";
import { useViewport } from "@/components/data-table/use-viewport";
import { type Composing, FollowUpDialog } from "@/components/follow-ups/follow-up-dialog";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveRefresh } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ViewTabs } from "@/components/ui/tabs";
import { type BulkAsked, BulkDialog } from "@/components/views/bulk-dialog";
import { BulkMenu } from "@/components/views/bulk-menu";
import { choosable } from "@/components/views/chosen-columns";
import { ListTools } from "@/components/views/list-tools";
import { UnreadNotice } from "@/components/views/unread-notice";
import { type Standing, useViews, withCondition } from "@/components/views/use-views";
import type { BulkVerb } from "@/db/enums";
import { type MineAddress, mineHref, mineSearch } from "@/lib/customers/mine-address";
import { mineAction } from "@/lib/customers/read-actions";
import type { Count, MineRow } from "@/lib/customers/types";
import { MINE_DEFAULT } from "@/lib/views/columns";
import { BulkDialogs } from "./bulk-dialogs";
import { groupKeyOf, phoneGroupOf } from "./groups";
import { MineBar } from "./mine-bar";
import { MineCard } from "./mine-card";
import { MineEmpty } from "./mine-empty";
import { MineHead } from "./mine-head";
import { MinePeek } from "./mine-peek";
import { Strip } from "./strip";
import type { MineFacts } from "./types";
import { useMineBulk } from "./use-mine-bulk";
import { useMineColumns } from "./use-mine-columns";
import { useSavedTabs, useTabs } from "./use-mine-tabs";

const NOBODY: ReadonlySet<string> = new Set();
const REPS: readonly BulkVerb[] = ["release", "edit"];
const LEADS: readonly BulkVerb[] = ["release", "transfer", "edit"];
const rowId = (row: MineRow) => row.id;
const rowName = (row: MineRow) => row.name;

/** Customers in hands, the one that goes back first on top: follow up, give back, pass on. */
export function MineScreen({ facts }: { facts: MineFacts }) {
  const t = useTranslations("mine");
  const actions = useTranslations("customer.actions");
  const router = useRouter();
  const { counts, strip, pools, scope } = facts;
  const { here, address, moving, go } = useMineAddress(facts);
  const { rows, list, listKey } = useMineRows(facts, here);
  const [selection, setSelection] = useState(NOBODY);
  const [composing, setComposing] = useState<Composing | null>(null);
  const [peekId, setPeekId] = useQueryState("peek", parseAsString);
  const [creating, setCreating] = useState(false);
  const bulk = useMineBulk(() => setSelection(NOBODY));
  const wide = here.view === "all" || here.team !== undefined;
  useLiveRefresh();
  const onFollowUp = (row: MineRow) => setComposing({ customerId: row.id, name: row.name });
  const onRelease = (row: MineRow) => bulk.ask({ kind: "release", rows: [row] });
  const { columns, all } = useMineColumns({
    ...{ sort: address.sort, onSort: (sort) => go({ ...address, sort }), onFollowUp, withOwner: wide },
    ...{ chosen: address.cols, masked: rows.some(({ contact }) => contact?.masked) },
  });
  const standing: Standing = { list: "mine", search: mineSearch(address), path: "/mine" };
  const saved = useViews(standing, facts.views);
  const [asked, setAsked] = useState<BulkAsked | null>(null);
  const countText = (count: Count) => String(count.count);
  const count: Count = { count: counts[here.view], about: false };
  const groupOf = useGroups(here.sort === "due");
  const peek = (row: MineRow | null) =>
    void setPeekId(row?.id ?? null, { history: peekId && row ? "replace" : "push" });
  const at = rows.findIndex((row) => row.id === peekId);
  const peeked = rows[at];
  const chosen = rows.filter((row) => selection.has(row.id));
  const total = counts.mine;
  return (
    <Panes>
      <Pane scroll={false}>
        <MineHead facts={facts} onCreate={() => setCreating(true)} />
        <ViewTabs
          label={t("views.label")}
          items={[...useTabs(facts, address), ...useSavedTabs(saved, standing)]}
          current={saved.open?.id ?? address.view}
        />
        {strip.days.length > 0 ? <Strip days={strip.days} total={strip.total} /> : null}
        <MineBar
          {...{ address, pools, scope, go }}
          tools={
            <ListTools
              {...{ standing, countText, count }}
              model={saved}
              role={facts.role}
              mayExport={facts.mayExport}
              condition={address.cond}
              suggestions={{}}
              countHref={(cond) => `/api/mine/count?${withCondition(standing.search, cond)}`}
              columns={choosable(all)}
              shown={address.cols ?? MINE_DEFAULT.map((id) => ({ id, width: null }))}
              isChosen={address.cols !== undefined}
              onCondition={(cond) => go({ ...address, cond })}
              onColumns={(cols) => go({ ...address, cols }, "replace")}
            />
          }
        />
        <UnreadNotice names={facts.unread} />
        <DataTable
          label={t("title")}
          rows={rows}
          getId={rowId}
          getName={rowName}
          columns={columns}
          renderCard={(row) => <MineCard {...{ row, onFollowUp }} withOwner={wide} />}
          {...(groupOf ? { groupOf } : {})}
          peekedId={peekId}
          onPeek={peek}
          onOpen={(row) => router.push(`/customers/${row.id}`)}
          selection={selection}
          onSelectionChange={setSelection}
          rowKeys={[
            { keys: "f", label: t("keys.followUp"), run: onFollowUp },
            { keys: "r", label: actions("release"), run: onRelease },
          ]}
          hasMore={list.hasMore}
          loading={list.loading || (moving && rows.length === 0)}
          failed={list.failed}
          onLoadMore={list.loadMore}
          memoryKey={listKey}
          empty={<MineEmpty address={here} whole={total} />}
          bulkActions={
            <>
              <Button size="sm" onClick={() => bulk.ask({ kind: "release", rows: chosen })}>
                {actions("release")}
              </Button>
              {scope ? (
                <Button size="sm" onClick={() => bulk.ask({ kind: "transfer", rows: chosen })}>
                  {actions("transfer")}
                </Button>
              ) : null}
              <BulkMenu
                verbs={scope ? LEADS : REPS}
                {...{ standing, count, countText }}
                selected={[...selection]}
                onAsk={setAsked}
              />
            </>
          }
        />
      </Pane>
      {peeked ? (
        <MinePeek
          row={peeked}
          position={{ at: at + 1, of: Math.max(total, rows.length) }}
          onMove={(step) => {
            const next = rows[at + step];
            if (next) peek(next);
          }}
          onClose={() => peek(null)}
          {...{ onFollowUp, onRelease }}
        />
      ) : null}
      <FollowUpDialog of={composing} onClose={() => setComposing(null)} onSaved={() => router.refresh()} />
      <BulkDialogs bulk={bulk} />
      <BulkDialog
        asked={asked}
        poolIds={
          asked?.chosen.only ? [...new Set(chosen.map((row) => row.pool.id))] : pools.map(({ id }) => id)
        }
        pools={[]}
        onClose={() => {
          setAsked(null);
          setSelection(NOBODY);
        }}
        onDone={() => router.refresh()}
      />
      <Dialog open={creating} onOpenChange={setCreating}>
        {creating ? <CreateDialog pools={pools} onDone={() => setCreating(false)} /> : null}
      </Dialog>
    </Panes>
  );
}

/** The address as it will be once the server has answered, and the way to another. */
function useMineAddress({ params }: MineFacts) {
  const router = useRouter();
  const [moving, startMoving] = useTransition();
  const { cursor: _cursor, limit: _limit, ...here } = params;
  const [address, show] = useOptimistic<MineAddress>(here);
  const go = (next: MineAddress, how: "push" | "replace" = "push") =>
    startMoving(() => {
      show(next);
      router[how](mineHref(next), { scroll: false });
    });
  return { here, address, moving, go };
}

/** A list that is whole on the first page follows the server in order too; a longer one stays as it stands. */
function useMineRows({ page, me, params }: MineFacts, here: MineAddress) {
  const listKey = `mine ${me} ${mineSearch({ ...here, cols: undefined, saved: undefined })}`;
  const loadMore = async (cursor: string) => {
    const answer = await mineAction({ ...params, cursor });
    if (!answer.ok) throw new Error(answer.error);
    return answer.data;
  };
  const list = useKeysetRows({ initial: page, loadMore, getId: rowId, listKey });
  const whole = page.nextCursor === null;
  return { rows: whole ? page.rows : list.rows, list: whole ? { ...list, hasMore: false } : list, listKey };
}

function useGroups(byDeadline: boolean) {
  const t = useTranslations("mine.groups");
  const viewport = useViewport();
  // The minute of the clock is enough for a head; a new Date each minute would be a new list.
  const minute = Math.floor(useNow().getTime() / 60_000);
  const groupOf = useCallback(
    (row: MineRow) => {
      const key = groupKeyOf(row, new Date(minute * 60_000));
      const shown = viewport === "phone" ? phoneGroupOf(key) : key;
      return { key: shown, label: t(shown) };
    },
    [viewport, minute, t],
  );
  return byDeadline ? groupOf : null;
}
