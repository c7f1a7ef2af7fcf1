import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DocsScreen } from "@/components/api-docs/docs-screen";
import { describeApi } from "@/lib/api/describe";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("api");
  return { title: t("title") };
}

/** Open to everybody: it tells of calls and holds no data. */
export default async function ApiDocsPage() {
  return <DocsScreen {...describeApi(await getLocale())} />;
}
