"use client";

import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import type { RowState } from "@/components/data-table/types";
import type { PoolListParams } from "@/lib/customers/list-schema";
import type { PoolRow } from "@/lib/customers/types";
import { NO_FILTERS } from "@/lib/pool-list/address";
import type { PoolScreenFacts } from "@/lib/pool-list/queries";
import { markOf, useMarks } from "./claim-store";
import { permitOf } from "./quota-state";
import { useBulkClaim } from "./use-bulk-claim";
import { type Claimable, useClaim } from "./use-claim";
import { usePeek } from "./use-peek";
import { usePoolAddress } from "./use-pool-address";
import { usePoolList } from "./use-pool-list";
import { useShownQuota } from "./use-shown-quota";

const NOBODY: ReadonlySet<string> = new Set();

/** Everything the pool's screen knows and does: the list, what is claimed of it, what stands beside it. */
export function usePoolScreen(facts: PoolScreenFacts, params: PoolListParams, me: string) {
  const { pool } = facts.page;
  const marks = useMarks(me);
  const { here, address, moving, go } = usePoolAddress(params, pool.id);
  const rows = usePoolList(facts, here, me, marks);
  const { list, lose } = rows;
  const { quota, spend, fresh } = useShownQuota(facts.quota);
  const [selection, setSelection] = useState(NOBODY);
  const [peekId, setPeekId] = useQueryState("peek", parseAsString);
  const { peeked, retry } = usePeek(peekId, facts.peek, me);

  const onLost = ({ id }: Claimable) => lose(id);
  const similar = ({ id }: Claimable) => {
    const industry = list.rows.find((row) => row.id === id)?.industry;
    return industry ? () => go({ view: "all", ...NO_FILTERS, industry: [industry] }) : undefined;
  };
  const claim = useClaim({ poolName: pool.name, spend, onLost, similar });
  const bulk = useBulkClaim({ spend, onLost });
  const own = (row: PoolRow) => markOf(marks, row);
  const peek = (row: PoolRow | null) =>
    void setPeekId(row?.id ?? null, { history: peekId && row ? "replace" : "push" });
  const at = list.rows.findIndex((row) => row.id === peekId);
  return {
    ...{ address, here, moving, go, rows, marks, quota, selection, setSelection, bulk },
    /** How many ticks have just been added. */
    freshTicks: fresh,
    markOf: own,
    claimRow: (row: PoolRow) => {
      if (!own(row) && permitOf(row, quota).ok) claim(row);
    },
    claimPeeked: (customer: Claimable) => {
      if (!markOf(marks, customer)) claim(customer);
    },
    claimMany: (chosen: readonly PoolRow[]) => {
      setSelection(NOBODY);
      bulk.claim(chosen);
    },
    assigned: (ids: readonly string[]) => {
      for (const id of ids) list.leave(id, 0);
      setSelection(NOBODY);
    },
    stateOf: (row: PoolRow): RowState => {
      const state = list.stateOf(row);
      if (state === "leaving") return state;
      const mark = own(row);
      return mark ? mark.kind : permitOf(row, quota).ok ? "rest" : "refused";
    },
    peek: { id: peekId, at, data: peeked, retry, show: peek },
    movePeek: (step: 1 | -1) => {
      const next = list.rows[at + step];
      if (next) peek(next);
      if (at + step >= list.rows.length - 1 && list.hasMore) void list.loadMore();
    },
  };
}

export type PoolModel = ReturnType<typeof usePoolScreen>;
