import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ImportedFile } from "@/components/imports/imported-file";
import { requireCtx } from "@/lib/auth/require-ctx";
import { DomainError } from "@/lib/errors";
import { getImport, listImportRows } from "@/lib/imports/queries";
import { RowsParams, readCursor } from "@/lib/imports/schema";
import { may } from "@/lib/permissions";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const ROWS = 200;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("title") };
}

export default async function ImportPage({ params, searchParams }: Props) {
  const { ctx } = await requireCtx();
  const importId = readCursor((await params).id);
  if (!importId || !may(ctx.actor, "customers.import")) notFound();
  const file = await getImport(ctx, { importId }).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const { outcome, after } = RowsParams.parse(await searchParams);
  const shown = outcome ?? (file.rejected > 0 || file.duplicate === 0 ? "rejected" : "duplicate");
  const rows = await listImportRows(ctx, {
    ...{ importId, outcomes: [shown], limit: ROWS + 1 },
    ...(after ? { after } : {}),
  });
  return (
    <ImportedFile
      file={file}
      outcome={shown}
      rows={rows.slice(0, ROWS)}
      hasMore={rows.length > ROWS}
      now={ctx.now}
    />
  );
}
