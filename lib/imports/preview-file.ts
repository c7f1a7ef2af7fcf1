import type { Ctx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import type { FilePreview } from "./import-types";
import { countryOf, factsOf, openFile } from "./open-import";
import { readHouse } from "./read-house";
import { mappingOf } from "./rules";
import { PreviewInput } from "./schema";
import { requireWhole, storedBytes } from "./stored-file";

const SHOWN_ROWS = 20;
const SHOWN_CHARS = 200;

/**
 * Opens a stored file as it would be imported, and shows its first rows and what is proposed for its columns. Writes
 * nothing. Throws IMPORT_FILE_UNREADABLE and IMPORT_FILE_GONE.
 */
export async function previewFile(ctx: Ctx, input: PreviewInput): Promise<FilePreview> {
  authorize(ctx.actor, "customers.import");
  const { fileId, table: choices } = PreviewInput.parse(input);
  const file = await requireWhole(ctx, fileId);
  const { fileName, encoding, byteCount } = file;
  const source = storedBytes(ctx.db, file);
  const house = await readHouse(ctx.db);
  const opened = await openFile(ctx.db, { source, fileName, encoding }, choices, house);
  const { table, proposals, sample, remembered, zeros, habits } = opened;
  const { country, found } = countryOf(opened, mappingOf(proposals), house);
  return {
    ...{ ...factsOf(table, country), countryFound: found },
    ...{ fileId, fileName, byteCount, header: table.header, proposals, remembered, zeros },
    rocColumns: table.header.filter((_, column) => habits[column]?.days.roc),
    rows: sample.slice(0, SHOWN_ROWS).map(({ number, cells }) => ({
      number,
      cells: cells.map((cell) => cell.slice(0, SHOWN_CHARS)),
    })),
  };
}
