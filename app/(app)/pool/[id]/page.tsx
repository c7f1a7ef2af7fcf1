import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Elsewhere } from "@/components/pool/peek-panel";
import { PoolRecord } from "@/components/pool/pool-record";
import { requireCtx } from "@/lib/auth/require-ctx";
import { findPeek } from "@/lib/pool-list/queries";
import { quotaOf } from "@/lib/quotas/queries";

type PageProps = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("pool.peek");
  return { title: t("label") };
}

export default async function PoolCustomerPage({ params }: PageProps) {
  const { ctx, user } = await requireCtx();
  const { id } = await params;
  const t = await getTranslations("pool");
  const peek = z.uuid().safeParse(id).success ? await findPeek(ctx, id) : null;
  const pool = peek?.kind === "pooled" ? peek.pool : null;
  const href = pool ? `/pool?pool=${pool.id}` : "/pool";
  const [quota] = pool ? (await quotaOf(ctx, pool.id)).pools : [];
  return (
    <>
      <PageHeader title={t("peek.label")} crumbs={[{ label: pool?.name ?? t("title"), href }]} ruled />
      <PhoneHeader title={pool?.name ?? t("title")} back={{ href, label: t("peek.backToPool") }} />
      {peek && peek.kind !== "taken" ? (
        <PoolRecord key={id} peek={peek} quota={quota ?? null} me={user.id} />
      ) : (
        <Elsewhere peek={peek} />
      )}
    </>
  );
}
