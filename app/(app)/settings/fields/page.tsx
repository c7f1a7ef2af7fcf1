import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { FieldsScreen } from "@/components/fields/fields-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { countFieldUse, listFields } from "@/lib/custom-fields/queries";
import { may } from "@/lib/permissions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("fields");
  return { title: t("title") };
}

export default async function FieldsPage() {
  const { ctx, organization } = await requireCtx();
  if (!may(ctx.actor, "fields.manage")) notFound();
  const [fields, used] = await Promise.all([listFields(ctx), countFieldUse(ctx)]);
  return <FieldsScreen {...{ fields, used }} currency={organization.currency} />;
}
