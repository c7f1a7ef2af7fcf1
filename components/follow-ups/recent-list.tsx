"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useOutcomeText } from "@/components/customer/use-timeline-words";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { recentFollowUpsAction } from "@/lib/follow-ups/actions";
import type { RecentFollowUp, RecentFollowUps } from "@/lib/follow-ups/types";
import { answered } from "./answered";
import { followUpIcon } from "./icons";

/** What the person wrote lately, wherever the customers are by now. */
export function RecentList({ recent }: { recent: RecentFollowUps }) {
  const t = useTranslations("followup.list");
  const [more, setMore] = useState<RecentFollowUps | null>(null);
  const [loading, setLoading] = useState(false);
  const known = new Set(recent.rows.map((row) => row.id));
  const rows = [...recent.rows, ...(more?.rows ?? []).filter((row) => !known.has(row.id))];
  const next = more ? more.next : recent.next;
  const load = async () => {
    if (!next || loading) return;
    setLoading(true);
    const answer = await answered(recentFollowUpsAction({ before: next }));
    setLoading(false);
    if (answer.ok) setMore({ rows: [...(more?.rows ?? []), ...answer.data.rows], next: answer.data.next });
  };
  return (
    <section aria-label={t("recent")} className="min-w-0">
      <h2 className="flex h-9 items-center border-hairline border-b bg-sidebar px-5 font-medium max-md:h-11 max-md:bg-background max-md:px-4">
        {t("recent")}
      </h2>
      {rows.length === 0 ? (
        <p className="px-5 py-3 text-muted-foreground max-md:px-4">{t("emptyRecent")}</p>
      ) : null}
      <ul>
        {rows.map((row) => (
          <RecentRow key={row.id} row={row} />
        ))}
      </ul>
      {next ? (
        <div className="px-5 py-3 max-md:px-4">
          <Button busy={loading} onClick={() => void load()}>
            {t("loadMore")}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function RecentRow({ row }: { row: RecentFollowUp }) {
  const t = useTranslations("followup.list");
  const line = useTranslations("customer.timeline");
  const channels = useTranslations("enums.channel");
  const outcome = useOutcomeText();
  const now = useNow();
  const { moment } = useMoments();
  const Icon = followUpIcon(row.channel, row.outcome);
  return (
    <li className="flex items-start gap-2.5 border-hairline border-b px-5 py-2.5 max-md:px-4">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          {row.held ? (
            <Link
              href={`/customers/${row.customerId}`}
              prefetch={false}
              className="hit-line min-w-0 truncate font-medium"
            >
              {row.name}
            </Link>
          ) : (
            <span className="min-w-0 truncate text-muted-foreground" title={t("gone")}>
              {row.name}
            </span>
          )}
          <time
            dateTime={row.at.toISOString()}
            className="ms-auto whitespace-nowrap text-12 text-faint-foreground"
          >
            {moment(row.at, now)}
          </time>
        </span>
        <span className="block text-muted-foreground">
          {line("followUp", {
            channel: channels(row.channel),
            contact: "",
            outcome: outcome(row.channel, row.outcome),
          })}{" "}
          <Badge tone={row.qualifies ? "success" : "grey"} className="align-middle">
            {t(row.qualifies ? "counted" : "notCounted")}
          </Badge>
        </span>
        {row.note ? (
          <span className="line-clamp-2 break-words text-12 text-muted-foreground">{row.note}</span>
        ) : null}
      </span>
    </li>
  );
}
