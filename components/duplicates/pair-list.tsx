"use client";

import { CircleCheck, MessageSquareQuote } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { PairRow } from "@/lib/duplicates/types";
import type { Desk } from "./use-desk";
import { isEvidence, useReasons } from "./use-reasons";

/** The pairs, surest first; on the phone each opens as a page of its own. */
export function PairList({ desk }: { desk: Desk }) {
  const t = useTranslations("duplicates");
  const { list, pairId, setChosen } = desk;
  return (
    <>
      <ul aria-label={t("pairs")}>
        {list.rows.map((row) => (
          <PairLine key={row.id} row={row} open={row.id === pairId} onOpen={() => setChosen(row.id)} />
        ))}
      </ul>
      {list.hasMore ? (
        <div className="px-4 py-3">
          <Button size="sm" busy={list.busy} onClick={() => void list.more()}>
            {t("more")}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function PairLine({ row, open, onOpen }: { row: PairRow; open: boolean; onOpen: () => void }) {
  const t = useTranslations("duplicates");
  const reasons = useReasons();
  return (
    <li>
      <button
        type="button"
        aria-current={open ? "true" : undefined}
        onClick={onOpen}
        className={cn(
          "relative block w-full border-hairline border-b px-4 py-2.5 text-start hover:bg-hover max-md:min-h-15",
          "aria-[current=true]:bg-accent aria-[current=true]:before:absolute aria-[current=true]:before:inset-y-0 aria-[current=true]:before:start-0 aria-[current=true]:before:w-0.5 aria-[current=true]:before:bg-primary",
        )}
      >
        <span className="flex items-start gap-2">
          <span className="min-w-0 flex-1">
            <span className="block truncate font-medium max-md:text-16">{row.names[0]}</span>
            <span className="block truncate text-muted-foreground">{row.names[1]}</span>
          </span>
          <Likelihood row={row} />
        </span>
        <span className="mt-0.5 block truncate text-12 text-faint-foreground">
          {reasons(row.reasons.filter(isEvidence))}
        </span>
        {row.askedBy ? (
          <span className="mt-0.5 flex items-center gap-1 text-12 text-primary-text">
            <MessageSquareQuote aria-hidden className="size-3" />
            {t(row.reasons.includes("asked") ? "askedBy" : "createdBy", { name: row.askedBy })}
          </span>
        ) : null}
      </button>
    </li>
  );
}

/** How sure it is: a word for what is certain, else the share. */
export function Likelihood({ row }: { row: Pick<PairRow, "certain" | "score"> }) {
  const t = useTranslations("duplicates");
  if (row.certain) {
    return (
      <Badge tone="success">
        <CircleCheck aria-hidden />
        {t("certain")}
      </Badge>
    );
  }
  return <Badge tone="line">{t("score", { percent: Math.min(99, Math.round(row.score / 100)) })}</Badge>;
}
