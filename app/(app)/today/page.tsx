import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TodayScreen } from "@/components/today/today-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { countUnread } from "@/lib/notifications/queries";
import { may } from "@/lib/permissions";
import { listRequests } from "@/lib/requests/queries";
import { todayOf } from "@/lib/today/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("today");
  return { title: t("title") };
}

export default async function TodayPage() {
  const { ctx, user } = await requireCtx();
  const [today, unread, requests] = await Promise.all([
    ...([todayOf(ctx), countUnread(ctx)] as const),
    may(ctx.actor, "customers.transfer") ? listRequests(ctx) : [],
  ]);
  return <TodayScreen facts={{ today, unread, requests, me: { id: user.id, name: user.name } }} />;
}
