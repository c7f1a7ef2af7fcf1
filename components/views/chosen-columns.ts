import type { Column } from "@/components/data-table/types";
import type { ColumnChoice } from "@/lib/views/columns";
import type { Choosable } from "./column-chooser";

/** A column that somebody may choose, with what it is called in the chooser. */
export type ListColumn<T> = Column<T> & { width: number; label: string; masked?: boolean };

/** The columns of a list as somebody chose them: the first stays first and the last last. */
export function chosenColumns<T>(
  first: Column<T>,
  all: readonly ListColumn<T>[],
  chosen: readonly ColumnChoice[],
  last: Column<T>,
): Column<T>[] {
  const shown = chosen.flatMap(({ id, width }, at): Column<T>[] => {
    const column = all.find((one) => one.id === id);
    // Who has chosen for himself sees the last of his columns leave first.
    return column ? [{ ...column, width: width ?? column.width, leaves: chosen.length - at }] : [];
  });
  return [first, ...shown, last];
}

export const choosable = <T>(columns: readonly ListColumn<T>[]): Choosable[] =>
  columns.map(({ id, label, width, masked = false }) => ({ id, label, width, masked }));
