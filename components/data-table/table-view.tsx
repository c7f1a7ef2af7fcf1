"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type MouseEvent, type RefObject, useEffect } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import type { Column, RowGroup, RowLook } from "./types";

export type Item<T> =
  | { kind: "group"; group: RowGroup; count: number }
  | { kind: "row"; row: T; index: number };

type TableViewProps<T> = {
  label: string;
  items: readonly Item<T>[];
  columns: readonly Column<T>[];
  getId: (row: T) => string;
  getName: (row: T) => string;
  lookOf: (row: T) => RowLook;
  activeId: string | null;
  rowCount: number;
  hasMore: boolean;
  busy: boolean;
  comfortable: boolean;
  selectable: boolean;
  scroller: RefObject<HTMLDivElement | null>;
  onRowClick: (row: T, event: MouseEvent<HTMLElement>) => void;
  onToggle: (row: T, range: boolean) => void;
};

const VIRTUAL_ABOVE = 100;
const edge = "px-1.5 first:ps-5 last:pe-4";

/** The desktop's table: fixed columns, sticky head, only the rows in sight once there are more than 100. */
export function TableView<T>(props: TableViewProps<T>) {
  const { label, items, columns, getId, activeId, comfortable, scroller, rowCount, hasMore, busy } = props;
  const rowHeight = comfortable ? 44 : 36;
  const virtual = items.length > VIRTUAL_ABOVE;
  const virtualizer = useVirtualizer({
    count: items.length,
    enabled: virtual,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (items[index]?.kind === "group" ? 34 : rowHeight),
    overscan: 16,
    scrollPaddingStart: 32,
    scrollPaddingEnd: 64,
  });
  const activeAt = items.findIndex((item) => item.kind === "row" && getId(item.row) === activeId);
  useEffect(() => {
    if (activeAt < 0) return;
    if (virtual) virtualizer.scrollToIndex(activeAt, { align: "auto" });
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${activeAt}"]`);
    row?.focus({ preventScroll: virtual });
  }, [activeAt, virtual, virtualizer, scroller]);

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
              <GroupRow key={`group ${item.group.key}`} item={item} span={columns.length} />
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
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={direction === null ? undefined : direction === "asc" ? "ascending" : "descending"}
      className={cn(
        "sticky top-0 z-10 h-8 whitespace-nowrap border-hairline border-b bg-background text-12 text-faint-foreground",
        edge,
        numeric && "text-end",
      )}
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

type BodyRowProps<T> = TableViewProps<T> & {
  item: Extract<Item<T>, { kind: "row" }>;
  at: number;
  height: number;
};

function BodyRow<T>({
  item,
  at,
  height,
  columns,
  getId,
  getName,
  lookOf,
  activeId,
  selectable,
  onRowClick,
  onToggle,
}: BodyRowProps<T>) {
  const t = useTranslations("common");
  const { row } = item;
  const id = getId(row);
  const look = lookOf(row);
  const inHand = activeId === id || (activeId === null && item.index === 0);
  return (
    <tr
      data-index={at}
      data-row={id}
      data-active={look.active || undefined}
      data-selected={look.selected || undefined}
      data-state={look.state}
      aria-rowindex={item.index + 2}
      aria-selected={selectable ? look.selected : undefined}
      tabIndex={inHand ? 0 : -1}
      onClick={(event) => onRowClick(row, event)}
      className={cn("group/row outline-none", rowTint(look))}
    >
      {columns.map((column, place) => (
        <td
          key={column.id}
          style={{ height: look.state === "leaving" ? 0 : height }}
          className={cn(
            "relative truncate border-hairline border-b transition-[height,opacity] duration-220 ease-std",
            edge,
            column.numeric && "text-end",
            column.muted && "text-muted-foreground",
            look.state === "lost" && "text-faint-foreground",
            look.state === "leaving" && "border-b-0 py-0 leading-none opacity-0 *:hidden",
            look.peeked &&
              place === 0 &&
              "before:absolute before:inset-y-0 before:start-0 before:w-0.5 before:bg-primary",
          )}
        >
          {place === 0 && selectable ? (
            <span className="absolute inset-y-0 start-0 flex w-5 items-center justify-center opacity-0 focus-within:opacity-100 group-hover/row:opacity-100 group-data-[active]/row:opacity-100 group-data-[selected]/row:opacity-100">
              <Checkbox
                tabIndex={-1}
                aria-label={t("table.select", { name: getName(row) })}
                checked={look.selected}
                onClick={(event) => onToggle(row, event.shiftKey)}
                className="size-3"
              />
            </span>
          ) : null}
          {column.cell(row, look)}
        </td>
      ))}
    </tr>
  );
}

function rowTint(look: RowLook): string {
  if (look.peeked) return "bg-accent";
  if (look.selected) return "bg-primary-subtle/60";
  if (look.state === "claimed") return "fade-claimed";
  return look.active ? "bg-hover" : "hover:bg-hover";
}
