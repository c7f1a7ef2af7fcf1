import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuditScreen } from "@/components/ledger/audit-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { getLedgerTotals } from "@/lib/ledger/audit";
import { may } from "@/lib/permissions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ledger.audit");
  return { title: t("title") };
}

export default async function AuditPage() {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "ledger.audit")) notFound();
  return <AuditScreen totals={await getLedgerTotals(ctx)} />;
}
