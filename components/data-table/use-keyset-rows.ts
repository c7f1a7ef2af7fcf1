"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { recall, remember } from "./list-memory";
import type { RowState } from "./types";

export type KeysetPage<T> = { rows: T[]; nextCursor: string | null };

type Options<T> = {
  /** The first page, from the server. */
  initial: KeysetPage<T>;
  loadMore: (cursor: string) => Promise<KeysetPage<T>>;
  getId: (row: T) => string;
  /** Filters and sort as one string: a new one is a new list, the same one only refreshes rows in place. */
  listKey: string;
};

const LOST_STAYS_MS = 8000;
const COLLAPSE_MS = 220;

type List<T> = {
  key: string;
  from: KeysetPage<T>;
  rows: T[];
  cursor: string | null;
  states: Record<string, RowState>;
};

const listOf = <T>(key: string, from: KeysetPage<T>): List<T> => ({
  key,
  from,
  rows: from.rows,
  cursor: from.nextCursor,
  states: {},
});

/** Rows that stay where they are while the server refreshes them, and grow by a page when their end comes in sight. */
export function useKeysetRows<T>({ initial, loadMore, getId, listKey }: Options<T>) {
  const [list, setList] = useState(
    () => (recall(listKey)?.list as List<T> | undefined) ?? listOf(listKey, initial),
  );
  const [request, setRequest] = useState<"idle" | "loading" | "failed">("idle");
  if (list.key !== listKey) {
    setList(listOf(listKey, initial));
    setRequest("idle");
  } else if (list.from !== initial) {
    const fresh = new Map(initial.rows.map((row) => [getId(row), row]));
    setList({ ...list, from: initial, rows: list.rows.map((row) => fresh.get(getId(row)) ?? row) });
  }

  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  useEffect(() => () => remember(listKey, { list: { ...latest.current, states: {} } }), [listKey]);

  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const timer of pending) clearTimeout(timer);
    };
  }, []);
  const later = useCallback((run: () => void, ms: number) => {
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      run();
    }, ms);
    timers.current.add(timer);
  }, []);

  const patch = (id: string, change: (row: T) => T) =>
    setList((now) => ({ ...now, rows: now.rows.map((row) => (getId(row) === id ? change(row) : row)) }));
  const remove = (id: string) =>
    setList((now) => ({ ...now, rows: now.rows.filter((row) => getId(row) !== id) }));
  const mark = (id: string, state: RowState) =>
    setList((now) => ({ ...now, states: { ...now.states, [id]: state } }));
  /** Collapses the row and then takes it out, at once or after a while. */
  const leave = (id: string, afterMs = 0) => {
    later(() => {
      mark(id, "leaving");
      later(() => remove(id), COLLAPSE_MS);
    }, afterMs);
  };
  /** Someone was faster: the row stays in place for 8 s, then collapses. */
  const lose = (id: string) => {
    mark(id, "lost");
    leave(id, LOST_STAYS_MS);
  };

  const more = async () => {
    const { cursor, key } = list;
    if (cursor === null || request === "loading") return;
    setRequest("loading");
    try {
      const page = await loadMore(cursor);
      setList((now) => {
        if (now.key !== key || now.cursor !== cursor) return now;
        const known = new Set(now.rows.map(getId));
        const added = page.rows.filter((row) => !known.has(getId(row)));
        return { ...now, rows: [...now.rows, ...added], cursor: page.nextCursor };
      });
      setRequest("idle");
    } catch {
      setRequest("failed");
    }
  };

  return {
    rows: list.rows,
    stateOf: (row: T): RowState => list.states[getId(row)] ?? "rest",
    hasMore: list.cursor !== null,
    loading: request === "loading",
    failed: request === "failed",
    loadMore: more,
    patch,
    remove,
    mark,
    leave,
    lose,
    /** Starts over with the newest first page: what the pill of new rows does. */
    reset: () => setList(listOf(listKey, initial)),
  };
}
