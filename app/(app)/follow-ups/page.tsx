import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FollowUpsScreen } from "@/components/follow-ups/follow-ups-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { listPlans, listRecentFollowUps } from "@/lib/follow-ups/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("followup.list");
  return { title: t("title") };
}

export default async function FollowUpsPage() {
  const { ctx, user } = await requireCtx();
  const [plans, recent] = await Promise.all([listPlans(ctx), listRecentFollowUps(ctx)]);
  return <FollowUpsScreen plans={plans} recent={recent} me={user.id} />;
}
