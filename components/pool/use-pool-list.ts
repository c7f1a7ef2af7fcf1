"use client";

import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState } from "react";
import { useKeysetRows } from "@/components/data-table/use-keyset-rows";
import { useLive, useLiveRefresh } from "@/components/live/live-provider";
import type { PoolPage, PoolRow } from "@/lib/customers/types";
import type { LiveEvent } from "@/lib/live/types";
import { type PoolAddress, searchOf } from "@/lib/pool-list/address";
import type { PoolScreenFacts } from "@/lib/pool-list/queries";
import { fromWire } from "@/lib/wire";
import { isOwnDoing, type Marks, setMark } from "./claim-store";

export const rowId = (row: PoolRow): string => row.id;
export const rowName = (row: PoolRow): string => row.name;

const TAKES = new Set(["claimed", "assigned", "reclaim_undone", "merged"]);
const LEAVES = new Set(["invalidated", "moved"]);
const BRINGS = new Set([
  "created",
  "released",
  "reclaimed",
  "departed",
  "restored",
  "moved",
  "claim_undone",
  "assign_undone",
]);
const CHANGES_RULES = new Set(["policy_published", "members_set"]);

async function fetchPage(address: PoolAddress, cursor: string, since: Date | null): Promise<PoolPage> {
  const search = searchOf(address);
  search.set("cursor", cursor);
  if (since) search.set("since", since.toISOString());
  const answer = await fetch(`/api/pool?${search}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return fromWire<PoolPage>(await answer.text());
}

const REMEMBER_VISIT_MS = 30 * 60_000;
const visits = new Map<string, { since: Date | null; at: number }>();

/** Since when a customer is new to the person: his last visit, kept while he comes and goes. */
function useNewSince(key: string, given: Date | null, readAt: Date): Date | null {
  const [own] = useState(() => {
    if (typeof window === "undefined") return { key, since: given };
    const before = visits.get(key);
    const known = before && readAt.getTime() - before.at < REMEMBER_VISIT_MS;
    return { key, since: known ? before.since : given };
  });
  const since = own.key === key ? own.since : given;
  useEffect(() => {
    visits.set(key, { since, at: readAt.getTime() });
  }, [key, since, readAt]);
  return since;
}

const LOST_STAYS_MS = 8000;

/** A row that was lost stays for eight seconds, unless the customer comes back meanwhile. */
function useLosing(leave: (id: string) => void) {
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending.values()) clearTimeout(timer);
    };
  }, []);
  const keep = (id: string) => {
    clearTimeout(timers.current.get(id));
    timers.current.delete(id);
  };
  const lose = (id: string) => {
    keep(id);
    timers.current.set(
      id,
      setTimeout(() => leave(id), LOST_STAYS_MS),
    );
  };
  return { lose, keep };
}

/**
 * The pool's rows: they stay where they are, grow at the end, and lose in place what others take. What comes in
 * waits: `fresh` counts it, `showFresh` reads the list anew.
 */
export function usePoolList(facts: PoolScreenFacts, here: PoolAddress, me: string, marks: Marks) {
  const { page, readAt } = facts;
  const router = useRouter();
  // Other columns, and the name of the view, are the same list.
  const listKey = `${me} ${searchOf({ ...here, cols: undefined, saved: undefined })}`;
  const since = useNewSince(`${me} ${page.pool.id}`, page.newSince, readAt);
  const [read, setRead] = useState({ key: listKey, at: readAt, round: 0 });
  if (read.key !== listKey) setRead({ key: listKey, at: readAt, round: 0 });
  const loadMore = (cursor: string) => fetchPage(here, cursor, since);
  const list = useKeysetRows({ initial: page, loadMore, getId: rowId, listKey });
  const known = new Set(list.rows.map(rowId));
  const fresh = page.rows.filter((row) => row.enteredAt > read.at && !known.has(row.id)).length;

  const concerns = useCallback(
    (event: LiveEvent) =>
      CHANGES_RULES.has(event.kind) ||
      (BRINGS.has(event.kind) && event.pools.includes(page.pool.id) && !isOwnDoing(event.customers)),
    [page.pool.id],
  );
  useLiveRefresh(concerns);
  const { lose, keep } = useLosing(list.leave);
  useLive((event) => {
    for (const id of event.customers ?? []) {
      const row = list.rows.find((one) => one.id === id);
      if (!row) continue;
      const mine = event.owners.includes(me);
      if (TAKES.has(event.kind) && !mine) {
        const [owner] = event.owners;
        setMark(id, { kind: "lost", version: row.version, ownerName: (owner && event.names[owner]) ?? null });
        lose(id);
      } else if (TAKES.has(event.kind)) {
        if (marks[id]?.kind !== "claimed") setMark(id, { kind: "claimed", version: row.version, held: null });
      } else if (LEAVES.has(event.kind)) list.leave(id);
      else if (BRINGS.has(event.kind)) {
        setMark(id, null);
        keep(id);
      }
    }
  });
  return {
    list,
    lose,
    listKey,
    fresh,
    /** Changes when the list starts over: what draws it scrolls back to its top. */
    round: read.round,
    isNew: (row: PoolRow) => since !== null && row.enteredAt > since,
    showFresh: () => {
      list.reset();
      setRead({ key: listKey, at: readAt, round: read.round + 1 });
      window.scrollTo({ top: 0 });
    },
    refresh: () => router.refresh(),
  };
}
