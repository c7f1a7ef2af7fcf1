"use client";

import {
  type MouseEvent,
  type RefObject,
  type UIEvent,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { BulkBar } from "./bulk-bar";
import { CardView } from "./card-view";
import { fitting } from "./fitting";
import { recall, remember } from "./list-memory";
import { LoadMore, SkeletonRows } from "./load-more";
import { extended, moved, pruned, toggled } from "./selection";
import { TableView } from "./table-view";
import type { DataTableProps, Item, RowLook } from "./types";
import { useRowKeys } from "./use-row-keys";
import { useViewport } from "./use-viewport";

const NOTHING: ReadonlySet<string> = new Set();

/** A list that grows: a table on the desktop, cards on the phone, one set of keys and one selection. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { rows, getId, columns, selection = NOTHING, onSelectionChange, onOpen, peekedId = null } = props;
  const { hasMore = false, loading = false, failed = false, onLoadMore, bulkActions } = props;
  const viewport = useViewport();
  const scroller = useRef<HTMLDivElement>(null);
  const { startAt, onScroll } = useScrollMemory(props.memoryKey, scroller);
  const width = useWidth(scroller);
  const [active, setActive] = useState<string | null>(null);
  const anchor = useRef<string | null>(null);
  const focusAsked = useRef(false);
  const order = useMemo(() => rows.map(getId), [rows, getId]);
  const items = useItems(props);
  const chosen = pruned(selection, order);
  const activeId = peekedId ?? (active !== null && order.includes(active) ? active : null);

  const select = (row: T, range = false) => {
    const id = getId(row);
    onSelectionChange?.(range ? extended(chosen, order, anchor.current, id) : toggled(chosen, id));
    anchor.current = id;
  };
  const move = (step: number) => {
    const id = moved(order, activeId, step);
    focusAsked.current = true;
    setActive(id);
    if (id === order.at(-1) && hasMore && !loading) onLoadMore?.();
    const row = rows.find((candidate) => getId(candidate) === id);
    if (peekedId !== null && row) props.onPeek?.(row);
  };
  useLostRow(order, active, (next) => {
    setActive(next);
    if (document.activeElement !== document.body) return;
    const row = next
      ? scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next)}"]`)
      : null;
    (row ?? scroller.current)?.focus({ preventScroll: true });
  });
  const clearSelection = () => {
    if (chosen.size === 0) return false;
    onSelectionChange?.(NOTHING);
    return true;
  };
  useRowKeys(props, {
    row: rows.find((row) => getId(row) === activeId),
    peeking: peekedId !== null,
    move,
    select,
    clearSelection,
  });
  const lookOf = (row: T): RowLook => {
    const id = getId(row);
    const state = props.stateOf?.(row) ?? "rest";
    return { state, active: id === activeId, peeked: id === peekedId, selected: chosen.has(id) };
  };
  const onRowClick = (row: T, event: MouseEvent<HTMLElement>) => {
    const target = event.target instanceof Element ? event.target : null;
    const link = target?.closest("a[data-row-link]");
    if (event.metaKey || event.ctrlKey || event.button !== 0) return;
    if (!link && target?.closest("a, button, input, [role=checkbox], [data-row-stop]")) return;
    if (!link && window.getSelection()?.toString()) return;
    if (event.shiftKey && onSelectionChange) {
      event.preventDefault();
      select(row, true);
      return;
    }
    setActive(getId(row));
    if (props.onPeek) {
      event.preventDefault();
      props.onPeek(row);
    }
  };
  const view = { ...props, items, lookOf, selectable: onSelectionChange !== undefined };
  const more = { hasMore, loading, failed, count: rows.length, onLoadMore };
  const empty = rows.length === 0 && !loading;
  return (
    <div className="relative min-h-0 flex-1 md:flex md:flex-col">
      {viewport !== "phone" ? (
        <div
          ref={scroller}
          onScroll={onScroll}
          tabIndex={-1}
          className="min-h-0 flex-1 overflow-y-auto overscroll-contain outline-none max-md:hidden"
        >
          {empty ? (
            props.empty
          ) : (
            <TableView
              {...view}
              columns={width === null ? columns : fitting(columns, width)}
              activeId={activeId}
              rowCount={rows.length}
              hasMore={hasMore}
              busy={loading}
              comfortable={props.comfortable ?? false}
              scroller={scroller}
              startAt={startAt}
              focusAsked={focusAsked}
              onRowFocus={(row) => setActive(getId(row))}
              onRowClick={onRowClick}
              onToggle={select}
            />
          )}
          <LoadMore {...more} root={scroller} />
        </div>
      ) : null}
      {viewport !== "desktop" ? (
        <div className="md:hidden">
          {empty ? (
            props.empty
          ) : (
            <CardView
              {...view}
              compact={props.compactCards ?? false}
              selecting={chosen.size > 0}
              onOpen={onOpen}
              onToggle={select}
            />
          )}
          <LoadMore {...more} />
        </div>
      ) : null}
      {bulkActions ? (
        <BulkBar count={chosen.size} onClear={clearSelection}>
          {bulkActions}
        </BulkBar>
      ) : null}
    </div>
  );
}

/** The rows with a head before each group. */
function useItems<T>({ rows, groupOf, getId }: DataTableProps<T>): Item<T>[] {
  return useMemo(() => {
    if (!groupOf) return rows.map((row, index) => ({ kind: "row", row, index }));
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(groupOf(row).key, (counts.get(groupOf(row).key) ?? 0) + 1);
    let last: string | null = null;
    return rows.flatMap((row, index): Item<T>[] => {
      const group = groupOf(row);
      const item: Item<T> = { kind: "row", row, index };
      if (group.key === last) return [item];
      last = group.key;
      return [{ kind: "group", group, count: counts.get(group.key) ?? 0, before: getId(row) }, item];
    });
  }, [rows, groupOf, getId]);
}

/** When the row that the keyboard is on leaves the list, the one that takes its place is the next, or null if none is left. */
function useLostRow(order: string[], active: string | null, onLost: (next: string | null) => void) {
  const before = useRef(order);
  const lost = useEffectEvent(onLost);
  useEffect(() => {
    const at = active === null ? -1 : before.current.indexOf(active);
    before.current = order;
    if (at < 0 || active === null || order.includes(active)) return;
    lost(order[Math.min(at, order.length - 1)] ?? null);
  }, [order, active]);
}

/** Puts the pane back where it was when one comes back to the list. */
function useScrollMemory(key: string | undefined, pane: RefObject<HTMLElement | null>) {
  const [startAt] = useState(() => (key === undefined ? 0 : (recall(key)?.scrollTop ?? 0)));
  useLayoutEffect(() => {
    if (startAt > 0 && pane.current) pane.current.scrollTop = startAt;
  }, [startAt, pane]);
  const onScroll = (event: UIEvent<HTMLElement>) => {
    if (key !== undefined) remember(key, { scrollTop: event.currentTarget.scrollTop });
  };
  return { startAt, onScroll };
}

/** The width of an element as it changes; null before it is known. */
function useWidth(element: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const target = element.current;
    if (!target) return;
    const observer = new ResizeObserver(([entry]) =>
      setWidth(entry ? Math.round(entry.contentRect.width) : null),
    );
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** The whole list on its way. */
export function DataTableSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <div className="px-5 pt-8 max-md:px-4 max-md:pt-0">
      <SkeletonRows rows={rows} />
    </div>
  );
}
