"use client";

import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { RowAction, RowLink } from "@/components/data-table/row-action";
import type { Column } from "@/components/data-table/types";
import { GradeMark } from "@/components/ui/grade-mark";
import type { IssueRow } from "@/lib/quality/types";
import { KindBadge } from "./kind-badge";
import { useIssueWords } from "./use-issue-words";

/** The columns of the queue: who, what, why, where, since when. */
export function useIssueColumns(onEdit: (row: IssueRow) => void): Column<IssueRow>[] {
  const t = useTranslations("quality");
  const c = useTranslations("quality.columns");
  const { summary, place, foundBy } = useIssueWords();
  const now = useNow();
  const { day } = useMoments();
  return [
    {
      ...{ id: "customer", header: c("customer"), least: 180 },
      cell: ({ customer }) => (
        <span className="flex min-w-0 items-center gap-2">
          <GradeMark grade={customer.grade} />
          <RowLink href={`/customers/${customer.id}`}>{customer.name}</RowLink>
        </span>
      ),
    },
    {
      ...{ id: "kind", header: c("kind"), width: 124 },
      cell: ({ kind }) => <KindBadge kind={kind} />,
    },
    {
      ...{ id: "evidence", header: c("evidence"), width: 196, muted: true, leaves: 3 },
      cell: (row) => <span title={summary(row)}>{summary(row)}</span>,
    },
    { ...{ id: "place", header: c("place"), width: 108, muted: true, leaves: 2 }, cell: place },
    {
      ...{ id: "found", header: c("found"), width: 124, muted: true, leaves: 1 },
      cell: (row) => `${day(row.foundAt, now)} · ${foundBy(row)}`,
    },
    {
      ...{ id: "action", header: null, width: 92, numeric: true },
      cell: (row) => (
        <RowAction aria-label={`${t("actions.edit")} ${row.customer.name}`} onClick={() => onEdit(row)}>
          {t("actions.edit")}
        </RowAction>
      ),
    },
  ];
}
