"use client";

import { CircleCheck, CopyCheck, Settings2 } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { parseAsString, useQueryState } from "nuqs";
import { useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { useKeysetRows } from "@/components/data-table/use-keyset-rows";
import { PageHeader, PhoneHeader, Toolbar } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { useLiveRefresh } from "@/components/live/live-provider";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { NativeSelect } from "@/components/ui/select";
import { ViewTabs } from "@/components/ui/tabs";
import { DATA_ISSUE_KINDS, type DataIssueKind } from "@/db/enums";
import { listIssuesAction } from "@/lib/quality/actions";
import type { IssueRow } from "@/lib/quality/types";
import { qualityHref } from "./address";
import { EditIssue } from "./edit-issue";
import { IssueCard } from "./issue-card";
import { IssuePeek } from "./issue-peek";
import { PoolsPane } from "./pools-pane";
import { SettleDialog } from "./settle-dialog";
import type { QualityFacts, Settling } from "./types";
import { useIssueColumns } from "./use-issue-columns";
import { useSettle } from "./use-settle";

const NOBODY: ReadonlySet<string> = new Set();
const rowId = (row: IssueRow) => row.id;
const rowName = (row: IssueRow) => row.customer.name;
const CHANGES: ReadonlySet<string> = new Set(["data_reported", "data_audited", "data_settled", "edited"]);

/** What is wrong with the data of customers: the queue, and beside it how good the data of each pool is. */
export function QualityScreen({ facts }: { facts: QualityFacts }) {
  const t = useTranslations("quality");
  const router = useRouter();
  const { rows, list, listKey, drop } = useIssues(facts);
  const [selection, setSelection] = useState(NOBODY);
  const [editing, setEditing] = useState<IssueRow | null>(null);
  const [settling, setSettling] = useState<{ rows: readonly IssueRow[]; as: Settling } | null>(null);
  const [peekId, setPeekId] = useQueryState("peek", parseAsString);
  useLiveRefresh((event) => CHANGES.has(event.kind));
  const deeds = useSettle((issueIds) => {
    drop(issueIds);
    setSelection(NOBODY);
  });
  const ask = (chosen: readonly IssueRow[], as: Settling) => setSettling({ rows: chosen, as });
  const columns = useIssueColumns(setEditing);
  const peek = (row: IssueRow | null) =>
    void setPeekId(row?.id ?? null, { history: peekId && row ? "replace" : "push" });
  const at = rows.findIndex((row) => row.id === peekId);
  const peeked = rows[at];
  const chosen = rows.filter((row) => selection.has(row.id));
  const step = (by: 1 | -1) => {
    const next = rows[at + by];
    if (next) peek(next);
  };
  return (
    <Panes>
      <Pane scroll={false}>
        <Head facts={facts} />
        <DataTable
          label={t("title")}
          {...{ rows, columns, peekedId: peekId, onPeek: peek }}
          getId={rowId}
          getName={rowName}
          renderCard={(row) => <IssueCard row={row} onEdit={setEditing} />}
          onOpen={(row) => router.push(`/customers/${row.customer.id}`)}
          selection={selection}
          onSelectionChange={setSelection}
          rowKeys={[
            { keys: "e", label: t("keys.edit"), run: setEditing },
            { keys: "d", label: t("keys.dismiss"), run: (row) => ask([row], "dismissed") },
            { keys: "i", label: t("keys.invalid"), run: (row) => ask([row], "invalidated") },
          ]}
          hasMore={list.hasMore}
          loading={list.loading}
          failed={list.failed}
          onLoadMore={list.loadMore}
          memoryKey={listKey}
          empty={<Nothing facts={facts} />}
          bulkActions={<BulkActions chosen={chosen} onSettle={ask} />}
        />
      </Pane>
      {peeked ? (
        <IssuePeek
          row={peeked}
          position={{ at: at + 1, of: rows.length }}
          onMove={step}
          onClose={() => peek(null)}
          onEdit={setEditing}
          onSettle={ask}
        />
      ) : (
        <Pane width="next" label={t("pools.title")} className="max-md:border-hairline max-md:border-t">
          <PoolsPane counts={facts.counts} />
        </Pane>
      )}
      <EditIssue row={editing} onClose={() => setEditing(null)} />
      <Dialog open={settling !== null} onOpenChange={(open) => !open && setSettling(null)}>
        {settling ? <SettleDialog {...settling} deeds={deeds} onDone={() => setSettling(null)} /> : null}
      </Dialog>
    </Panes>
  );
}

type BulkProps = {
  chosen: readonly IssueRow[];
  onSettle: (rows: readonly IssueRow[], as: Settling) => void;
};

function BulkActions({ chosen, onSettle }: BulkProps) {
  const t = useTranslations("quality.actions");
  return (
    <>
      <Button size="sm" onClick={() => onSettle(chosen, "invalidated")}>
        {t("invalid")}
      </Button>
      <Button size="sm" onClick={() => onSettle(chosen, "dismissed")}>
        {t("dismiss")}
      </Button>
      <Button size="sm" onClick={() => onSettle(chosen, "fixed")}>
        {t("fixed")}
      </Button>
    </>
  );
}

/** A queue that is whole on the first page follows the server; a longer one grows and loses what is settled. */
function useIssues({ page, kind, pool }: QualityFacts) {
  const listKey = `quality ${kind ?? ""} ${pool?.id ?? ""}`;
  const [settled, setSettled] = useState<ReadonlySet<string>>(NOBODY);
  const loadMore = async (cursor: string) => {
    const input = { ...(kind ? { kind } : {}), ...(pool ? { poolId: pool.id } : {}), cursor };
    const answer = await listIssuesAction(input);
    if (!answer.ok) throw new Error(answer.error);
    return answer.data;
  };
  const list = useKeysetRows({ initial: page, loadMore, getId: rowId, listKey });
  const whole = page.nextCursor === null;
  return {
    ...{ listKey, list: whole ? { ...list, hasMore: false } : list },
    rows: whole ? page.rows : list.rows.filter(({ id }) => !settled.has(id)),
    drop: (issueIds: readonly string[]) => setSettled((before) => new Set([...before, ...issueIds])),
  };
}

function Nothing({ facts }: { facts: QualityFacts }) {
  const t = useTranslations("quality.empty");
  const filtered = facts.kind !== null || facts.pool !== null;
  return filtered ? (
    <EmptyState icon={CircleCheck} title={t("filteredTitle")} text={t("filteredText")} />
  ) : (
    <EmptyState icon={CircleCheck} title={t("title")} text={t("text")} />
  );
}

/** The title with the number that matters, the kinds as views, and the pool and the duplicates beside them. */
function Head({ facts }: { facts: QualityFacts }) {
  const t = useTranslations("quality");
  const router = useRouter();
  const { counts, kind, pool, admin } = facts;
  const shown = counts.pools.filter((one) => !pool || one.pool.id === pool.id);
  const of = (one: DataIssueKind) => shown.reduce((sum, { open }) => sum + (open[one] ?? 0), 0);
  const all = DATA_ISSUE_KINDS.reduce((sum, one) => sum + of(one), 0);
  const pairs = shown.reduce((sum, { duplicates }) => sum + duplicates, 0);
  const number = t.rich("waiting", { count: all, b: (chunks) => <b>{chunks}</b> });
  const settings = (
    <Link href="/settings/quality" aria-label={t("settings.title")}>
      <Settings2 aria-hidden />
    </Link>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        keyNumber={<span>{number}</span>}
        {...(admin
          ? {
              actions: (
                <Button asChild size="sm" variant="ghost" icon>
                  {settings}
                </Button>
              ),
            }
          : {})}
      />
      <PhoneHeader
        title={t("title")}
        note={<span>{number}</span>}
        {...(admin
          ? {
              actions: (
                <Button asChild size="touch" variant="ghost" icon>
                  {settings}
                </Button>
              ),
            }
          : {})}
      />
      <ViewTabs
        label={t("views.label")}
        current={kind ?? "all"}
        items={[
          {
            ...{ value: "all", label: t("views.all"), count: all },
            href: qualityHref({ kind: null, pool: pool?.id ?? null }),
          },
          ...DATA_ISSUE_KINDS.map((one) => ({
            ...{ value: one, label: t(`kinds.${one}`), count: of(one) },
            href: qualityHref({ kind: one, pool: pool?.id ?? null }),
          })),
        ]}
      />
      <Toolbar label={t("pool.label")}>
        <NativeSelect
          inputSize="sm"
          aria-label={t("pool.label")}
          className="w-44 shrink-0"
          value={pool?.id ?? ""}
          options={[
            { value: "", label: t("pool.all") },
            ...counts.pools.map((one) => ({ value: one.pool.id, label: one.pool.name })),
          ]}
          onChange={(event) =>
            router.push(qualityHref({ kind, pool: event.target.value || null }), { scroll: false })
          }
        />
        {pairs > 0 ? (
          <Button asChild size="sm" variant="text" lead={<CopyCheck aria-hidden />}>
            <Link href="/duplicates">{t("duplicates", { count: pairs })}</Link>
          </Button>
        ) : null}
      </Toolbar>
    </>
  );
}
