"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { cn } from "@/components/ui/cn";
import type { Column, Item, RowLook, TableViewProps } from "./types";

export const cellEdge = "px-1.5 first:ps-5 last:pe-4";

type BodyRowProps<T> = TableViewProps<T> & {
  item: Extract<Item<T>, { kind: "row" }>;
  at: number;
  height: number;
};

/** One row of the table: its tint, its gutter with the tick box, its cells or the tail over the last of them. */
export function BodyRow<T>(props: BodyRowProps<T>) {
  const { item, at, columns, tail, getId, lookOf, activeId, selectable, onRowClick, onRowFocus } = props;
  const { row } = item;
  const id = getId(row);
  const look = lookOf(row);
  const inHand = activeId === id || (activeId === null && item.index === 0);
  const over = tail?.cell(row, look) ?? null;
  const own = over === null ? columns : columns.slice(0, Math.max(1, columns.length - (tail?.span ?? 0)));
  return (
    <tr
      data-index={at}
      data-row={id}
      data-active={(look.active && !look.peeked) || undefined}
      data-selected={look.selected || undefined}
      data-state={look.state}
      aria-rowindex={item.index + 2}
      aria-selected={selectable ? look.selected : undefined}
      tabIndex={inHand ? 0 : -1}
      onFocus={(event) => event.target === event.currentTarget && onRowFocus(row)}
      // Before the link inside: where rows peek, a plain click on the name peeks too.
      onClickCapture={(event) => onRowClick(row, event)}
      className={cn("group/row scroll-mt-8 scroll-mb-16 outline-none", rowTint(look))}
    >
      {own.map((column, place) => (
        <Cell key={column.id} {...props} look={look} column={column} first={place === 0}>
          {column.cell(row, look)}
        </Cell>
      ))}
      {over === null ? null : (
        <Cell {...props} look={look} span={columns.length - own.length} column={{ numeric: true }}>
          {over}
        </Cell>
      )}
    </tr>
  );
}

type CellProps<T> = BodyRowProps<T> & {
  look: RowLook;
  column: Pick<Column<T>, "numeric" | "muted">;
  first?: boolean;
  span?: number;
  children: ReactNode;
};

function Cell<T>({ look, column, first = false, span, children, ...row }: CellProps<T>) {
  const { height, selectable } = row;
  const leaving = look.state === "leaving";
  return (
    <td
      {...(span ? { colSpan: span } : {})}
      style={{ height: leaving ? 0 : height }}
      className={cn(
        "relative truncate border-hairline border-b transition-[height,opacity] duration-220 ease-std",
        cellEdge,
        column.numeric && "text-end",
        column.muted && "text-muted-foreground",
        look.state === "lost" && "text-faint-foreground",
        leaving && "border-b-0 py-0 leading-none opacity-0 *:hidden",
        first &&
          (look.peeked || look.active) &&
          "before:absolute before:inset-y-0 before:start-0 before:w-0.5",
        first && (look.peeked ? "before:bg-primary" : "before:bg-ring"),
      )}
    >
      {first && selectable ? <Gutter {...row} look={look} /> : null}
      {children}
    </td>
  );
}

function Gutter<T>({
  item,
  look,
  getName,
  onToggle,
}: Pick<BodyRowProps<T>, "item" | "getName" | "onToggle"> & { look: RowLook }) {
  const t = useTranslations("common");
  return (
    <span className="absolute inset-y-0 start-0 flex w-[18px] items-center justify-center opacity-0 focus-within:opacity-100 group-hover/row:opacity-100 group-data-[active]/row:opacity-100 group-data-[selected]/row:opacity-100">
      <Checkbox
        tabIndex={-1}
        aria-label={t("table.select", { name: getName(item.row) })}
        checked={look.selected}
        onClick={(event) => onToggle(item.row, event.shiftKey)}
        className="size-3 rounded-[3px]"
      />
    </span>
  );
}

function rowTint(look: RowLook): string {
  if (look.peeked) return "bg-accent";
  if (look.selected) return "bg-primary-subtle/60";
  if (look.state === "claimed") return "fade-claimed";
  return look.active ? "bg-hover" : "hover:bg-hover";
}
