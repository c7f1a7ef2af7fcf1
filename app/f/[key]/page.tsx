import type { Metadata } from "next";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { PublicForm } from "@/components/sources/public-form";
import { systemCtx } from "@/lib/auth/system-ctx";
import { database } from "@/lib/database";
import { getPublicForm } from "@/lib/forms/queries";
import { renewPage } from "@/lib/forms/renew-page";
import { FormKey } from "@/lib/forms/schema";
import { HTML_LANG } from "@/lib/i18n/locales";
import { messagesOf } from "@/lib/i18n/messages";

type Props = { params: Promise<{ key: string }> };

const read = cache(async (given: string) => {
  const asked = FormKey.safeParse({ key: given });
  const ctx = systemCtx(database().db);
  return { ctx, form: asked.success ? await getPublicForm(ctx, asked.data) : null };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { form } = await read((await params).key);
  const t = await getTranslations("sources.public");
  return { title: { absolute: form?.title ?? t("closed") }, robots: { index: false } };
}

/** A page for people outside: alone on a phone, or in a frame of another site. */
export default async function FormPage({ params }: Props) {
  const { ctx, form } = await read((await params).key);
  const locale = form?.locale ?? (await getLocale());
  const { common, sources } = messagesOf(locale);
  return (
    <NextIntlClientProvider locale={locale} messages={{ common, sources } as never}>
      <main
        lang={HTML_LANG[locale]}
        className="mx-auto flex w-full max-w-[560px] flex-col px-5 py-8 max-md:px-4 max-md:py-5"
      >
        {form ? (
          <PublicForm form={form} token={renewPage(ctx, form.key)} />
        ) : (
          <h1 className="font-semibold text-16">{sources.public.closed}</h1>
        )}
      </main>
    </NextIntlClientProvider>
  );
}
