"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import type { LedgerRow } from "@/lib/ledger/types";
import { useLedgerWords } from "./use-ledger-words";

/** One event as a sentence: who did what with whom, from where to where. */
export function EventSentence({ row }: { row: LedgerRow }) {
  const t = useTranslations("ledger.sentence");
  const words = useLedgerWords();
  const { moment } = useMoments();
  const now = useNow();
  return t.rich(row.kind, {
    who: words.who(row),
    from: row.fromOwner?.name ?? "",
    to: row.toOwner?.name ?? "",
    fromPool: row.fromPool?.name ?? "",
    pool: row.toPool.name,
    owned: String(row.toState === "owned"),
    pooled: String(row.toState === "pooled"),
    until: row.protectedUntil ? moment(row.protectedUntil, now) : "",
    c: (chunks: ReactNode) => (
      <Link
        href={`/customers/${row.customer.id}`}
        className="font-medium text-foreground hover:text-primary-text"
        onClick={(event) => event.stopPropagation()}
      >
        {row.customer.name}
        <span className="hidden">{chunks}</span>
      </Link>
    ),
  });
}
