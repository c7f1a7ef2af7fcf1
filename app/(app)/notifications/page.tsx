import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { NotificationsScreen } from "@/components/notifications/notifications-screen";
import { NOTIFICATION_KINDS } from "@/db/enums";
import { requireCtx } from "@/lib/auth/require-ctx";
import type { SearchParams } from "@/lib/customers/list-schema";
import { countUnread, listNotifications } from "@/lib/notifications/queries";

type PageProps = { searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("notifications");
  return { title: t("title") };
}

export default async function NotificationsPage({ searchParams }: PageProps) {
  const { ctx, user } = await requireCtx();
  const search = await searchParams;
  const kind = NOTIFICATION_KINDS.find((one) => one === search.kind) ?? null;
  const unreadOnly = search.unread === "1";
  const [page, unread] = await Promise.all([
    listNotifications(ctx, { unreadOnly, kinds: kind ? [kind] : [] }),
    countUnread(ctx),
  ]);
  return (
    <NotificationsScreen page={page} filter={{ kind, unread: unreadOnly }} unread={unread} me={user.id} />
  );
}
