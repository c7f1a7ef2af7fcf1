import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FollowUpsScreen } from "@/components/follow-ups/follow-ups-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { listFlagged } from "@/lib/follow-ups/list-flagged";
import { listPlans, listRecentFollowUps } from "@/lib/follow-ups/queries";
import { may } from "@/lib/permissions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("followup.list");
  return { title: t("title") };
}

export default async function FollowUpsPage() {
  const { ctx, user } = await requireCtx();
  const [plans, recent, flagged] = await Promise.all([
    ...([listPlans(ctx), listRecentFollowUps(ctx)] as const),
    may(ctx.actor, "users.read") ? listFlagged(ctx) : [],
  ]);
  return <FollowUpsScreen {...{ plans, recent, flagged }} me={user.id} />;
}
