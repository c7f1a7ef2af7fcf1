"use client";

import { Check } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useState } from "react";
import { refusalIcon } from "@/components/customers/refusal-note";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { useErrorText } from "@/components/ui/use-error-text";
import type { Outcome } from "@/lib/ownership/claim-customers";
import { type BulkResults as Results, wonOf } from "./use-bulk-claim";
import { useDeadlineText } from "./use-claim";

type BulkResultsProps = { results: Results | null; onClose: () => void; onUndo: () => void };
type Refused = Extract<Outcome, { ok: false }>;

/** What became of every row of a bulk claim, grouped by the reason, with one undo for all that were got. */
export function BulkResults({ results, onClose, onUndo }: BulkResultsProps) {
  const t = useTranslations("pool.bulk");
  const common = useTranslations("common");
  return (
    <Dialog open={results !== null} onOpenChange={(open) => !open && onClose()}>
      {results ? (
        <DialogContent
          title={t("results")}
          width="md"
          footer={
            <>
              <UndoAll results={results} onUndo={onUndo} />
              <Button variant="primary" onClick={onClose}>
                {common("done")}
              </Button>
            </>
          }
        >
          <Groups outcomes={results.outcomes} />
        </DialogContent>
      ) : null}
    </Dialog>
  );
}

function Groups({ outcomes }: { outcomes: readonly Outcome[] }) {
  const t = useTranslations("pool.bulk");
  const say = useErrorText();
  const deadline = useDeadlineText();
  const won = wonOf(outcomes);
  const refused = outcomes.filter((one): one is Refused => !one.ok);
  const reasons = new Map<string, Refused[]>();
  for (const one of refused) reasons.set(say(one), [...(reasons.get(say(one)) ?? []), one]);
  return (
    <div className="flex flex-col gap-4">
      {won.length > 0 ? (
        <Group
          icon={<Check aria-hidden className="size-4 text-primary-text" />}
          title={t("got", { count: won.length })}
        >
          {won.map(({ customerId, held }) => (
            <Row key={customerId} href={`/customers/${customerId}`} name={held.name} note={deadline(held)} />
          ))}
        </Group>
      ) : null}
      {[...reasons].map(([reason, rows]) => {
        const [first] = rows;
        const Icon = first ? refusalIcon(first.error) : Check;
        return (
          <Group
            key={reason}
            icon={<Icon aria-hidden className="size-4 text-muted-foreground" />}
            title={t("reasonCount", { reason, count: rows.length })}
          >
            {rows.map(({ customerId, name }) => (
              <Row key={customerId} href={`/pool/${customerId}`} name={name ?? ""} />
            ))}
          </Group>
        );
      })}
    </div>
  );
}

function Group({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="flex items-start gap-2 font-medium text-13">
        <span className="mt-0.5 shrink-0">{icon}</span>
        {title}
      </h3>
      <ul className="mt-1 ps-6">{children}</ul>
    </section>
  );
}

function Row({ href, name, note }: { href: string; name: string; note?: string }) {
  return (
    <li className="flex min-h-7 items-center gap-3 border-hairline border-b last:border-b-0 max-md:min-h-11">
      <Link href={href} prefetch={false} className="min-w-0 truncate rounded-sm hover:text-primary-text">
        {name}
      </Link>
      {note ? <span className="ms-auto whitespace-nowrap text-12 text-muted-foreground">{note}</span> : null}
    </li>
  );
}

/** Only as long as the claims can be undone. */
function UndoAll({ results, onUndo }: { results: Results; onUndo: () => void }) {
  const t = useTranslations("pool.bulk");
  const common = useTranslations("common");
  const [left, setLeft] = useState(() => secondsTo(results.undoUntil));
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsTo(results.undoUntil)), 500);
    return () => clearInterval(timer);
  }, [results.undoUntil]);
  if (left <= 0 || wonOf(results.outcomes).length === 0) return null;
  return (
    <Button onClick={onUndo}>
      {t("undoAll")}
      <span className="font-normal text-faint-foreground">{common("undoSeconds", { seconds: left })}</span>
    </Button>
  );
}

const secondsTo = (at: number): number => Math.max(0, Math.ceil((at - Date.now()) / 1000));
