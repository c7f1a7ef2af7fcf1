"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAllocationWords } from "@/components/allocation/use-allocation-words";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { listSweepsAction } from "@/lib/sweeps/actions";
import type { SweepPage, SweepRow } from "@/lib/sweeps/types";

type ListProps = {
  page: SweepPage;
  poolId: string | undefined;
  admin: boolean;
  onOpen: (sweep: SweepRow, as: "undo" | "result") => void;
};

/** The sweeps, newest first; older ones are read when they are asked for. */
export function SweepList({ page, poolId, admin, onOpen }: ListProps) {
  const t = useTranslations("sweeps");
  const [older, setOlder] = useState<SweepPage | null>(null);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const cursor = older ? older.nextCursor : page.nextCursor;
  const more = async () => {
    if (!cursor || busy) return;
    setBusy(true);
    const answer = await listSweepsAction({ cursor, ...(poolId ? { poolId } : {}) }).catch(() => null);
    setBusy(false);
    setFailed(!answer?.ok);
    if (!answer?.ok) return;
    setOlder({
      rows: [...(older?.rows ?? []), ...answer.data.rows],
      nextCursor: answer.data.nextCursor,
    });
  };
  return (
    <div className="mt-4 border-hairline border-t first:mt-0 first:border-t-0">
      <ul>
        {[...page.rows, ...(older?.rows ?? [])].map((sweep) => (
          <SweepLine key={sweep.id} sweep={sweep} admin={admin} onOpen={onOpen} />
        ))}
      </ul>
      {cursor ? (
        <div className="px-5 py-3 max-md:px-4">
          <Button size="sm" busy={busy} onClick={() => void more()}>
            {t("older")}
          </Button>
          {failed ? (
            <span role="alert" className="ms-2 text-12 text-danger-text">
              {t("olderFailed")}
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

const TITLES = {
  "reclaim-due": "moved",
  "clean-up-pools": "cleanedUp",
  "allocate-pools": "dealtOut",
} as const;

const TONES = {
  running: "info",
  finished: "grey",
  cut_off: "warning",
  undoing: "info",
  undone: "success",
} as const;

type LineProps = { sweep: SweepRow; admin: boolean; onOpen: ListProps["onOpen"] };

function SweepLine({ sweep, admin, onOpen }: LineProps) {
  const t = useTranslations("sweeps");
  const now = useNow();
  const { moment, hour } = useMoments();
  const rules = useRuleWords();
  const allocated = useAllocationWords();
  const left = Object.values(sweep.left).reduce((sum, n) => sum + n, 0);
  const may = admin || sweep.own;
  const undoable = may && sweep.undoableUntil !== null && (sweep.state !== "undone" || left > 0);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-hairline border-b px-5 py-3 max-md:px-4">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-center gap-2">
          <span className="font-medium">{moment(sweep.startedAt, now)}</span>
          <Link
            href={`/ledger?sweep=${sweep.id}`}
            className="hit-line underline decoration-hairline underline-offset-2 hover:text-primary-text"
          >
            {t(TITLES[sweep.job], { count: sweep.moved })}
          </Link>
          {sweep.startedByName ? (
            <span className="text-muted-foreground">{t("byName", { name: sweep.startedByName })}</span>
          ) : null}
          {sweep.state === "finished" ? null : (
            <Badge tone={TONES[sweep.state]}>{t(`state.${sweep.state}`)}</Badge>
          )}
        </p>
        <ul className="mt-0.5 text-13 text-muted-foreground">
          {sweep.parts.map(({ pool, rule, allocation, policyVersion, moved }) => (
            <li key={`${pool.id} ${rule?.id ?? allocation?.id} ${policyVersion}`}>
              {t("part", {
                ...{ pool: pool.name, count: moved },
                rule: allocation ? allocated(allocation) : rule ? rules.long(rule) : "",
                version: policyVersion,
              })}
            </li>
          ))}
        </ul>
        {sweep.undoneAt ? (
          <p className="mt-0.5 text-13">
            {t("undone", {
              ...{ by: sweep.undoneByName ?? "", moment: moment(sweep.undoneAt, now) },
              ...{ restored: sweep.restored, left },
            })}
          </p>
        ) : null}
      </div>
      <div className="flex shrink-0 items-center gap-2">
        {admin && sweep.undoneAt && left > 0 ? (
          <Button variant="ghost" size="sm" onClick={() => onOpen(sweep, "result")}>
            {t("seeLeft", { count: left })}
          </Button>
        ) : null}
        {undoable ? (
          <Button
            size="sm"
            title={t("until", { time: sweep.undoableUntil ? hour(sweep.undoableUntil) : "" })}
            onClick={() => onOpen(sweep, "undo")}
          >
            {t(sweep.state === "undone" || sweep.state === "undoing" ? "undoRest" : "undo")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}
