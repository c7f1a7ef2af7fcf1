import { SearchX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { BehindKind } from "@/lib/stats/schema";
import type { BehindRow } from "@/lib/stats/types";
import { type Figures, useFigures } from "./use-figures";

type Column = "day" | "person" | "source" | "fate" | "duration" | "bounces";

/** What there is to say of each kind, beside the customer. */
const COLUMNS: Record<BehindKind, readonly Column[]> = {
  entered: ["day", "source", "person", "fate", "bounces"],
  taken: ["day", "person", "source", "fate", "bounces"],
  left: ["day", "person", "source", "duration"],
  returned: ["day", "source", "person", "duration", "bounces"],
  contacted: ["day", "person", "duration"],
  qualified: ["day", "person"],
  won: ["day", "person", "duration"],
  bounced: ["bounces", "day", "source", "fate"],
};
const NUMERIC: ReadonlySet<Column> = new Set(["duration", "bounces"]);

type Props = {
  kind: BehindKind;
  rows: readonly BehindRow[];
  /** Where the next page is, and whether this is not the first. */
  nextHref: string | null;
  firstHref: string | null;
};

/** The customers behind a number, a table or, on the phone, rows of two lines. */
export function BehindList({ kind, rows, nextHref, firstHref }: Props) {
  const t = useTranslations("dashboard.list");
  const figures = useFigures();
  const cell = useCell(figures);
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={t("empty")}
        text={t("emptyText")}
        action={
          <Button asChild>
            <Link href="/dashboard">{t("back")}</Link>
          </Button>
        }
      />
    );
  }
  const columns = COLUMNS[kind];
  return (
    <>
      <Table className="max-md:hidden">
        <thead>
          <Tr>
            <Th className="sticky top-0">{t("customer")}</Th>
            {columns.map((column) => (
              <Th key={column} numeric={NUMERIC.has(column)} className="sticky top-0">
                {t(column)}
              </Th>
            ))}
          </Tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={`${row.customerId} ${row.key}`}>
              <Td>
                <CustomerName row={row} />
              </Td>
              {columns.map((column) => (
                <Td
                  key={column}
                  numeric={NUMERIC.has(column)}
                  muted={column === "day"}
                  className="whitespace-nowrap"
                >
                  {cell(row, column)}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
      <ul className="md:hidden">
        {rows.map((row) => (
          <li key={`${row.customerId} ${row.key}`} className="border-hairline border-b px-4 py-2.5">
            <p className="font-medium text-16">
              <CustomerName row={row} />
            </p>
            <p className="flex flex-wrap gap-x-2 text-12 text-muted-foreground">
              {columns.map((column) => (
                <span key={column}>{cell(row, column)}</span>
              ))}
            </p>
          </li>
        ))}
      </ul>
      <div className="flex gap-2 px-5 py-3 max-md:px-4">
        {firstHref ? (
          <Button asChild>
            <Link href={firstHref}>{t("first")}</Link>
          </Button>
        ) : null}
        {nextHref ? (
          <Button asChild>
            <Link href={nextHref}>{t("more")}</Link>
          </Button>
        ) : null}
      </div>
    </>
  );
}

function CustomerName({ row }: { row: BehindRow }) {
  const t = useTranslations("dashboard.list");
  if (row.name === null) return <span className="text-faint-foreground">{t("hidden")}</span>;
  const href = row.state === "pooled" ? `/pool/${row.customerId}` : `/customers/${row.customerId}`;
  return (
    <Link href={href} prefetch={false} className="hit rounded-sm hover:text-primary-text">
      {row.name}
    </Link>
  );
}

function useCell(figures: Figures): (row: BehindRow, column: Column) => ReactNode {
  const t = useTranslations("dashboard");
  return (row, column) => {
    if (column === "day") return figures.day(row.dayOn);
    if (column === "person") return row.personName ?? "–";
    if (column === "source") return row.source ? t(`way.${row.source}`) : "–";
    if (column === "duration") return row.seconds === null ? "–" : figures.duration(row.seconds);
    if (column === "bounces") return row.bounces === null ? "–" : t("turnover.times", { times: row.bounces });
    if (row.fate === null) return "–";
    const taken = row.fate !== "waiting" && row.fate !== "gone";
    return (
      <>
        {t(`list.fates.${row.fate}`)}
        {taken ? (
          <span className="text-faint-foreground">
            {" "}
            · {t(row.followed ? "list.followedYes" : "list.followedNo")}
          </span>
        ) : null}
      </>
    );
  };
}
