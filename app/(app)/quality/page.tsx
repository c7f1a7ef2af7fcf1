import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { QualityScreen } from "@/components/quality/quality-screen";
import { DATA_ISSUE_KINDS } from "@/db/enums";
import { requireCtx } from "@/lib/auth/require-ctx";
import { may } from "@/lib/permissions";
import { countIssues } from "@/lib/quality/count-issues";
import { listIssues } from "@/lib/quality/list-issues";

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("quality");
  return { title: t("title") };
}

export default async function QualityPage({ searchParams }: PageProps) {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "quality.read")) notFound();
  const asked = await searchParams;
  const counts = await countIssues(ctx);
  const kind = DATA_ISSUE_KINDS.find((one) => one === asked.kind) ?? null;
  // A pool that isn't there, or isn't in sight, counts as none.
  const pool = counts.pools.find((one) => one.pool.id === asked.pool)?.pool ?? null;
  const page = await listIssues(ctx, {
    ...(kind ? { kind } : {}),
    ...(pool ? { poolId: pool.id } : {}),
  });
  return <QualityScreen facts={{ page, counts, kind, pool, admin: may(ctx.actor, "quality.manage") }} />;
}
