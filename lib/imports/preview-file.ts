import type { Ctx } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import { authorize } from "@/lib/permissions";
import type { FilePreview } from "./import-types";
import { countryOf, factsOf, openFile } from "./read-file";
import { mappingOf } from "./rules";
import { PreviewFileInput } from "./schema";

const SHOWN_ROWS = 20;
const SHOWN_CHARS = 200;

/** Opens a file as it would be imported, and shows its first rows. Writes nothing. Throws IMPORT_FILE_UNREADABLE. */
export async function previewFile(ctx: Ctx, input: PreviewFileInput): Promise<FilePreview> {
  authorize(ctx.actor, "customers.import");
  const { bytes, fileName, table: choices } = PreviewFileInput.parse(input);
  const opened = await openFile(bytes, fileName, choices, await readFields(ctx.db));
  const { table, proposals, sample } = opened;
  return {
    ...factsOf(table, countryOf(opened, mappingOf(proposals))),
    header: table.header,
    proposals,
    rows: sample.slice(0, SHOWN_ROWS).map(({ number, cells }) => ({
      number,
      cells: cells.map((cell) => cell.slice(0, SHOWN_CHARS)),
    })),
  };
}
