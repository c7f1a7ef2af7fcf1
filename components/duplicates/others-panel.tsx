"use client";

import { Shield } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent, NoteField } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Section } from "@/components/ui/section";
import { notify } from "@/components/ui/toast";
import { askForMergeAction } from "@/lib/duplicates/actions";
import type { OtherOfPair, Similar } from "@/lib/duplicates/types";
import { isEvidence, useReasons } from "./use-reasons";

/** The name of one that may be the same, and where it is, as far as the reader may know. */
export function OtherLine({ other }: { other: Similar }) {
  const t = useTranslations("duplicates.panel");
  const reasons = useReasons();
  const where = other.mine
    ? t("mine")
    : other.held
      ? other.ownerName
        ? t("heldBy", { name: other.ownerName })
        : t("held")
      : t("pooled");
  return (
    <div className="min-w-0 flex-1">
      <div className="flex items-center gap-1.5">
        {other.customerId ? (
          <Link href={`/customers/${other.customerId}`} className="truncate hover:text-primary-text">
            {other.name}
          </Link>
        ) : (
          <span className="truncate text-muted-foreground">{t("one")}</span>
        )}
        {other.protected ? (
          <Badge tone="grey">
            <Shield aria-hidden />
            {t("protected")}
          </Badge>
        ) : null}
      </div>
      <p className="truncate text-12 text-faint-foreground">
        {where} · {reasons(other.reasons.filter(isEvidence))}
      </p>
    </div>
  );
}

type PanelProps = { customerId: string; others: readonly OtherOfPair[]; decides: boolean };

/** On the page of a customer: which others it may be, and the way to have that decided. */
export function OthersPanel({ customerId, others, decides }: PanelProps) {
  const t = useTranslations("duplicates.panel");
  const [asking, setAsking] = useState<string | null>(null);
  const [asked, setAsked] = useState<ReadonlySet<string>>(new Set());
  if (others.length === 0) return null;
  return (
    <Section title={t("title")}>
      <ul className="flex flex-col gap-2.5">
        {others.map((other) => (
          <li key={other.pairId} className="flex items-start gap-2">
            <OtherLine other={other} />
            {decides ? (
              <Button asChild variant="text" size="xs">
                <Link href="/duplicates">{t("compare")}</Link>
              </Button>
            ) : other.asked || asked.has(other.pairId) ? (
              <span className="shrink-0 text-12 text-faint-foreground">{t("asked")}</span>
            ) : (
              <Button variant="text" size="xs" onClick={() => setAsking(other.pairId)}>
                {t("ask")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog open={asking !== null} onOpenChange={(next) => (next ? null : setAsking(null))}>
        {asking ? (
          <AskDialog
            key={asking}
            {...{ customerId, pairId: asking }}
            onDone={() => {
              setAsked((before) => new Set([...before, asking]));
              setAsking(null);
            }}
          />
        ) : null}
      </Dialog>
    </Section>
  );
}

function AskDialog(props: { customerId: string; pairId: string; onDone: () => void }) {
  const { customerId, pairId, onDone } = props;
  const t = useTranslations("duplicates.panel");
  const [note, setNote] = useState("");
  const { run, busy, failure } = useAsking();
  const ask = async () => {
    const done = await run((options) => askForMergeAction({ customerId, pairId, note }, options));
    if (!done) return;
    notify({ tone: "done", title: t("askDone") });
    onDone();
  };
  return (
    <AskContent title={t("ask")} confirm={t("send")} {...{ busy, failure }} onConfirm={() => void ask()}>
      <NoteField label={t("note")} value={note} onChange={setNote} />
    </AskContent>
  );
}
