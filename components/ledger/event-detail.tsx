"use client";

import Link from "next/link";
import { useTimeZone, useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { KeyValues, Section } from "@/components/ui/section";
import type { LedgerRow } from "@/lib/ledger/types";
import { EventSentence } from "./event-sentence";
import { useLedgerWords } from "./use-ledger-words";
import { UNSAID_FACTS } from "./words";

/** An event in full: both sides of it, why, and the facts on which it was decided. */
export function EventDetail({ row }: { row: LedgerRow }) {
  const t = useTranslations("ledger");
  const kinds = useTranslations("enums.eventKind");
  const words = useLedgerWords();
  const { moment } = useMoments();
  const now = useNow();
  const timeZone = useTimeZone() ?? "UTC";
  const poolId = row.fromPool?.id ?? row.toPool.id;
  const rule = words.rule(row);
  const facts = Object.entries(row.facts ?? {}).filter(([key]) => !UNSAID_FACTS.includes(key));
  return (
    <>
      <p className="px-5 pb-3.5 text-16 max-md:px-0">
        <EventSentence row={row} />
      </p>
      <Section className="max-md:px-0">
        <KeyValues
          items={[
            { label: t("when"), value: <span title={timeZone}>{moment(row.at, now)}</span> },
            { label: t("kind"), value: kinds(row.kind) },
            { label: t("who"), value: [words.who(row), words.via(row)].filter(Boolean).join(t("separator")) },
            { label: t("from"), value: <Place row={row} side="from" /> },
            { label: t("to"), value: <Place row={row} side="to" /> },
            ...(row.reason ? [{ label: t("reason"), value: words.reason(row.reason) }] : []),
            ...(row.note ? [{ label: t("note"), value: row.note }] : []),
            ...(rule
              ? [
                  {
                    label: t("rule"),
                    value: (
                      <Link href={`/settings/pools/${poolId}?tab=versions`} className="text-primary-text">
                        {rule}
                      </Link>
                    ),
                  },
                ]
              : []),
            { label: t("version"), value: t("versionOf", { version: row.version, seq: row.seq }) },
          ]}
        />
      </Section>
      <Section title={t("basis")} className="max-md:px-0">
        {facts.length > 0 ? (
          <KeyValues
            className="grid-cols-[112px_1fr]"
            items={facts.map(([key, value]) => ({
              key,
              label: words.fact(key),
              value: words.value(row, key, value),
            }))}
          />
        ) : (
          <p className="text-muted-foreground">{t("noBasis")}</p>
        )}
        <Link href={`/ledger?customer=${row.customer.id}`} className="mt-3 inline-block text-primary-text">
          {t("wholeStory")}
        </Link>
      </Section>
    </>
  );
}

function Place({ row, side }: { row: LedgerRow; side: "from" | "to" }) {
  const states = useTranslations("enums.state");
  const t = useTranslations("ledger");
  const state = side === "from" ? row.fromState : row.toState;
  const owner = side === "from" ? row.fromOwner : row.toOwner;
  const pool = side === "from" ? row.fromPool : row.toPool;
  if (!state) return <span className="text-muted-foreground">{t("nowhere")}</span>;
  return (
    <span>
      {owner ? (
        <Link href={`/members/${owner.id}`} className="hover:text-primary-text">
          {owner.name}
        </Link>
      ) : (
        states(state)
      )}
      {pool ? <span className="ms-2 text-muted-foreground">{pool.name}</span> : null}
    </span>
  );
}
