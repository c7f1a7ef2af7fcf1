"use client";

import {
  ArrowRightLeft,
  Brush,
  CalendarX,
  ClipboardCheck,
  ClockAlert,
  FileDown,
  FileUp,
  Flag,
  Handshake,
  type LucideIcon,
  Merge,
  MessageCircleQuestion,
  OctagonPause,
  RotateCcw,
  ScrollText,
  Shield,
  ShieldCheck,
  ShieldQuestionMark,
  Split,
  Stamp,
  Undo2,
  UserPlus,
  Webhook,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMoments } from "@/components/customers/use-moments";
import { cn } from "@/components/ui/cn";
import type { NotificationKind } from "@/db/enums";
import type { NotificationRow } from "@/lib/notifications/types";
import { hrefOf, useMessageText } from "./message-text";

const ICONS: Record<NotificationKind, LucideIcon> = {
  deadline_near: ClockAlert,
  reclaimed: Undo2,
  assigned: UserPlus,
  transferred_in: ArrowRightLeft,
  transferred_out: ArrowRightLeft,
  handed_over: Handshake,
  protection_ended: Shield,
  import_finished: FileUp,
  policy_published: ScrollText,
  approval_asked: Stamp,
  draft_approved: Stamp,
  draft_unscheduled: CalendarX,
  threshold_asked: Stamp,
  threshold_settled: Stamp,
  sweep_held: OctagonPause,
  reclaim_undone: RotateCcw,
  assign_undone: RotateCcw,
  pool_cleaned_up: Brush,
  follow_up_flagged: Flag,
  protection_asked: ShieldQuestionMark,
  protection_answered: ShieldCheck,
  merged: Merge,
  merge_undone: Split,
  export_asked: FileDown,
  enquiry_received: MessageCircleQuestion,
  data_digest: ClipboardCheck,
  webhook_paused: Webhook,
};

type MessageRowProps = { row: NotificationRow; read: boolean; onRead: () => void };

/** One message: opens what it is about, and is read by that; or is marked read where it stands. */
export function MessageRow({ row, read, onRead }: MessageRowProps) {
  const t = useTranslations("notifications");
  const { hour } = useMoments();
  const { title, text } = useMessageText()(row);
  const Icon = ICONS[row.kind];
  const href = hrefOf(row);
  const body = (
    <>
      <span className={cn("block break-words", read ? "text-muted-foreground" : "font-medium")}>{title}</span>
      {text ? (
        <span className="block break-words text-12 text-muted-foreground max-md:text-13">{text}</span>
      ) : null}
    </>
  );
  return (
    <li className="flex items-start gap-3 border-hairline border-b px-5 py-2.5 max-md:px-4">
      <Icon
        aria-hidden
        className={cn("mt-0.5 size-4 shrink-0", read ? "text-faint-foreground" : "text-primary-text")}
      />
      {href ? (
        <Link
          href={href}
          onClick={() => !read && onRead()}
          className="min-w-0 flex-1 rounded-sm max-md:min-h-11"
        >
          {body}
        </Link>
      ) : (
        <span className="min-w-0 flex-1">{body}</span>
      )}
      <time
        dateTime={row.at.toISOString()}
        className="whitespace-nowrap pt-0.5 text-12 text-faint-foreground"
      >
        {hour(row.at)}
      </time>
      <span className="grid size-6 shrink-0 place-items-center">
        {read ? null : (
          <button
            type="button"
            aria-label={t("markRead", { title })}
            title={t("markReadShort")}
            onClick={onRead}
            className="hit grid size-5 place-items-center rounded-full hover:bg-muted"
          >
            <span className="size-2 rounded-full bg-primary" />
          </button>
        )}
      </span>
    </li>
  );
}
