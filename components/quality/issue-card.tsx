"use client";

import { Pencil } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { GradeMark } from "@/components/ui/grade-mark";
import type { IssueRow } from "@/lib/quality/types";
import { KindBadge } from "./kind-badge";
import { useIssueWords } from "./use-issue-words";

type CardProps = { row: IssueRow; onEdit: (row: IssueRow) => void };

/** The phone's row of the queue: who, what and why, and the edit within reach of the thumb. */
export function IssueCard({ row, onEdit }: CardProps) {
  const t = useTranslations("quality.actions");
  const { summary, place } = useIssueWords();
  const now = useNow();
  const { day } = useMoments();
  const { customer } = row;
  return (
    <>
      <span className="mt-0.5 self-start">
        <GradeMark grade={customer.grade} />
      </span>
      <span className="min-w-0 flex-1">
        <Link
          href={`/customers/${customer.id}`}
          prefetch={false}
          data-row-link
          className="hit-line block truncate font-medium text-16"
        >
          {customer.name}
        </Link>
        <span className="mt-0.5 flex min-w-0 items-center gap-2 text-13 text-muted-foreground">
          <KindBadge kind={row.kind} />
          <span className="truncate">{summary(row)}</span>
        </span>
        <span className="mt-1 block truncate text-12 text-faint-foreground">
          {`${place(row)} · ${day(row.foundAt, now)}`}
        </span>
      </span>
      <Button
        variant="claim"
        size="touch"
        icon
        aria-label={`${t("edit")} ${customer.name}`}
        onClick={() => onEdit(row)}
        className="min-w-11"
      >
        <Pencil aria-hidden />
      </Button>
    </>
  );
}
