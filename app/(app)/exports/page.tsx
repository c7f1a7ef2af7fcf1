import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ExportsScreen } from "@/components/exports/exports-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { getExportRules, listExports } from "@/lib/exports/queries";
import { ListExportsInput } from "@/lib/exports/schema";
import { may } from "@/lib/permissions";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("exports");
  return { title: t("page") };
}

export default async function ExportsPage({ searchParams }: Props) {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "exports.read")) notFound();
  const { cursor } = await searchParams;
  const asked = ListExportsInput.safeParse({ whose: "all", ...(cursor ? { cursor } : {}) });
  const { rows, nextCursor } = await listExports(ctx, asked.success ? asked.data : { whose: "all" });
  const rules = may(ctx.actor, "exports.manage") ? await getExportRules(ctx) : null;
  return <ExportsScreen {...{ rows, nextCursor, rules }} />;
}
