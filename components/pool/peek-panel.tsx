"use client";

import { CircleSlash, UserRoundCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMoments } from "@/components/customers/use-moments";
import { DataTableSkeleton } from "@/components/data-table/data-table";
import { Peek } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Peek as PeekData, PeekView } from "@/lib/customers/customer-types";
import type { PoolRow } from "@/lib/customers/types";
import type { PoolQuota } from "@/lib/quotas/types";
import { ClaimFoot } from "./claim-foot";
import type { Mark, Marks } from "./claim-store";
import { markOf } from "./claim-store";
import { PeekBody, PeekTitle } from "./peek-body";
import type { Claimable } from "./use-claim";
import { type Peeked, useKeptView } from "./use-peek";

type PeekPanelProps = {
  id: string;
  /** The row behind it, when the list has it: its head is painted before the rest has come. */
  row: PoolRow | undefined;
  peeked: Peeked;
  marks: Marks;
  quota: PoolQuota;
  position: { at: number; of: number } | undefined;
  onMove: (step: 1 | -1) => void;
  onClose: () => void;
  onRetry: () => void;
  onClaim: (customer: Claimable) => void;
};

/** The panel beside the list: what may be known before the claim, and the claim itself. */
export function PeekPanel(props: PeekPanelProps) {
  const { id, row, peeked, marks, quota, position, onMove, onClose, onRetry, onClaim } = props;
  const t = useTranslations("pool.peek");
  const common = useTranslations("common");
  const peek = peeked.state === "ready" ? peeked.peek : null;
  const view = useKeptView(peek, id);
  const known = view ?? row;
  const mark: Mark | null = known ? markOf(marks, known) : (marks[id] ?? null);
  return (
    <Peek
      label={t("label")}
      onClose={onClose}
      {...(position ? { position } : {})}
      onPrevious={() => onMove(-1)}
      onNext={() => onMove(1)}
      href={`/pool/${id}`}
      footer={
        view ? <ClaimFoot peek={view} mark={mark} quota={quota} onClaim={() => onClaim(view)} /> : undefined
      }
    >
      {known ? <Title known={known} /> : null}
      {peeked.state === "failed" ? (
        <EmptyState
          icon={CircleSlash}
          title={common("table.loadFailed")}
          action={<Button onClick={onRetry}>{common("retry")}</Button>}
        />
      ) : peeked.state === "loading" ? (
        <DataTableSkeleton rows={5} />
      ) : view ? (
        <PeekBody peek={view} />
      ) : (
        <Elsewhere peek={peek} />
      )}
    </Peek>
  );
}

function Title({ known }: { known: PeekView | PoolRow }) {
  const { name, grade, industry, region, source, tags } = known;
  return <PeekTitle name={name} grade={grade} facts={[industry, region, source]} tags={tags} />;
}

/** It is no longer in the pool, or was never in sight. */
export function Elsewhere({ peek }: { peek: Exclude<PeekData, PeekView> | PeekData | null }) {
  const t = useTranslations("pool.peek");
  const { moment } = useMoments();
  if (peek?.kind === "taken") {
    return (
      <EmptyState
        icon={UserRoundCheck}
        title={t("takenTitle", { name: peek.ownerName })}
        text={t("takenText", { moment: moment(peek.at) })}
      />
    );
  }
  if (peek?.kind === "held") {
    return (
      <EmptyState
        icon={UserRoundCheck}
        title={t("heldTitle")}
        text={t("heldText")}
        action={
          <Button asChild>
            <Link href={`/customers/${peek.id}`}>{t("openCustomer")}</Link>
          </Button>
        }
      />
    );
  }
  return <EmptyState icon={CircleSlash} title={t("notFoundTitle")} text={t("notFoundText")} />;
}
