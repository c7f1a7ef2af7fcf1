"use client";

import {
  ArrowDownToLine,
  ArrowRightLeft,
  Ban,
  DoorOpen,
  Eye,
  FilePlus2,
  Handshake,
  type LucideIcon,
  Merge,
  MessageCircleQuestionMark,
  Pencil,
  RotateCcw,
  Shield,
  ShieldOff,
  Split,
  TrendingDown,
  Undo2,
  UserPlus,
  UserX,
  Waves,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useMoney } from "@/components/customers/use-money";
import { followUpIcon } from "@/components/follow-ups/icons";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { ActivityKind, EventKind } from "@/db/enums";
import type { Stretch } from "@/lib/customers/customer-types";
import type { TimelineItem } from "@/lib/customers/timeline-types";
import { useFieldName } from "./use-field-name";
import { useOutcomeText, useOwnershipText } from "./use-timeline-words";

const EVENT_ICONS: Record<EventKind, LucideIcon> = {
  created: FilePlus2,
  claimed: ArrowDownToLine,
  claim_undone: RotateCcw,
  assigned: UserPlus,
  assign_undone: RotateCcw,
  transferred: ArrowRightLeft,
  released: Undo2,
  reclaimed: Undo2,
  reclaim_undone: RotateCcw,
  departed: UserX,
  protected: Shield,
  unprotected: ShieldOff,
  invalidated: Ban,
  restored: RotateCcw,
  moved: Waves,
  merged: Merge,
  merge_undone: Split,
  merge_returned: Split,
  merge_reversed: Split,
  merge_resumed: Split,
};

const ACTIVITY_ICONS: Record<ActivityKind, LucideIcon> = {
  visit: DoorOpen,
  page_view: Eye,
  enquiry: MessageCircleQuestionMark,
};

type Of<K extends TimelineItem["kind"]> = Extract<TimelineItem, { kind: K }>;

/** One entry of the stream: icon, sentence, its time, and what there is to read below. */
export function TimelineEntry({ item, stretch }: { item: TimelineItem; stretch: Stretch | null }) {
  if (item.kind === "follow_up") return <FollowUpEntry item={item} stretch={stretch} />;
  if (item.kind === "deal") return <DealEntry item={item} />;
  if (item.kind === "activity") return <ActivityEntry item={item} />;
  if (item.kind === "edit" && item.changes.some(({ field }) => field === "churnRiskAt")) {
    return <ChurnEntry item={item} />;
  }
  if (item.kind === "edit") return <EditEntry item={item} />;
  return <OwnershipEntry item={item} />;
}

type EntryProps = { icon: LucideIcon; at: Date; quiet?: boolean; title: ReactNode; children?: ReactNode };

function EntryFrame({ icon: Icon, at, quiet = false, title, children }: EntryProps) {
  const now = useNow();
  const { day, hour, moment } = useMoments();
  return (
    <li className="flex items-start gap-2.5 py-1.5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <div className={cn("min-w-0 flex-1", quiet && "text-muted-foreground")}>
        <div className="flex items-start gap-2">
          <span className="min-w-0 flex-1">{title}</span>
          <time
            dateTime={at.toISOString()}
            title={moment(at, now)}
            className="whitespace-nowrap text-12 text-muted-foreground leading-5"
          >
            {day(at, now)}
            <span className="max-md:hidden"> {hour(at)}</span>
          </time>
        </div>
        {children}
      </div>
    </li>
  );
}

function FollowUpEntry({ item, stretch }: { item: Of<"follow_up">; stretch: Stretch | null }) {
  const t = useTranslations("customer.timeline");
  const channels = useTranslations("enums.channel");
  const suspicions = useTranslations("enums.suspicion");
  const outcome = useOutcomeText();
  const now = useNow();
  const { moment } = useMoments();
  const by = stretch?.kind === "held" && stretch.owner.id === item.by.id ? null : item.by.name;
  const contact = item.contactName ? ` ${item.contactName}` : "";
  const why = item.because ? t(`because.${item.qualifies ? "yes" : "no"}.${item.because}`) : undefined;
  return (
    <EntryFrame
      icon={followUpIcon(item.channel, item.outcome)}
      at={item.at}
      title={
        <>
          {t("followUp", {
            channel: channels(item.channel),
            contact,
            outcome: outcome(item.channel, item.outcome),
          })}{" "}
          <Badge tone={item.qualifies ? "success" : "grey"} title={why} className="align-middle">
            {t(item.qualifies ? "counted" : "notCounted")}
          </Badge>
          {item.suspicions.map((sign) => (
            <Fragment key={sign}>
              {" "}
              <Badge tone="warning" className="align-middle">
                {suspicions(sign)}
              </Badge>
            </Fragment>
          ))}
        </>
      }
    >
      {item.note ? (
        <p className="whitespace-pre-wrap break-words text-muted-foreground">{item.note}</p>
      ) : null}
      {item.evidence ? (
        <p className="break-words text-12 text-muted-foreground">
          {t("evidence", { evidence: item.evidence })}
        </p>
      ) : null}
      {item.nextStepAt ? (
        <p className="text-12 text-faint-foreground">
          {t("thenPlanned", { step: item.nextStep ?? t("planOpen"), moment: moment(item.nextStepAt, now) })}
        </p>
      ) : null}
      {by ? <p className="text-12 text-faint-foreground">{t("writtenBy", { name: by })}</p> : null}
    </EntryFrame>
  );
}

function DealEntry({ item }: { item: Of<"deal"> }) {
  const t = useTranslations("customer.timeline");
  const money = useMoney();
  return (
    <EntryFrame
      icon={Handshake}
      at={item.at}
      title={
        <>
          {t("deal", { title: item.title })}{" "}
          <b className="font-medium">{money(item.amount, item.currency)}</b>
        </>
      }
    />
  );
}

function ActivityEntry({ item }: { item: Of<"activity"> }) {
  const t = useTranslations("customer.timeline");
  const did = useTranslations("enums.activity");
  return (
    <EntryFrame icon={ACTIVITY_ICONS[item.did]} at={item.at} title={did(item.did)}>
      {item.note ? (
        <p className="whitespace-pre-wrap break-words text-muted-foreground">{item.note}</p>
      ) : null}
      {item.byName ? (
        <p className="text-12 text-faint-foreground">{t("writtenBy", { name: item.byName })}</p>
      ) : null}
    </EntryFrame>
  );
}

/** A mark of churn, put on or taken off, with the note that came with it. */
function ChurnEntry({ item }: { item: Of<"edit"> }) {
  const t = useTranslations("customer.timeline");
  const mark = item.changes.find(({ field }) => field === "churnRiskAt");
  const note = item.changes.find(({ field }) => field === "churnNote")?.to;
  return (
    <EntryFrame icon={TrendingDown} at={item.at} quiet title={t(mark?.to ? "churn" : "churnOff")}>
      {note ? <p className="whitespace-pre-wrap break-words">{note}</p> : null}
      {item.byName ? (
        <p className="text-12 text-faint-foreground">{t("writtenBy", { name: item.byName })}</p>
      ) : null}
    </EntryFrame>
  );
}

function EditEntry({ item }: { item: Of<"edit"> }) {
  const t = useTranslations("customer.timeline");
  const fieldName = useFieldName();
  const [first] = item.changes;
  if (!first) return null;
  const words = (change: typeof first) =>
    t("change", {
      field: change.of?.label ?? fieldName(change.field),
      from: fieldName.value(change.field, change.from, change.of) ?? t("nothing"),
      to: fieldName.value(change.field, change.to, change.of) ?? t("nothing"),
    });
  return (
    <EntryFrame
      icon={Pencil}
      at={item.at}
      quiet
      title={item.changes.length === 1 ? words(first) : t("changes", { count: item.changes.length })}
    >
      {item.changes.length > 1 ? (
        <ul className="text-12">
          {item.changes.map((change) => (
            <li key={change.field} className="break-words">
              {words(change)}
            </li>
          ))}
        </ul>
      ) : null}
      {item.byName ? (
        <p className="text-12 text-faint-foreground">{t("editedBy", { name: item.byName })}</p>
      ) : null}
    </EntryFrame>
  );
}

function OwnershipEntry({ item }: { item: Of<"ownership"> }) {
  const { title, lines } = useOwnershipText()(item);
  return (
    <EntryFrame icon={EVENT_ICONS[item.event]} at={item.at} quiet title={title}>
      {lines.map((line) => (
        <p key={line} className="break-words">
          {line}
        </p>
      ))}
    </EntryFrame>
  );
}
