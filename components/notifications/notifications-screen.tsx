"use client";

import { Bell, CheckCheck } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { answered } from "@/components/follow-ups/answered";
import { PageHeader, PhoneHeader, Toolbar } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveRefresh } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { QuickChip } from "@/components/ui/filter-chip";
import { ViewTabs } from "@/components/ui/tabs";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { NOTIFICATION_KINDS, type NotificationKind } from "@/db/enums";
import type { ActionFailure } from "@/lib/action-result";
import { listNotificationsAction, markAllReadAction, markReadAction } from "@/lib/notifications/actions";
import type { NotificationPage } from "@/lib/notifications/queries";
import type { NotificationRow } from "@/lib/notifications/types";
import { MessageRow } from "./message-row";

export type NotificationFilter = { kind: NotificationKind | null; unread: boolean };
type ScreenProps = { page: NotificationPage; filter: NotificationFilter; unread: number; me: string };

function hrefOf({ kind, unread }: NotificationFilter): string {
  const search = new URLSearchParams();
  if (kind) search.set("kind", kind);
  if (unread) search.set("unread", "1");
  const text = search.toString();
  return text ? `/notifications?${text}` : "/notifications";
}

/** What the system told the person, by day: opened, marked, narrowed by kind. */
export function NotificationsScreen({ page, filter, unread, me }: ScreenProps) {
  const t = useTranslations("notifications");
  const kinds = useTranslations("enums.notificationKind");
  const list = useMessages(page, filter);
  const router = useRouter();
  useLiveRefresh((event) => event.owners.includes(me));
  const all =
    unread > 0 ? (
      <Button variant="ghost" size="sm" lead={<CheckCheck aria-hidden />} onClick={() => void list.readAll()}>
        {t("markAll")}
      </Button>
    ) : undefined;
  const go = (next: NotificationFilter) => router.push(hrefOf(next), { scroll: false });
  return (
    <>
      <PageHeader
        title={t("title")}
        note={unread > 0 ? t("unreadCount", { count: unread }) : undefined}
        actions={all}
      />
      <PhoneHeader title={t("title")} back={{ href: "/today", label: t("back") }} actions={all} />
      <ViewTabs
        label={t("title")}
        current={filter.unread ? "unread" : "all"}
        items={[
          { value: "all", label: t("views.all"), href: hrefOf({ ...filter, unread: false }) },
          {
            value: "unread",
            label: t("views.unread"),
            count: unread,
            href: hrefOf({ ...filter, unread: true }),
          },
        ]}
      />
      <Toolbar label={t("filter")} wrap>
        {NOTIFICATION_KINDS.map((kind) => (
          <QuickChip
            key={kind}
            on={filter.kind === kind}
            className={filter.kind === kind ? "border-primary-line bg-primary-subtle text-primary-text" : ""}
            onClick={() => go({ ...filter, kind: filter.kind === kind ? null : kind })}
          >
            {kinds(kind)}
          </QuickChip>
        ))}
      </Toolbar>
      <Panes>
        <Pane>
          <div className="max-w-[820px]">
            {list.rows.length === 0 ? <Nothing filter={filter} /> : <Days {...list} />}
            {list.hasMore ? (
              <div className="px-5 py-3 max-md:px-4">
                <Button busy={list.loading} onClick={() => void list.more()}>
                  {t("more")}
                </Button>
              </div>
            ) : null}
          </div>
        </Pane>
      </Panes>
    </>
  );
}

function Nothing({ filter }: { filter: NotificationFilter }) {
  const t = useTranslations("notifications.empty");
  const narrowed = filter.kind !== null || filter.unread;
  return (
    <EmptyState
      icon={Bell}
      title={t(filter.kind ? "ofKind" : filter.unread ? "unread" : "none")}
      text={narrowed ? undefined : t("text")}
      action={
        narrowed ? (
          <Button asChild>
            <Link href="/notifications">{t("showAll")}</Link>
          </Button>
        ) : undefined
      }
    />
  );
}

type DaysProps = Pick<ReturnType<typeof useMessages>, "rows" | "isRead" | "read">;

function Days({ rows, isRead, read }: DaysProps) {
  const common = useTranslations("common");
  const now = useNow();
  const { day, daysSince } = useMoments();
  const groups: { key: number; rows: NotificationRow[] }[] = [];
  for (const row of rows) {
    const key = daysSince(row.at, now);
    const last = groups.at(-1);
    if (last?.key === key) last.rows.push(row);
    else groups.push({ key, rows: [row] });
  }
  return groups.map(({ key, rows: own }) => {
    const [first] = own;
    const label =
      key <= 0 ? common("today") : key === 1 ? common("yesterday") : first ? day(first.at, now) : "";
    return (
      <section key={key}>
        <h2 className="px-5 pt-3.5 pb-1 font-medium text-12 text-muted-foreground max-md:px-4">{label}</h2>
        <ul>
          {own.map((row) => (
            <MessageRow key={row.id} row={row} read={isRead(row)} onRead={() => void read(row)} />
          ))}
        </ul>
      </section>
    );
  });
}

/** The first page, what was read further down, and what was marked read a moment ago. */
function useMessages(page: NotificationPage, filter: NotificationFilter) {
  const say = useErrorText();
  const router = useRouter();
  const [later, setLater] = useState<{ of: string; rows: NotificationRow[]; cursor: string | null } | null>(
    null,
  );
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [loading, setLoading] = useState(false);
  const key = hrefOf(filter);
  const extra = later?.of === key ? later : null;
  const known = new Set(page.rows.map((row) => row.id));
  const rows = [...page.rows, ...(extra?.rows ?? []).filter((row) => !known.has(row.id))];
  const cursor = extra ? extra.cursor : page.nextCursor;
  const fail = (answer: ActionFailure) =>
    notify({ tone: "problem", title: say({ code: answer.error, params: answer.params }) });

  const more = async () => {
    if (!cursor || loading) return;
    setLoading(true);
    const kinds = filter.kind ? [filter.kind] : [];
    const answer = await answered(listNotificationsAction({ cursor, unreadOnly: filter.unread, kinds }));
    setLoading(false);
    if (!answer.ok) fail(answer);
    else
      setLater({
        of: key,
        rows: [...(extra?.rows ?? []), ...answer.data.rows],
        cursor: answer.data.nextCursor,
      });
  };
  const mark = (ids: readonly string[]) => setMarked((now) => new Set([...now, ...ids]));
  const read = async (row: NotificationRow) => {
    mark([row.id]);
    const answer = await answered(markReadAction({ id: row.id }));
    if (!answer.ok) fail(answer);
  };
  const readAll = async () => {
    mark(rows.map((row) => row.id));
    const answer = await answered(markAllReadAction(undefined));
    if (!answer.ok) fail(answer);
    router.refresh();
  };
  const isRead = (row: NotificationRow) => row.readAt !== null || marked.has(row.id);
  return { rows, isRead, read, readAll, more, loading, hasMore: cursor !== null };
}
