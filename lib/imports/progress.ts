import type { ImportState } from "@/db/enums";
import type { ImportCounts, ImportDetails } from "./import-types";

/** How far an import is: rows done, and of how many as soon as that is known. */
export type Progress = ImportCounts & {
  state: ImportState;
  done: number;
  total: number | null;
  undone: number;
  kept: number;
};

export const ACTIVE_STATES: readonly ImportState[] = ["checking", "waiting", "running", "undoing"];

export function progressOf(file: ImportDetails): Progress {
  const { state, rows, created, updated, duplicate, rejected, undone, kept, totalRows } = file;
  const undoing = state === "undoing";
  return {
    ...{ state, rows, created, updated, duplicate, rejected, undone, kept },
    done: undoing ? undone + kept : rows,
    total: undoing ? created + updated : totalRows,
  };
}
