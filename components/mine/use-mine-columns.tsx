"use client";

import { useTranslations } from "next-intl";
import { ChurnBadge } from "@/components/customers/churn-badge";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useMoney } from "@/components/customers/use-money";
import { RowAction, RowLink } from "@/components/data-table/row-action";
import type { Column } from "@/components/data-table/types";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { GradeMark } from "@/components/ui/grade-mark";
import { chosenColumns, type ListColumn } from "@/components/views/chosen-columns";
import { useExtraColumns } from "@/components/views/use-extra-columns";
import type { MineSort } from "@/lib/customers/list-schema";
import type { MineRow } from "@/lib/customers/types";
import { type ColumnChoice, MINE_COLUMNS } from "@/lib/views/columns";
import { DeadlinePopover } from "./deadline-popover";

type ColumnFacts = {
  sort: MineSort;
  onSort: (sort: MineSort) => void;
  onFollowUp: (row: MineRow) => void;
  /** Several people's customers are in the list. */
  withOwner: boolean;
  chosen: readonly ColumnChoice[] | undefined;
  /** Some of the rows show contacts masked. */
  masked: boolean;
};

/** The columns of held customers: the countdown and its reason first, then what was last and what comes next; or as somebody chose them. */
export function useMineColumns(facts: ColumnFacts): {
  columns: Column<MineRow>[];
  all: ListColumn<MineRow>[];
} {
  const { sort, onSort, onFollowUp, withOwner, chosen, masked } = facts;
  const extra = useExtraColumns("mine", masked);
  const v = useTranslations("views.columns.mine");
  const c = useTranslations("mine.columns");
  const t = useTranslations("mine");
  const rules = useRuleWords();
  const stages = useTranslations("enums.stage");
  const channels = useTranslations("enums.channel");
  const followUp = useTranslations("followup");
  const now = useNow();
  const { day, moment } = useMoments();
  const money = useMoney();
  const sorted = (by: MineSort) => ({
    sort: { direction: sort === by ? ("asc" as const) : null, onSort: () => onSort(by) },
  });
  const why = (row: MineRow) => {
    if (row.wonAt) return t("wonReason");
    return row.dueRule ? rules.long(row.dueRule) : "—";
  };
  const next = (row: MineRow) => {
    if (!row.nextStepAt) return <span className="text-warning-text">{t("unplanned")}</span>;
    const late = row.nextStepAt < now;
    return (
      <span title={row.nextStep ?? undefined} className={late ? "text-warning-text" : undefined}>
        {moment(row.nextStepAt, now)}
      </span>
    );
  };
  const last = (row: MineRow) => {
    if (!row.qualifiedAt) return <b className="font-medium text-foreground">{t("never")}</b>;
    const parts = [day(row.qualifiedAt, now), row.qualifiedChannel ? channels(row.qualifiedChannel) : null];
    return parts.filter(Boolean).join(" · ");
  };
  const first: Column<MineRow> = {
    ...{ id: "customer", header: c("customer") },
    ...sorted("name"),
    cell: (row) => (
      <span className="flex min-w-0 items-center gap-2">
        <GradeMark grade={row.grade} />
        <RowLink href={`/customers/${row.id}`}>{row.name}</RowLink>
        <ChurnBadge at={row.churnRiskAt} className="shrink-0" />
      </span>
    ),
  };
  const usual: (Column<MineRow> & { width: number })[] = [
    { id: "owner", header: c("owner"), width: 76, muted: true, cell: (row) => row.owner.name },
    {
      ...{ id: "due", header: c("due"), width: 152 },
      ...sorted("due"),
      cell: (row) => <DeadlinePopover row={row} onFollowUp={() => onFollowUp(row)} />,
    },
    {
      ...{ id: "why", header: c("why"), width: 168, muted: true, leaves: 2 },
      cell: (row) => <span title={why(row)}>{why(row)}</span>,
    },
    {
      ...{ id: "last", header: c("last"), width: 128, muted: true, leaves: 3 },
      ...sorted("lastFollowUp"),
      cell: last,
    },
    {
      ...{ id: "next", header: c("next"), width: 148, muted: true, leaves: 4 },
      ...sorted("nextStep"),
      cell: next,
    },
    {
      ...{ id: "stage", header: c("stage"), width: 88, muted: true, leaves: 5 },
      cell: (row) => stages(row.stage),
    },
    {
      ...{ id: "amount", header: c("amount"), width: 104, numeric: true, muted: true, leaves: 1 },
      cell: (row) => (row.won ? money(row.won.amount, row.won.currency) : "—"),
    },
  ];
  const end: Column<MineRow> = {
    ...{ id: "action", header: null, width: 96, numeric: true },
    cell: (row) => (
      <RowAction aria-label={followUp("titleOf", { name: row.name })} onClick={() => onFollowUp(row)}>
        {followUp("logShort")}
      </RowAction>
    ),
  };
  const own: (Column<MineRow> & { width: number })[] = [
    {
      ...{ id: "heldSince", header: v("heldSince"), width: 96, muted: true },
      ...sorted("heldSince"),
      cell: (row) => day(row.heldSince, now),
    },
    { id: "pool", header: v("pool"), width: 96, muted: true, cell: (row) => row.pool.name },
  ];
  const labelled = [...usual, ...own].map((column): ListColumn<MineRow> => {
    const known = MINE_COLUMNS.find((id) => id === column.id);
    return { ...column, label: known ? v(known) : column.id };
  });
  const all = [...labelled, ...extra.filter(({ id }) => !labelled.some((one) => one.id === id))];
  const opened = usual.filter(({ id }) => withOwner || id !== "owner");
  return { columns: chosen ? chosenColumns(first, all, chosen, end) : [first, ...opened, end], all };
}
