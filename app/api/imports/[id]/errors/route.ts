import { getTranslations } from "next-intl/server";
import { problemRowsStream } from "@/lib/imports/problem-rows-stream";
import { getImport } from "@/lib/imports/queries";

import { reasonText } from "@/lib/imports/reason-text";
import { accept, ImportInput } from "@/lib/imports/schema";
import { withCtx } from "@/lib/route";

/** The rows that were not taken, with the reasons in the reader's language, to mend and import again. */
export const GET = withCtx<{ id: string }>(async ({ ctx }, _request, { id }) => {
  const { importId } = accept(ImportInput, { importId: id });
  const file = await getImport(ctx, { importId });
  const [t, outcomes] = await Promise.all([getTranslations("imports"), getTranslations("enums.rowOutcome")]);
  const rows = problemRowsStream(ctx, importId, file.header, {
    columns: { row: t("result.row"), outcome: t("result.outcome"), reasons: t("result.reason") },
    outcome: (row) => outcomes(row.outcome),
    reasons: (row) => row.reasons.map((reason) => reasonText(t, reason)).join("; "),
  });
  const name = `${file.fileName.replace(/\.[a-z0-9]+$/i, "")} - ${t("result.downloadName")}.csv`;
  return new Response(rows, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="rows.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
    },
  });
});
