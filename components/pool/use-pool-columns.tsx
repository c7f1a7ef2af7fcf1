"use client";

import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useEntryText } from "@/components/customers/use-entry-text";
import { useMoments } from "@/components/customers/use-moments";
import { RowLink } from "@/components/data-table/row-action";
import type { Column } from "@/components/data-table/types";
import { GradeMark } from "@/components/ui/grade-mark";
import { chosenColumns, type ListColumn } from "@/components/views/chosen-columns";
import { useExtraColumns } from "@/components/views/use-extra-columns";
import type { PoolSort } from "@/lib/customers/list-schema";
import type { PoolRow } from "@/lib/customers/types";
import type { PoolQuota } from "@/lib/quotas/types";
import { type ColumnChoice, POOL_COLUMNS } from "@/lib/views/columns";
import { ClaimCell } from "./claim-cell";
import type { Mark } from "./claim-store";

/** How many of the last columns the words of a lost race stand over. */
export const TAIL_SPAN = 3;

type ColumnFacts = {
  sort: PoolSort;
  onSort: (sort: PoolSort) => void;
  isNew: (row: PoolRow) => boolean;
  markOf: (row: PoolRow) => Mark | null;
  quota: PoolQuota;
  onClaim: (row: PoolRow) => void;
  chosen: readonly ColumnChoice[] | undefined;
  /** Some of the rows show contacts masked. */
  masked: boolean;
};

/** The columns of the pool's table: as the design has them, phone and last owner leaving first, or as somebody chose them. */
export function usePoolColumns(facts: ColumnFacts): {
  columns: Column<PoolRow>[];
  all: ListColumn<PoolRow>[];
} {
  const c = useTranslations("pool.columns");
  const v = useTranslations("views.columns.pool");
  const common = useTranslations("common");
  const outcomes = useTranslations("enums.outcome");
  const now = useNow();
  const { age, moment } = useMoments();
  const entryText = useEntryText();
  const extra = useExtraColumns("pool", facts.masked);
  const { sort, onSort, isNew } = facts;
  const sorted = (by: PoolSort, direction: "asc" | "desc") => ({
    sort: { direction: sort === by ? direction : null, onSort: () => onSort(by) },
  });
  const text = (value: string | null) => <span title={value ?? undefined}>{value ?? "—"}</span>;
  const first: Column<PoolRow> = {
    ...{ id: "customer", header: c("customer"), least: 208 },
    ...sorted("name", "asc"),
    cell: (row, look) => (
      <span className="flex min-w-0 items-center gap-2">
        <GradeMark grade={row.grade} faded={look.state === "lost"} />
        <RowLink href={`/pool/${row.id}`} fresh={isNew(row) ? common("table.newSince") : undefined}>
          {row.name}
        </RowLink>
      </span>
    ),
  };
  const usual: (Column<PoolRow> & { width: number })[] = [
    {
      ...{ id: "region", header: c("region"), width: 72, muted: true, leaves: 5 },
      ...sorted("region", "asc"),
      cell: (row) => text(row.region),
    },
    {
      id: "industry",
      header: c("industry"),
      width: 84,
      muted: true,
      leaves: 4,
      cell: (row) => text(row.industry),
    },
    { id: "source", header: c("source"), width: 76, muted: true, leaves: 3, cell: (row) => text(row.source) },
    {
      ...{ id: "phone", header: c("phone"), width: 132, muted: true, leaves: 1 },
      cell: (row) => <PhoneCell row={row} />,
    },
    {
      id: "owner",
      header: c("lastOwner"),
      width: 76,
      muted: true,
      leaves: 2,
      cell: (row) => text(row.lastOwnerName),
    },
    {
      ...{ id: "held", header: c("held"), width: 56, numeric: true, muted: true },
      cell: (row) => (
        <span className={row.ownerCount > 2 ? "text-foreground" : undefined}>{row.ownerCount}</span>
      ),
    },
    {
      ...{ id: "result", header: <span className="ps-2.5">{c("lastResult")}</span>, width: 96, muted: true },
      cell: (row) => <span className="ps-2.5">{row.lastOutcome ? outcomes(row.lastOutcome) : "—"}</span>,
    },
    {
      ...{ id: "reason", header: c("reason"), width: 104, muted: true },
      cell: (row) => <span title={entryText(row.entered, true)}>{entryText(row.entered)}</span>,
    },
    {
      ...{ id: "entered", header: c("entered"), width: 68, numeric: true, muted: true },
      ...sorted("entered", "desc"),
      cell: (row) => <span title={moment(row.enteredAt, now)}>{age(row.enteredAt, now)}</span>,
    },
  ];
  const last: Column<PoolRow> = {
    ...{ id: "claim", header: null, width: 104, numeric: true },
    cell: (row) => (
      <ClaimCell row={row} mark={facts.markOf(row)} quota={facts.quota} onClaim={facts.onClaim} />
    ),
  };
  const own: (Column<PoolRow> & { width: number })[] = [
    {
      ...{ id: "lastFollowUp", width: 96, numeric: true, muted: true },
      header: v("lastFollowUp"),
      cell: (row) =>
        row.lastFollowUpAt ? (
          <span title={moment(row.lastFollowUpAt, now)}>{age(row.lastFollowUpAt, now)}</span>
        ) : (
          "—"
        ),
    },
    {
      ...{ id: "bounces", header: v("bounces"), width: 72, numeric: true, muted: true },
      ...sorted("bounces", "desc"),
      cell: (row) => row.bounceCount,
    },
  ];
  const labelled = [...usual, ...own].map((column): ListColumn<PoolRow> => {
    const known = POOL_COLUMNS.find((id) => id === column.id);
    return { ...column, label: known ? v(known) : column.id, masked: facts.masked && column.id === "phone" };
  });
  const all = [...labelled, ...extra.filter(({ id }) => !labelled.some((one) => one.id === id))];
  const columns = facts.chosen ? chosenColumns(first, all, facts.chosen, last) : [first, ...usual, last];
  return { columns, all };
}

/** The main contact's number, with a lock while it is masked. */
function PhoneCell({ row }: { row: PoolRow }) {
  const t = useTranslations("pool.contact");
  if (!row.contact?.phone) return "—";
  if (!row.contact.masked) return row.contact.phone;
  return (
    <span className="inline-flex items-center gap-1.5" title={t("afterClaim")}>
      {row.contact.phone}
      <Lock aria-hidden className="size-3 stroke-2 text-faint-foreground" />
    </span>
  );
}
