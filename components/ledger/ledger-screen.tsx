"use client";

import { Download, ListRestart, ScrollText, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { useCallback, useMemo, useState, useTransition } from "react";
import { useMoments } from "@/components/customers/use-moments";
import { DataTable } from "@/components/data-table/data-table";
import type { Column } from "@/components/data-table/types";
import { useKeysetRows } from "@/components/data-table/use-keyset-rows";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes, Peek } from "@/components/layout/panes";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Sheet } from "@/components/ui/sheet";
import type { EventKind } from "@/db/enums";
import { formatDay } from "@/lib/i18n/dates";
import { listEventsAction } from "@/lib/ledger/actions";
import type { LedgerPage, LedgerRow } from "@/lib/ledger/types";
import { type LedgerAddress, ledgerHref, ledgerQuery, NO_FILTERS } from "./address";
import { EventDetail } from "./event-detail";
import { EventSentence } from "./event-sentence";
import { type LedgerChoices, LedgerFilters } from "./ledger-filters";
import { useLedgerWords } from "./use-ledger-words";

const idOf = (row: LedgerRow): string => String(row.seq);
const nameOf = (row: LedgerRow): string => row.customer.name;

const TONES: Partial<Record<EventKind, "primary" | "warning" | "danger" | "info">> = {
  claimed: "primary",
  assigned: "primary",
  reclaimed: "warning",
  reclaim_undone: "info",
  departed: "warning",
  merged: "info",
  invalidated: "danger",
  protected: "info",
};

type ScreenProps = {
  page: LedgerPage;
  address: LedgerAddress;
  choices: LedgerChoices;
  customerName: string | null;
  /** Whether the books may be checked. */
  audits: boolean;
};

/** The ledger, newest first: every change of hands as a sentence, with the facts it was decided on. */
export function LedgerScreen({ page, address, choices, customerName, audits }: ScreenProps) {
  const t = useTranslations("ledger");
  const router = useRouter();
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const [moving, startMoving] = useTransition();
  const [openId, setOpenId] = useState<string | null>(null);
  const query = ledgerQuery(address);
  const initial = useMemo(
    () => ({ rows: page.rows, nextCursor: page.nextCursor === null ? null : String(page.nextCursor) }),
    [page],
  );
  const list = useKeysetRows<LedgerRow>({
    ...{ initial, getId: idOf, listKey: `ledger?${query}` },
    loadMore: async (cursor) => {
      const answer = await listEventsAction({ ...address, cursor: Number(cursor) });
      if (!answer.ok) throw new Error(answer.error);
      const { rows, nextCursor } = answer.data;
      return { rows, nextCursor: nextCursor === null ? null : String(nextCursor) };
    },
  });
  const go = (part: Partial<LedgerAddress>) => {
    setOpenId(null);
    startMoving(() => router.replace(ledgerHref({ ...address, ...part }), { scroll: false }));
  };
  const groupOf = useCallback(
    (row: LedgerRow) => {
      const label = formatDay(row.at, { locale, timeZone });
      return { key: label, label };
    },
    [locale, timeZone],
  );
  const columns = useColumns();
  const at = list.rows.findIndex((row) => idOf(row) === openId);
  const open = list.rows[at];
  const step = (by: 1 | -1) => {
    const next = list.rows[at + by];
    return next ? () => setOpenId(idOf(next)) : undefined;
  };
  return (
    <>
      <PageHeader title={t("title")} actions={<Actions query={query} audits={audits} />} />
      <PhoneHeader title={t("title")} actions={<Actions query={query} audits={audits} phone />} />
      <LedgerFilters {...{ address, choices, customerName, go }} />
      <Panes className={moving ? "opacity-60" : ""}>
        <Pane scroll={false}>
          <DataTable<LedgerRow>
            {...list}
            label={t("title")}
            getId={idOf}
            getName={nameOf}
            columns={columns}
            groupOf={groupOf}
            renderCard={(row) => <Card row={row} />}
            peekedId={openId}
            onPeek={(row) => setOpenId(row ? idOf(row) : null)}
            onOpen={(row) => setOpenId(idOf(row))}
            onLoadMore={list.loadMore}
            memoryKey={`ledger?${query}`}
            empty={
              <EmptyState
                icon={ScrollText}
                title={t(query ? "noneFound" : "none")}
                text={t(query ? "noneFoundText" : "noneText")}
                action={query ? <Button onClick={() => go(NO_FILTERS)}>{t("clear")}</Button> : undefined}
              />
            }
          />
        </Pane>
        {open ? (
          <Peek
            label={t("detail")}
            position={{ at: at + 1, of: list.rows.length }}
            onPrevious={step(-1)}
            onNext={step(1)}
            onClose={() => setOpenId(null)}
          >
            <EventDetail row={open} />
          </Peek>
        ) : null}
      </Panes>
      <PhoneSheet row={open ?? null} onClose={() => setOpenId(null)} />
    </>
  );
}

function Actions({ query, audits, phone = false }: { query: string; audits: boolean; phone?: boolean }) {
  const t = useTranslations("ledger");
  const sweeps = useTranslations("sweeps");
  const size = phone ? "touch" : "sm";
  return (
    <>
      <Button asChild variant="ghost" size={size} icon={phone}>
        <Link href="/settings/sweeps" aria-label={sweeps("title")}>
          <ListRestart aria-hidden />
          {phone ? null : sweeps("title")}
        </Link>
      </Button>
      {audits ? (
        <Button asChild variant="ghost" size={size} icon={phone}>
          <Link href="/ledger/audit" aria-label={t("audit.title")}>
            <ShieldCheck aria-hidden />
            {phone ? null : t("audit.title")}
          </Link>
        </Button>
      ) : null}
      <Button asChild variant={phone ? "ghost" : "outline"} size={size} icon={phone}>
        <a href={`/api/ledger/export${query ? `?${query}` : ""}`} download aria-label={t("export")}>
          <Download aria-hidden />
          {phone ? null : t("export")}
        </a>
      </Button>
    </>
  );
}

function useColumns(): readonly Column<LedgerRow>[] {
  const t = useTranslations("ledger");
  const kinds = useTranslations("enums.eventKind");
  const { hour } = useMoments();
  return [
    { id: "at", header: t("when"), width: 64, muted: true, cell: (row) => hour(row.at) },
    {
      id: "kind",
      header: t("kind"),
      width: 124,
      cell: (row) => <Badge tone={TONES[row.kind] ?? "grey"}>{kinds(row.kind)}</Badge>,
    },
    {
      id: "sentence",
      header: t("what"),
      least: 260,
      cell: (row) => (
        <span className="block truncate text-muted-foreground">
          <EventSentence row={row} />
        </span>
      ),
    },
    { id: "why", header: t("why"), width: 220, leaves: 2, cell: (row) => <Why row={row} /> },
    { id: "who", header: t("who"), width: 88, leaves: 1, muted: true, cell: (row) => <Who row={row} /> },
  ];
}

function Why({ row }: { row: LedgerRow }) {
  const words = useLedgerWords();
  const text = [words.why(row), words.via(row), row.note].filter(Boolean).join(" · ");
  return text ? (
    <span title={text} className="block truncate">
      {text}
    </span>
  ) : (
    <span className="text-faint-foreground">–</span>
  );
}

function Who({ row }: { row: LedgerRow }) {
  return useLedgerWords().who(row);
}

function Card({ row }: { row: LedgerRow }) {
  const kinds = useTranslations("enums.eventKind");
  const words = useLedgerWords();
  const { hour } = useMoments();
  const why = [words.why(row), words.via(row)].filter(Boolean).join(" · ");
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-0.5 py-2">
      <span className="flex items-center gap-2 text-12 text-muted-foreground">
        <Badge tone={TONES[row.kind] ?? "grey"}>{kinds(row.kind)}</Badge>
        <span className="ms-auto">{hour(row.at)}</span>
      </span>
      <span className="line-clamp-3 text-14 text-muted-foreground">
        <EventSentence row={row} />
      </span>
      {why ? <span className="truncate text-12 text-muted-foreground">{why}</span> : null}
    </div>
  );
}

/** The phone has no room beside the list: the event rises from below. */
function PhoneSheet({ row, onClose }: { row: LedgerRow | null; onClose: () => void }) {
  const t = useTranslations("ledger");
  const phone = typeof window !== "undefined" && window.matchMedia("(max-width: 767px)").matches;
  if (!phone) return null;
  return (
    <Sheet open={row !== null} onOpenChange={(open) => (open ? null : onClose())} title={t("detail")}>
      {row ? <EventDetail row={row} /> : null}
    </Sheet>
  );
}
