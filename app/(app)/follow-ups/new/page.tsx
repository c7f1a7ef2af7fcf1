import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PickScreen } from "@/components/follow-ups/pick-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { listMine } from "@/lib/customers/list-mine";
import { readMineParams, type SearchParams } from "@/lib/customers/list-schema";

type PageProps = { searchParams: Promise<SearchParams> };

const SHOWN = 30;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("followup.pick");
  return { title: t("title") };
}

export default async function NewFollowUpPage({ searchParams }: PageProps) {
  const { ctx } = await requireCtx();
  const { q } = readMineParams(await searchParams);
  const page = await listMine(ctx, { view: "mine", sort: "due", q, limit: SHOWN });
  return <PickScreen rows={page.rows} query={q} />;
}
