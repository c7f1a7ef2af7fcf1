import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DuplicatesScreen } from "@/components/duplicates/duplicates-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { getAutoMerge, listMerges, listPairs } from "@/lib/duplicates/queries";
import { may } from "@/lib/permissions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("duplicates");
  return { title: t("title") };
}

export default async function DuplicatesPage() {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "duplicates.read")) notFound();
  const [page, merges, auto] = await Promise.all([listPairs(ctx), listMerges(ctx), getAutoMerge(ctx)]);
  return (
    <DuplicatesScreen {...{ page, merges }} auto={auto.on} admin={may(ctx.actor, "duplicates.manage")} />
  );
}
