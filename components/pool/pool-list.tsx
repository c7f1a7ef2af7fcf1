"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AssignByRule } from "@/components/allocation/assign-by-rule";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { type BulkAsked, BulkDialog } from "@/components/views/bulk-dialog";
import { BulkMenu } from "@/components/views/bulk-menu";
import type { Standing } from "@/components/views/use-views";
import type { BulkVerb, Role } from "@/db/enums";
import type { PoolRow } from "@/lib/customers/types";
import type { PoolScreenFacts } from "@/lib/pool-list/queries";
import { BulkAssign } from "./bulk-assign";
import { BulkClaim } from "./bulk-claim";
import { TakenNote } from "./claim-cell";
import { OpenToClaims } from "./open-to-claims";
import { PoolCard } from "./pool-card";
import { PoolEmpty } from "./pool-empty";
import { useCountText } from "./use-count-text";
import { TAIL_SPAN } from "./use-pool-columns";
import { rowId, rowName } from "./use-pool-list";
import type { PoolModel } from "./use-pool-screen";

const REPS: readonly BulkVerb[] = ["claim"];
const LEADS: readonly BulkVerb[] = ["claim", "assign", "move", "edit"];

/** What the viewer may do here beside claiming. */
export type PoolRights = { assign: boolean; import: boolean; export: boolean; role: Role };

type PoolListProps = {
  facts: PoolScreenFacts;
  model: PoolModel;
  may: PoolRights;
  columns: readonly Column<PoolRow>[];
  standing: Standing;
  /** The other pools that the viewer may move customers to. */
  targets: readonly { id: string; name: string }[];
};

/** The pool's customers: a table on the desktop, cards on the phone. */
export function PoolList({ facts, model, may, columns, standing, targets }: PoolListProps) {
  const t = useTranslations("pool");
  const router = useRouter();
  const { go, rows, quota, marks, markOf, claimRow, selection } = model;
  const { list, isNew } = rows;
  const countText = useCountText();
  const [bulk, setBulk] = useState<BulkAsked | null>(null);
  const taken = (row: PoolRow) => {
    const mark = markOf(row);
    return mark?.kind === "lost" ? <TakenNote ownerName={mark.ownerName} /> : null;
  };
  return (
    <>
      <DataTable
        key={rows.round}
        label={facts.page.pool.name}
        rows={list.rows}
        getId={rowId}
        getName={rowName}
        columns={columns}
        tail={{ span: TAIL_SPAN, cell: (row, look) => (look.state === "lost" ? taken(row) : null) }}
        renderCard={(row, look) => (
          <PoolCard {...{ row, look, quota }} mark={markOf(row)} fresh={isNew(row)} onClaim={claimRow} />
        )}
        stateOf={model.stateOf}
        peekedId={model.peek.id}
        onPeek={model.peek.show}
        onOpen={(row) => router.push(`/pool/${row.id}`)}
        selection={selection}
        onSelectionChange={model.setSelection}
        rowKeys={[{ keys: "c", label: t("claimKey"), run: claimRow }]}
        hasMore={list.hasMore}
        loading={list.loading || (model.moving && list.rows.length === 0)}
        failed={list.failed}
        onLoadMore={list.loadMore}
        memoryKey={rows.listKey}
        empty={<PoolEmpty facts={facts} address={model.here} go={go} mayImport={may.import} />}
        bulkActions={
          <>
            <BulkClaim {...{ rows: list.rows, selection, marks, quota }} onClaim={model.claimMany} />
            {may.assign ? (
              <BulkAssign
                poolId={facts.page.pool.id}
                rows={list.rows.filter((row) => selection.has(row.id))}
                onAssigned={model.assigned}
              />
            ) : null}
            {may.assign ? (
              <AssignByRule
                poolId={facts.page.pool.id}
                customerIds={list.rows.flatMap(({ id }) => (selection.has(id) ? [id] : []))}
                onAssigned={model.assigned}
              />
            ) : null}
            {may.assign && model.here.view === "awaitsDecision" ? (
              <OpenToClaims ids={[...selection]} onOpened={() => model.assigned([...selection])} />
            ) : null}
            <BulkMenu
              verbs={may.assign ? LEADS : REPS}
              {...{ standing, countText }}
              selected={[...selection]}
              count={facts.count}
              onAsk={setBulk}
            />
          </>
        }
      />
      <BulkDialog
        asked={bulk}
        poolIds={[facts.page.pool.id]}
        pools={targets}
        onClose={() => {
          setBulk(null);
          model.setSelection(new Set());
        }}
        onDone={rows.showFresh}
      />
    </>
  );
}
