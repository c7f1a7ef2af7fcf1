"use client";

import { useTranslations } from "next-intl";
import { useHotkeys } from "@/components/layout/hotkeys";
import type { DataTableProps } from "./types";

type Hand<T> = {
  row: T | undefined;
  peeking: boolean;
  move: (step: number) => void;
  select: (row: T) => void;
  clearSelection: () => boolean;
};

/** J K ↑ ↓ move, Space peeks, Enter opens, X selects, Esc clears; and the keys of the list's own actions. */
export function useRowKeys<T>(props: DataTableProps<T>, hand: Hand<T>): void {
  const t = useTranslations("common");
  const { onPeek, onOpen, onSelectionChange, rowKeys = [], peekedId } = props;
  const { row, move, select } = hand;
  const withRow = (run: (row: T) => void) => () => {
    if (row !== undefined) run(row);
  };
  useHotkeys([
    { keys: "j", label: t("keys.down"), group: "list", run: () => move(1) },
    { keys: "k", label: t("keys.up"), group: "list", run: () => move(-1) },
    { keys: "down", run: () => move(1) },
    { keys: "up", run: () => move(-1) },
    ...(onPeek
      ? [
          {
            keys: "space",
            label: t("keys.peek"),
            group: "list" as const,
            run: withRow((own) => onPeek(peekedId === props.getId(own) ? null : own)),
          },
        ]
      : []),
    ...(onOpen
      ? [{ keys: "enter", label: t("keys.open"), group: "list" as const, run: withRow(onOpen) }]
      : []),
    ...(onSelectionChange
      ? [
          { keys: "x", label: t("keys.select"), group: "list" as const, run: withRow(select) },
          { keys: "escape", run: () => void hand.clearSelection() },
        ]
      : []),
    ...rowKeys.map(({ keys, label, run }) => ({ keys, label, group: "list" as const, run: withRow(run) })),
  ]);
}
