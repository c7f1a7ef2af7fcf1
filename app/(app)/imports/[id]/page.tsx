import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ImportAtWork } from "@/components/imports/import-at-work";
import { ImportBench } from "@/components/imports/import-bench";
import { ImportedFile, type Shown } from "@/components/imports/imported-file";
import type { RowOutcome } from "@/db/enums";
import { requireCtx } from "@/lib/auth/require-ctx";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { ImportDetails } from "@/lib/imports/import-types";
import { previewFile } from "@/lib/imports/preview-file";
import { progressOf } from "@/lib/imports/progress";
import { getImport, listImportRows, listTargetPools } from "@/lib/imports/queries";
import { RowsParams, readCursor } from "@/lib/imports/schema";
import { may } from "@/lib/permissions";

type Params = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ id: string }>; searchParams: Promise<Params> };

const ROWS = 100;
const OUTCOMES: Record<Shown, RowOutcome[]> = {
  ...{ rejected: ["rejected"], duplicate: ["duplicate"] },
  ...{ placed: ["created"], kept: ["created", "updated"] },
};
const AT_WORK = ["waiting", "running", "paused", "undoing"];

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
  if (file.state === "checking" || file.state === "checked") return <Tried ctx={ctx} file={file} />;
  if (AT_WORK.includes(file.state)) {
    return <ImportAtWork file={{ id: file.id, fileName: file.fileName }} first={progressOf(file)} />;
  }
  return <Done ctx={ctx} file={file} params={await searchParams} />;
}

/** A file that was tried and not yet imported. */
async function Tried({ ctx, file }: { ctx: Ctx; file: ImportDetails }) {
  if (file.fileId === null) redirect("/imports");
  const [pools, preview, rows] = await Promise.all([
    listTargetPools(ctx),
    previewFile(ctx, { fileId: file.fileId, table: file.plan.table }),
    listImportRows(ctx, { importId: file.id, outcomes: ["rejected"], limit: ROWS }),
  ]);
  const { id, header, mapping, nameColumn, poolId, plan, forecast } = file;
  const tried = { importId: id, poolId, plan, forecast, progress: progressOf(file), rows };
  return (
    <ImportBench
      key={file.forecast ? "checked" : "checking"}
      preview={preview}
      pools={pools}
      poolId={poolId}
      tried={{ ...tried, file: { id, header, mapping, nameColumn } }}
    />
  );
}

/** What became of a file. */
async function Done({ ctx, file, params }: { ctx: Ctx; file: ImportDetails; params: Params }) {
  const { outcome, after } = RowsParams.parse(params);
  const first: Shown =
    file.kept > 0 ? "kept" : file.rejected > 0 || file.duplicate === 0 ? "rejected" : "duplicate";
  const shown = outcome ?? first;
  const rows = await listImportRows(ctx, {
    ...{ importId: file.id, limit: ROWS + 1, outcomes: OUTCOMES[shown] },
    ...(shown === "kept" || shown === "placed" ? { only: shown } : {}),
    ...(after ? { after } : {}),
  });
  return (
    <ImportedFile
      file={file}
      shown={shown}
      rows={rows.slice(0, ROWS)}
      hasMore={rows.length > ROWS}
      now={ctx.now}
    />
  );
}
