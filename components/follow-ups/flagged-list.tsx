"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useOutcomeText } from "@/components/customer/use-timeline-words";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Badge } from "@/components/ui/badge";
import type { FlaggedFollowUp } from "@/lib/follow-ups/types";
import { followUpIcon } from "./icons";

/** Follow-ups of one's people that look as if they had only been written down, each with why. */
export function FlaggedList({ flagged }: { flagged: readonly FlaggedFollowUp[] }) {
  const t = useTranslations("followup.list");
  if (flagged.length === 0) return null;
  return (
    <section aria-label={t("flagged")}>
      <h2 className="flex h-9 items-center gap-2 border-hairline border-b bg-sidebar px-5 font-medium max-md:h-11 max-md:bg-background max-md:px-4">
        {t("flagged")}
        <span className="font-normal text-12 text-muted-foreground">{t("flaggedNote")}</span>
      </h2>
      <ul>
        {flagged.map((row) => (
          <FlaggedRow key={row.id} row={row} />
        ))}
      </ul>
    </section>
  );
}

function FlaggedRow({ row }: { row: FlaggedFollowUp }) {
  const t = useTranslations("followup.list");
  const channels = useTranslations("enums.channel");
  const suspicions = useTranslations("enums.suspicion");
  const outcome = useOutcomeText();
  const now = useNow();
  const { moment } = useMoments();
  const Icon = followUpIcon(row.channel, row.outcome);
  return (
    <li className="flex items-start gap-2.5 border-hairline border-b px-5 py-2.5 max-md:px-4">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <Link
            href={`/customers/${row.customerId}`}
            className="hit-line min-w-0 truncate font-medium hover:underline"
          >
            {row.name}
          </Link>
          <span className="text-12 text-muted-foreground">
            {t("flaggedBy", { name: row.byName, moment: moment(row.at, now) })}
          </span>
        </span>
        <span className="block break-words text-muted-foreground">
          {channels(row.channel)} · {outcome(row.channel, row.outcome)}
          {row.note ? ` · ${row.note}` : ""}
        </span>
        <span className="mt-1 flex flex-wrap gap-1">
          {row.suspicions.map((sign) => (
            <Badge key={sign} tone="warning">
              {suspicions(sign)}
            </Badge>
          ))}
          <Badge tone={row.qualifies ? "success" : "grey"}>
            {t(row.qualifies ? "counted" : "notCounted")}
          </Badge>
        </span>
      </span>
    </li>
  );
}
