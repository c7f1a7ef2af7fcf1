import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { FormEditor } from "@/components/sources/form-editor";
import { requireCtx } from "@/lib/auth/require-ctx";
import { listFields } from "@/lib/custom-fields/queries";
import { env } from "@/lib/env";
import { listForms } from "@/lib/forms/queries";
import { may } from "@/lib/permissions";
import { listPools } from "@/lib/pools/queries";
import { siteUrl } from "@/lib/site-url";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sources");
  return { title: t("forms") };
}

export default async function FormPage({ params }: { params: Promise<{ id: string }> }) {
  const [{ id }, { ctx }] = await Promise.all([params, requireCtx()]);
  if (!may(ctx.actor, "sources.manage")) notFound();
  const [forms, pools, fields, head] = await Promise.all([
    ...([listForms(ctx), listPools(ctx), listFields(ctx), headers()] as const),
  ]);
  const form = forms.find((one) => one.id === id) ?? null;
  if (!form && id !== "new") notFound();
  return (
    <FormEditor
      key={id}
      form={form}
      pools={pools.map((pool) => ({ id: pool.id, name: pool.name }))}
      own={fields.flatMap(({ key, label, retired }) => (retired ? [] : [{ key, label }]))}
      locale={await getLocale()}
      siteUrl={siteUrl(head, env())}
    />
  );
}
