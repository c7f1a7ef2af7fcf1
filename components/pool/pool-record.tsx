"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useHotkeys } from "@/components/layout/hotkeys";
import { ActionBar, Pane, Panes } from "@/components/layout/panes";
import type { PeekView } from "@/lib/customers/customer-types";
import { NO_FILTERS, poolHref } from "@/lib/pool-list/address";
import type { PoolQuota } from "@/lib/quotas/types";
import { ClaimFoot } from "./claim-foot";
import { markOf, useMarks } from "./claim-store";
import { PeekBody, PeekTitle } from "./peek-body";
import { Elsewhere } from "./peek-panel";
import { useClaim } from "./use-claim";
import { usePeek } from "./use-peek";
import { useShownQuota } from "./use-shown-quota";

type PoolRecordProps = { first: PeekView; quota: PoolQuota; me: string };

/** A pooled customer on a page of its own: what may be known, and the claim fixed below. */
export function PoolRecord({ first, quota: given, me }: PoolRecordProps) {
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
  const similar = () =>
    industry
      ? () =>
          router.push(
            poolHref({ ...NO_FILTERS, pool: pool.id, view: "all", sort: "entered", industry: [industry] }),
          )
      : undefined;
  const claim = useClaim({ poolName: pool.name, spend, similar });
  const claimThis = () => {
    if (view && !mark && view.claim.ok) claim(view);
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
