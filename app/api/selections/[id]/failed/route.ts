import { getLocale, getTranslations } from "next-intl/server";
import { CSV_BOM, csvRows } from "@/lib/csv";
import { DomainError } from "@/lib/errors";
import { errorText } from "@/lib/i18n/error-text";
import { withCtx } from "@/lib/route";
import { listFailed } from "@/lib/selections/queries";
import { SelectionInput } from "@/lib/selections/schema";

/** The customers that a batch left, each with its reason, as a CSV. */
export const GET = withCtx<{ id: string }>(async ({ ctx, organization }, _request, { id }) => {
  const input = SelectionInput.safeParse({ selectionId: id });
  if (!input.success) throw new DomainError("NOT_FOUND");
  const rows = await listFailed(ctx, input.data);
  const t = await getTranslations("views.selection");
  const errors = await getTranslations("errors");
  const where = { locale: await getLocale(), timeZone: organization.timeZone };
  const lines = rows.map((row) => [row.name, errorText(errors, row, where), row.id]);
  return new Response(CSV_BOM + csvRows([[t("customer"), t("reason"), "id"], ...lines]), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="not-done.csv"',
      "cache-control": "no-store",
    },
  });
});
