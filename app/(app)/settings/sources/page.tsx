import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { SourcesScreen } from "@/components/sources/sources-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { listFields } from "@/lib/custom-fields/queries";
import { env } from "@/lib/env";
import { listForms, listInboxes } from "@/lib/forms/queries";
import { may } from "@/lib/permissions";
import { listPools } from "@/lib/pools/queries";
import { siteUrl } from "@/lib/site-url";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sources");
  return { title: t("title") };
}

export default async function SourcesPage() {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "sources.review")) notFound();
  const [forms, inboxes, pools, fields, head] = await Promise.all([
    ...([listForms(ctx), listInboxes(ctx), listPools(ctx), listFields(ctx), headers()] as const),
  ]);
  return (
    <SourcesScreen
      {...{ forms, inboxes }}
      pools={pools.map(({ id, name }) => ({ id, name }))}
      own={fields.flatMap(({ key, label, retired }) => (retired ? [] : [{ key, label }]))}
      siteUrl={siteUrl(head, env())}
      admin={may(ctx.actor, "sources.manage")}
    />
  );
}
