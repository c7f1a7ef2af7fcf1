import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { WebhooksScreen } from "@/components/webhooks/webhooks-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { may } from "@/lib/permissions";
import { listEndpoints } from "@/lib/webhooks/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks");
  return { title: t("title") };
}

export default async function WebhooksPage() {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "webhooks.manage")) notFound();
  return <WebhooksScreen endpoints={await listEndpoints(ctx)} />;
}
