"use client";

import { useTranslations } from "next-intl";
import { RefusalNote } from "@/components/customers/refusal-note";
import { RowAction, RowDone } from "@/components/data-table/row-action";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import type { PoolRow } from "@/lib/customers/types";
import type { PoolQuota } from "@/lib/quotas/types";
import type { Mark } from "./claim-store";
import { permitOf } from "./quota-state";

type ClaimCellProps = {
  row: PoolRow;
  mark: Mark | null;
  quota: PoolQuota;
  onClaim: (row: PoolRow) => void;
  /** A button of 44, for a card. */
  touch?: boolean;
};

/** The end of a row: the claim, what came of it, or why it can't be had. */
export function ClaimCell({ row, mark, quota, onClaim, touch = false }: ClaimCellProps) {
  const t = useTranslations("pool");
  if (mark?.kind === "claimed") return <RowDone>{t("claimed")}</RowDone>;
  if (mark?.kind === "lost") return <TakenNote ownerName={mark.ownerName} />;
  const permit = permitOf(row, quota);
  if (!permit.ok) return <RefusalNote permit={permit} />;
  if (touch) {
    return (
      <Button
        variant="claim"
        size="touch"
        aria-label={t("claimOf", { name: row.name })}
        onClick={() => onClaim(row)}
      >
        {t("claim")}
      </Button>
    );
  }
  return (
    <RowAction aria-label={t("claimOf", { name: row.name })} onClick={() => onClaim(row)}>
      {t("claim")}
    </RowAction>
  );
}

/** Who was faster, where the claim would be. */
export function TakenNote({ ownerName }: { ownerName: string | null }) {
  const t = useTranslations("pool");
  return (
    <span
      role="status"
      className="inline-flex items-center gap-1.5 whitespace-nowrap align-middle text-12 text-faint-foreground"
    >
      {ownerName ? <Avatar name={ownerName} /> : null}
      {ownerName ? t("taken", { name: ownerName }) : t("takenBySomebody")}
    </span>
  );
}
