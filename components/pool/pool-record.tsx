"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useHotkeys } from "@/components/layout/hotkeys";
import { ActionBar, Pane, Panes } from "@/components/layout/panes";
import type { Peek, PeekView, TakenView } from "@/lib/customers/customer-types";
import { NO_FILTERS, type PoolAddress, poolHref } from "@/lib/pool-list/address";
import type { PoolQuota } from "@/lib/quotas/types";
import { ClaimFoot } from "./claim-foot";
import { markOf, useMarks } from "./claim-store";
import { PeekBody, PeekTitle } from "./peek-body";
import { Elsewhere } from "./peek-panel";
import { permitOf } from "./quota-state";
import { useClaim } from "./use-claim";
import { useKeptView, usePeek } from "./use-peek";
import { useShownQuota } from "./use-shown-quota";

type PoolRecordProps = { peek: Exclude<Peek, TakenView>; quota: PoolQuota | null; me: string };

/** A pooled customer on a page of its own; once it is the viewer's, his page of it. */
export function PoolRecord({ peek, quota, me }: PoolRecordProps) {
  const router = useRouter();
  const view = useKeptView(peek, peek.id);
  const [kept, setKept] = useState(quota);
  if (quota && quota !== kept) setKept(quota);
  const gone = view === null || kept === null;
  useEffect(() => {
    if (gone) router.replace(`/customers/${peek.id}`);
  }, [gone, router, peek.id]);
  return gone ? <Elsewhere peek={peek} /> : <PooledRecord first={view} quota={kept} me={me} />;
}

type PooledRecordProps = { first: PeekView; quota: PoolQuota; me: string };

function PooledRecord({ first, quota: given, me }: PooledRecordProps) {
  const t = useTranslations("pool");
  const router = useRouter();
  const marks = useMarks(me);
  const { peeked } = usePeek(first.id, first, me);
  const { quota, spend } = useShownQuota(given);
  const mark = markOf(marks, first);
  const latest = peeked.state === "ready" ? peeked.peek : first;
  // What oneself has just claimed stays on the screen with its promise; what others took is told.
  const peek = mark?.kind === "claimed" ? first : latest;
  const view = peek?.kind === "pooled" ? peek : null;
  const { industry, pool } = first;
  const address: PoolAddress = { ...NO_FILTERS, pool: pool.id, view: "all", sort: "entered" };
  const similar = () =>
    industry ? () => router.push(poolHref({ ...address, industry: [industry] })) : undefined;
  const claim = useClaim({ poolName: pool.name, spend, similar });
  const claimThis = () => {
    if (view && !mark && permitOf(view, quota).ok) claim(view);
  };
  useHotkeys([{ keys: "c", label: t("claimKey"), group: "record", run: claimThis }]);
  const foot = view ? <ClaimFoot peek={view} mark={mark} quota={quota} onClaim={claimThis} /> : null;
  return (
    <Panes>
      <Pane className="max-md:pb-24 md:pt-4">
        <div className="max-w-[720px] max-md:max-w-none">
          <PeekTitle
            name={first.name}
            grade={first.grade}
            facts={[first.industry, first.region, first.source]}
            tags={first.tags}
          />
          {view ? <PeekBody peek={view} /> : <Elsewhere peek={peek} />}
        </div>
      </Pane>
      {foot ? (
        <>
          <Pane width="next" label={t("claim")} className="max-md:hidden">
            <div className="flex flex-col gap-3 px-5 py-4">{foot}</div>
          </Pane>
          <ActionBar>{foot}</ActionBar>
        </>
      ) : null}
    </Panes>
  );
}
