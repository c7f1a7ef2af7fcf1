import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ImportBench } from "@/components/imports/import-bench";
import { RefusedFile } from "@/components/imports/refused-file";
import { requireCtx } from "@/lib/auth/require-ctx";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { previewFile } from "@/lib/imports/preview-file";
import { listTargetPools } from "@/lib/imports/queries";
import { readCursor, TableChoices } from "@/lib/imports/schema";
import { may } from "@/lib/permissions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("title") };
}

/** The preview, or why there is none. */
async function look(ctx: Ctx, fileId: string, table: TableChoices) {
  try {
    return { preview: await previewFile(ctx, { fileId, table }), refusal: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === "NOT_FOUND") notFound();
    return { preview: null, refusal: { code: error.code, params: error.params } };
  }
}

export default async function NewImportPage({ searchParams }: Props) {
  const { ctx } = await requireCtx();
  const { file, pool, encoding } = await searchParams;
  const fileId = readCursor(file);
  if (!may(ctx.actor, "customers.import")) notFound();
  const poolId = readCursor(pool);
  if (!fileId) redirect(poolId ? `/imports?pool=${poolId}` : "/imports");
  const table = TableChoices.catch({}).parse(encoding ? { encoding } : {});
  const [pools, { preview, refusal }] = await Promise.all([listTargetPools(ctx), look(ctx, fileId, table)]);
  if (!preview) return <RefusedFile fileId={fileId} failure={refusal} />;
  const wanted = pools.find(({ id }) => id === poolId) ?? (pools.length === 1 ? pools[0] : undefined);
  return <ImportBench preview={preview} pools={pools} poolId={wanted?.id ?? ""} tried={null} />;
}
