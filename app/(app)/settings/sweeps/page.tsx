import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SweepsScreen } from "@/components/sweeps/sweeps-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { may } from "@/lib/permissions";
import { listPools } from "@/lib/pools/queries";
import { listHolds } from "@/lib/sweeps/list-holds";
import { listPauses, listSweeps } from "@/lib/sweeps/queries";

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sweeps");
  return { title: t("title") };
}

export default async function SweepsPage({ searchParams }: PageProps) {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "sweeps.read")) notFound();
  const { pool: asked } = await searchParams;
  const pools = (await listPools(ctx)).map(({ id, name }) => ({ id, name }));
  // A pool that isn't there, or isn't in sight, counts as none.
  const pool = pools.find(({ id }) => id === asked) ?? null;
  const [page, holds, pauses] = await Promise.all([
    listSweeps(ctx, { limit: 15, ...(pool ? { poolId: pool.id } : {}) }),
    listHolds(ctx),
    listPauses(ctx),
  ]);
  return <SweepsScreen {...{ page, holds, pauses, pools, pool }} admin={may(ctx.actor, "sweeps.manage")} />;
}
