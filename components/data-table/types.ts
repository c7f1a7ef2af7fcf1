import type { ReactNode } from "react";

/** rest: nothing special. claimed: just yours. lost: someone was faster. refused: can't be had. leaving: collapsing. */
export type RowState = "rest" | "claimed" | "lost" | "refused" | "leaving";

/** How a row stands at this moment, for what is drawn inside it. */
export type RowLook = { state: RowState; active: boolean; peeked: boolean; selected: boolean };

export type SortDirection = "asc" | "desc";

export type Column<T> = {
  id: string;
  header: ReactNode;
  /** In px; without one the column takes the room that is left. */
  width?: number;
  /** At the right end, for numbers and actions. */
  numeric?: boolean;
  muted?: boolean;
  /** Leaves when the table is narrower than this many px: the phone first, then former owner, source, industry, region. */
  hideBelow?: number;
  sort?: { direction: SortDirection | null; onSort: () => void };
  cell: (row: T, look: RowLook) => ReactNode;
};

export type RowGroup = { key: string; label: ReactNode; note?: ReactNode };

export type RowKey<T> = { keys: string; label: string; run: (row: T) => void };

export type DataTableProps<T> = {
  /** What the list is, for a screen reader. */
  label: string;
  rows: readonly T[];
  getId: (row: T) => string;
  getName: (row: T) => string;
  columns: readonly Column<T>[];
  /** The phone's card, 88 high (60 in plain lists). */
  renderCard: (row: T, look: RowLook) => ReactNode;
  stateOf?: (row: T) => RowState;
  /** Rows stand under a head of their own when the key changes; order them so. */
  groupOf?: (row: T) => RowGroup;
  peekedId?: string | null;
  onPeek?: (row: T | null) => void;
  /** Enter, or a tap on the phone. */
  onOpen?: (row: T) => void;
  selection?: ReadonlySet<string>;
  onSelectionChange?: (selection: ReadonlySet<string>) => void;
  /** More keys on the row in hand: C claims, F follows up. */
  rowKeys?: readonly RowKey<T>[];
  hasMore?: boolean;
  loading?: boolean;
  failed?: boolean;
  onLoadMore?: () => void;
  /** Instead of rows when there are none. */
  empty: ReactNode;
  /** Buttons of the floating bar while something is selected. */
  bulkActions?: ReactNode;
  comfortable?: boolean;
};
