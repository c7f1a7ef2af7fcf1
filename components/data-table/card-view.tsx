"use client";

import { Check } from "lucide-react";
import { type MouseEvent, type PointerEvent, type ReactNode, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { Item, RowLook } from "./types";

type CardViewProps<T> = {
  label: string;
  items: readonly Item<T>[];
  getId: (row: T) => string;
  lookOf: (row: T) => RowLook;
  renderCard: (row: T, look: RowLook) => ReactNode;
  selecting: boolean;
  selectable: boolean;
  compact: boolean;
  onOpen: ((row: T) => void) | undefined;
  onToggle: (row: T) => void;
};

const LONG_PRESS_MS = 450;
const SLIP_PX = 10;

/** The phone's list: a card per row, never a table; a long press starts selecting. */
export function CardView<T>(props: CardViewProps<T>) {
  const { label, items, getId } = props;
  return (
    <ul aria-label={label}>
      {items.map((item) =>
        item.kind === "group" ? (
          <li
            key={`before ${item.before}`}
            className="flex h-9 items-center gap-1.5 px-4 pt-1 text-13 text-faint-foreground"
          >
            <span className="font-medium text-foreground">{item.group.label}</span>
            {item.group.note ?? item.count}
          </li>
        ) : (
          <Card key={getId(item.row)} {...props} row={item.row} />
        ),
      )}
    </ul>
  );
}

function Card<T>(props: CardViewProps<T> & { row: T }) {
  const { row, lookOf, renderCard, selecting, selectable, compact, onOpen, onToggle } = props;
  const look = lookOf(row);
  const press = useLongPress(selectable ? () => onToggle(row) : undefined);
  const tap = (event: MouseEvent<HTMLElement>) => {
    if (selecting || press.tookIt()) {
      event.preventDefault();
      event.stopPropagation();
      if (!press.tookIt()) onToggle(row);
    } else if (!(event.target instanceof Element && event.target.closest("a, button, [role=checkbox]"))) {
      onOpen?.(row);
    }
  };
  return (
    <li
      data-card
      {...press.handlers}
      onClickCapture={tap}
      onContextMenu={(event) => selectable && event.preventDefault()}
      className={cn(
        "relative flex select-none items-center gap-2.5 border-hairline border-b px-4 py-2.5 transition-opacity duration-220 [contain-intrinsic-size:auto_88px] [content-visibility:auto]",
        compact ? "min-h-15" : "min-h-22",
        look.state === "claimed" && "tint-claimed",
        look.state === "lost" && "text-faint-foreground",
        look.state === "leaving" && "opacity-0",
        look.selected && "bg-primary-subtle",
      )}
    >
      {selecting ? (
        <span
          aria-hidden
          className={cn(
            "grid size-5 shrink-0 place-items-center rounded-full border",
            look.selected ? "border-primary bg-primary text-primary-foreground" : "border-input",
          )}
        >
          {look.selected ? <Check className="size-3.5 stroke-3" /> : null}
        </span>
      ) : null}
      {renderCard(row, look)}
    </li>
  );
}

function useLongPress(onLong: (() => void) | undefined) {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const start = useRef({ x: 0, y: 0 });
  const taken = useRef(false);
  const cancel = () => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
  };
  return {
    tookIt: () => taken.current,
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        taken.current = false;
        start.current = { x: event.clientX, y: event.clientY };
        if (!onLong || event.pointerType === "mouse") return;
        timer.current = setTimeout(() => {
          taken.current = true;
          navigator.vibrate?.(10);
          onLong();
        }, LONG_PRESS_MS);
      },
      onPointerMove: (event: PointerEvent) => {
        const { x, y } = start.current;
        if (Math.hypot(event.clientX - x, event.clientY - y) > SLIP_PX) cancel();
      },
      onPointerUp: cancel,
      onPointerCancel: cancel,
    },
  };
}
