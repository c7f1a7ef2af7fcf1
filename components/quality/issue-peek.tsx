"use client";

import { useTranslations } from "next-intl";
import { Peek } from "@/components/layout/panes";
import { PeekTitle } from "@/components/pool/peek-body";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/section";
import type { IssueRow } from "@/lib/quality/types";
import { KindBadge } from "./kind-badge";
import { Proofs } from "./proofs";
import type { Settling } from "./types";
import { useIssueWords } from "./use-issue-words";

type IssuePeekProps = {
  row: IssueRow;
  position: { at: number; of: number };
  onMove: (step: 1 | -1) => void;
  onClose: () => void;
  onEdit: (row: IssueRow) => void;
  onSettle: (rows: readonly IssueRow[], as: Settling) => void;
};

/** The panel beside the queue: what is wrong, all that speaks for it, and what to do about it. */
export function IssuePeek({ row, position, onMove, onClose, onEdit, onSettle }: IssuePeekProps) {
  const t = useTranslations("quality");
  const { place } = useIssueWords();
  const { customer, kind } = row;
  return (
    <Peek
      label={t("peek")}
      {...{ position, onClose }}
      onPrevious={() => onMove(-1)}
      onNext={() => onMove(1)}
      href={`/customers/${customer.id}`}
      footer={
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" kbd="E" onClick={() => onEdit(row)}>
            {t("actions.edit")}
          </Button>
          <Button onClick={() => onSettle([row], "fixed")}>{t("actions.fixed")}</Button>
          <Button kbd="D" onClick={() => onSettle([row], "dismissed")}>
            {t("actions.dismiss")}
          </Button>
          {customer.owner ? null : (
            <Button variant="danger" kbd="I" onClick={() => onSettle([row], "invalidated")}>
              {t("actions.invalid")}
            </Button>
          )}
        </div>
      }
    >
      <PeekTitle name={customer.name} grade={customer.grade} facts={[place(row)]} tags={[]} />
      <Section>
        <KindBadge kind={kind} />
        <p className="mt-2 text-muted-foreground">{t(`explain.${kind}`)}</p>
      </Section>
      <Section title={t("evidence.title")}>
        <Proofs proofs={row.proofs} />
      </Section>
    </Peek>
  );
}
