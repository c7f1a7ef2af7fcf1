import type { RowOutcome } from "@/db/enums";
import type { StoredChanges } from "@/db/schema/imports";
import type { ReadyRow } from "./enter-rows";
import type { StoredReason } from "./import-types";
import type { Match } from "./match-rows";

/** What became of a row; `version` and `changes` are what an undo asks for. */
export type Outcome = {
  number: number;
  outcome: RowOutcome;
  reasons: StoredReason[];
  customerId: string | null;
  cells: string[];
  version: number | null;
  changes: StoredChanges | null;
};

/** A row that was not taken as a customer of its own, and why. */
export const untaken = (
  row: { number: number; cells: string[] },
  outcome: RowOutcome,
  reason: StoredReason,
): Outcome => ({
  ...{ number: row.number, cells: row.cells, outcome, reasons: [reason] },
  ...{ customerId: null, version: null, changes: null },
});

/** Its customer stands further up in the file. */
export const sameAs = (row: ReadyRow, first: number): Outcome =>
  untaken(row, "duplicate", { code: "same_as_row", field: "row", value: String(first) });

/** Its customer is there: whose it is, or that it is in somebody's hands, is not for every importer to know. */
export const exists = (row: ReadyRow, match?: Match): Outcome =>
  untaken(row, "duplicate", whyThere(row, match));

/** Why a row is a customer that is there; one that is so by its phone alone is called otherwise, and that name is kept. */
export const whyThere = (row: Pick<ReadyRow, "customer">, match?: Match): StoredReason =>
  match?.byPhone ? phoneOfAnother(row) : { code: "exists", field: "row" };

/** The row has the phone of a customer that is called otherwise. */
export const phoneOfAnother = ({ customer }: Pick<ReadyRow, "customer">): StoredReason => ({
  ...{ code: "same_phone", field: "phone", value: customer.name },
});
