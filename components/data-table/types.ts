import type { MouseEvent, ReactNode, RefObject } from "react";

/** rest: nothing special. claimed: just yours. lost: someone was faster. refused: can't be had. leaving: collapsing. */
export type RowState = "rest" | "claimed" | "lost" | "refused" | "leaving";

/** How a row stands at this moment, for what is drawn inside it. */
export type RowLook = { state: RowState; active: boolean; peeked: boolean; selected: boolean };

export type SortDirection = "asc" | "desc";

export type Column<T> = {
  id: string;
  /** Null for the column of actions. */
  header: ReactNode;
  /** In px; without one the column takes the room that is left. */
  width?: number;
  /** What a column without a width needs at least, in px: others leave before it gets narrower. */
  least?: number;
  /** At the right end, for numbers and actions. */
  numeric?: boolean;
  muted?: boolean;
  /** Its turn to leave when the table gets too narrow, 1 first; without one it stays. */
  leaves?: number;
  sort?: { direction: SortDirection | null; onSort: () => void };
  cell: (row: T, look: RowLook) => ReactNode;
};

/** What stands over the last `span` columns of a row instead of them: 刚被李薇领取. Null leaves the columns. */
export type RowTail<T> = { span: number; cell: (row: T, look: RowLook) => ReactNode | null };

export type RowGroup = { key: string; label: ReactNode; note?: ReactNode };

export type RowKey<T> = { keys: string; label: string; run: (row: T) => void };

export type DataTableProps<T> = {
  /** What the list is, for a screen reader. */
  label: string;
  rows: readonly T[];
  getId: (row: T) => string;
  getName: (row: T) => string;
  columns: readonly Column<T>[];
  tail?: RowTail<T>;
  /** The phone's card. */
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
  /** The list's key, as given to useKeysetRows: Back finds the list scrolled as it was left. */
  memoryKey?: string;
  /** Instead of rows when there are none. */
  empty: ReactNode;
  /** Buttons of the floating bar while something is selected. */
  bulkActions?: ReactNode;
  /** Rows of 44 rather than 36. */
  comfortable?: boolean;
  /** Cards of 60 rather than 88. */
  compactCards?: boolean;
};

/** What a list draws: a row, or the head of the group that starts here, before the row of that id. */
export type Item<T> =
  | { kind: "group"; group: RowGroup; count: number; before: string }
  | { kind: "row"; row: T; index: number };

/** What the desktop's table and its rows are given. */
export type TableViewProps<T> = {
  label: string;
  items: readonly Item<T>[];
  columns: readonly Column<T>[];
  tail?: RowTail<T>;
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
  /** Where the pane is about to be put, before it can be asked. */
  startAt: number;
  /** True after a key moved the row in hand: then, and only then, the focus follows it. */
  focusAsked: RefObject<boolean>;
  onRowClick: (row: T, event: MouseEvent<HTMLElement>) => void;
  onRowFocus: (row: T) => void;
  onToggle: (row: T, range: boolean) => void;
};
