import { DomainError } from "@/lib/errors";
import { readTable, type TableOptions } from "@/lib/imports/read-table";
import type { Table, TableRow } from "@/lib/imports/types";

/** Reads a whole file: the table and its rows. */
export async function readAll(
  file: Uint8Array,
  name: string,
  options?: TableOptions,
): Promise<Table & { all: TableRow[] }> {
  const table = await readTable(file, name, options);
  const all: TableRow[] = [];
  for await (const row of table.rows) all.push(row);
  return { ...table, all };
}

/** The params with which a file is refused; an error of any other kind is thrown on. */
export async function refusalOf(file: Uint8Array, name: string, options?: TableOptions) {
  try {
    await readAll(file, name, options);
  } catch (error) {
    if (error instanceof DomainError && error.code === "IMPORT_FILE_UNREADABLE") return error.params;
    throw error;
  }
  throw new Error("the file was read");
}
