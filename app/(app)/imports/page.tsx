import { Waves } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ImportHistory } from "@/components/imports/import-history";
import { ImportStart } from "@/components/imports/import-start";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { requireCtx } from "@/lib/auth/require-ctx";
import { fileLimit, megabytes } from "@/lib/imports/limits";
import { listImports, listTargetPools } from "@/lib/imports/queries";
import { readCursor } from "@/lib/imports/schema";
import { may } from "@/lib/permissions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("title") };
}

export default async function ImportsPage({ searchParams }: Props) {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "customers.import")) notFound();
  const { pool, cursor } = await searchParams;
  const [pools, history] = await Promise.all([
    listTargetPools(ctx),
    listImports(ctx, { cursor: readCursor(cursor) }),
  ]);
  const wanted = pools.find(({ id }) => id === pool);
  if (pools.length === 0) return <NoPools />;
  return (
    <ImportStart poolId={wanted?.id ?? ""} limitMegabytes={megabytes(fileLimit())}>
      <ImportHistory imports={history.imports} nextCursor={history.nextCursor} now={ctx.now} />
    </ImportStart>
  );
}

async function NoPools() {
  const t = await getTranslations("imports");
  return (
    <>
      <PageHeader title={t("title")} ruled />
      <PhoneHeader title={t("title")} />
      <EmptyState icon={Waves} title={t("run.noPools")} text={t("run.noPoolsText")} />
    </>
  );
}
