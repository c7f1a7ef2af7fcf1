"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { AssignByRule } from "@/components/allocation/assign-by-rule";
import { DataTable } from "@/components/data-table/data-table";
import type { PoolRow } from "@/lib/customers/types";
import type { PoolScreenFacts } from "@/lib/pool-list/queries";
import { BulkAssign } from "./bulk-assign";
import { BulkClaim } from "./bulk-claim";
import { TakenNote } from "./claim-cell";
import { OpenToClaims } from "./open-to-claims";
import { PoolCard } from "./pool-card";
import { PoolEmpty } from "./pool-empty";
import { TAIL_SPAN, usePoolColumns } from "./use-pool-columns";
import { rowId, rowName } from "./use-pool-list";
import type { PoolModel } from "./use-pool-screen";

/** What the viewer may do here beside claiming. */
export type PoolRights = { assign: boolean; import: boolean };

type PoolListProps = { facts: PoolScreenFacts; model: PoolModel; may: PoolRights };

/** The pool's customers: a table on the desktop, cards on the phone. */
export function PoolList({ facts, model, may }: PoolListProps) {
  const t = useTranslations("pool");
  const router = useRouter();
  const { address, go, rows, quota, marks, markOf, claimRow, selection } = model;
  const { list, isNew } = rows;
  const columns = usePoolColumns({
    ...{ sort: address.sort, onSort: (sort) => go({ sort }), isNew, markOf, quota, onClaim: claimRow },
  });
  const taken = (row: PoolRow) => {
    const mark = markOf(row);
    return mark?.kind === "lost" ? <TakenNote ownerName={mark.ownerName} /> : null;
  };
  return (
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
        </>
      }
    />
  );
}
