"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useEffect } from "react";
import { cn } from "@/components/ui/cn";
import { BodyRow, cellEdge } from "./body-row";
import type { Column, Item, TableViewProps } from "./types";

const VIRTUAL_ABOVE = 100;

/** The desktop's table: fixed columns, sticky head, only the rows in sight once there are more than 100. */
export function TableView<T>(props: TableViewProps<T>) {
  const {
    label,
    items,
    columns,
    getId,
    activeId,
    comfortable,
    scroller,
    rowCount,
    hasMore,
    busy,
    focusAsked,
  } = props;
  const rowHeight = comfortable ? 44 : 36;
  const virtual = items.length > VIRTUAL_ABOVE;
  const virtualizer = useVirtualizer({
    count: items.length,
    enabled: virtual,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === "group" ? 34 : rowHeight),
    // It starts to work in the middle of a list: where the pane stands then is where it stays.
    initialOffset: () => scroller.current?.scrollTop ?? props.startAt,
    overscan: 16,
    scrollPaddingStart: 32,
    scrollPaddingEnd: 64,
  });
  const activeAt = items.findIndex((item) => item.kind === "row" && getId(item.row) === activeId);
  useEffect(() => {
    if (activeAt < 0 || !focusAsked.current) return;
    focusAsked.current = false;
    if (virtual) virtualizer.scrollToIndex(activeAt, { align: "auto" });
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${activeAt}"]`);
    row?.focus({ preventScroll: true });
    if (!virtual) row?.scrollIntoView({ block: "nearest" });
  }, [activeAt, virtual, virtualizer, scroller, focusAsked]);

  const inSight = virtual ? virtualizer.getVirtualItems() : [];
  const from = virtual ? (inSight[0]?.index ?? 0) : 0;
  const to = virtual ? (inSight.at(-1)?.index ?? -1) + 1 : items.length;
  const before = virtual ? (inSight[0]?.start ?? 0) : 0;
  const after = virtual ? virtualizer.getTotalSize() - (inSight.at(-1)?.end ?? 0) : 0;
  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: rows are chosen and moved through by keys
      role="grid"
      aria-label={label}
      aria-rowcount={hasMore ? -1 : rowCount + 1}
      aria-multiselectable={props.selectable || undefined}
      aria-busy={busy || undefined}
      className="w-full table-fixed border-separate border-spacing-0"
    >
      <colgroup>
        {columns.map((column) => (
          <col key={column.id} style={column.width === undefined ? undefined : { width: column.width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} />
          ))}
        </tr>
      </thead>
      <tbody>
        {before > 0 ? <Gap height={before} /> : null}
        {items
          .slice(from, to)
          .map((item, offset) =>
            item.kind === "group" ? (
              <GroupRow key={`before ${item.before}`} item={item} span={columns.length} />
            ) : (
              <BodyRow key={getId(item.row)} {...props} item={item} at={from + offset} height={rowHeight} />
            ),
          )}
        {after > 0 ? <Gap height={after} /> : null}
      </tbody>
    </table>
  );
}

function Gap({ height }: { height: number }) {
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}

function HeadCell<T>({ column }: { column: Column<T> }) {
  const { header, numeric, sort } = column;
  const direction = sort?.direction ?? null;
  const look = cn(
    "sticky top-0 z-10 h-8 whitespace-nowrap border-hairline border-b bg-background text-12 text-faint-foreground",
    cellEdge,
    numeric && "text-end",
  );
  if (header === null) return <td className={look} />;
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={direction === null ? undefined : direction === "asc" ? "ascending" : "descending"}
      className={look}
    >
      {sort ? (
        <button
          type="button"
          onClick={sort.onSort}
          className={cn(
            "inline-flex items-center gap-1 rounded-sm hover:text-foreground",
            direction !== null && "font-medium text-foreground",
          )}
        >
          {header}
          {direction === null ? null : <Arrow aria-hidden className="size-3 stroke-2" />}
        </button>
      ) : (
        header
      )}
    </th>
  );
}

function GroupRow<T>({ item, span }: { item: Extract<Item<T>, { kind: "group" }>; span: number }) {
  return (
    <tr>
      <th
        scope="rowgroup"
        colSpan={span}
        className="h-[34px] border-hairline border-b bg-sidebar ps-5 text-12 text-faint-foreground"
      >
        <span className="me-1.5 font-medium text-foreground">{item.group.label}</span>
        {item.group.note ?? item.count}
      </th>
    </tr>
  );
}
