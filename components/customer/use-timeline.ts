"use client";

import { useEffect, useState } from "react";
import { answered } from "@/components/follow-ups/answered";
import type { Stretch } from "@/lib/customers/customer-types";
import type { TimelineKind } from "@/lib/customers/list-schema";
import { timelineAction } from "@/lib/customers/read-actions";
import type { Timeline, TimelineItem } from "@/lib/customers/timeline-types";

const PAGE = 30;

export type Band = { key: string; stretch: Stretch | null; items: TimelineItem[] };

/** The stream cut into the stretches of history, in the order of the stream. */
export function bandsOf(items: readonly TimelineItem[], stretches: readonly Stretch[]): Band[] {
  const byId = new Map(stretches.map((stretch) => [stretch.id, stretch]));
  const bands: Band[] = [];
  for (const item of items) {
    const last = bands.at(-1);
    const stretch = (item.stretchId && byId.get(item.stretchId)) || (last?.stretch ?? null);
    if (last && last.stretch?.id === stretch?.id) last.items.push(item);
    else bands.push({ key: `${stretch?.id ?? "none"} ${item.id}`, stretch, items: [item] });
  }
  return bands;
}

const joined = <T extends { id: string }>(first: readonly T[], then: readonly T[]): T[] => {
  const known = new Set(first.map((one) => one.id));
  return [...first, ...then.filter((one) => !known.has(one.id))];
};

/** The timeline as the page brought it, what was read further down, and one kind of entry at a time if asked for. */
export function useTimeline(customerId: string, initial: Timeline) {
  const [kind, setKind] = useState<TimelineKind | null>(null);
  const [own, setOwn] = useState<Timeline | null>(null);
  const [more, setMore] = useState<Timeline | null>(null);
  const [state, setState] = useState<"rest" | "loading" | "failed">("rest");

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first page means that something changed
  useEffect(() => {
    setMore(null);
    setOwn(null);
    if (!kind) return;
    let current = true;
    setState("loading");
    void answered(timelineAction({ customerId, kinds: [kind], limit: PAGE })).then((answer) => {
      if (!current) return;
      setState(answer.ok ? "rest" : "failed");
      if (answer.ok) setOwn(answer.data);
    });
    return () => {
      current = false;
    };
  }, [customerId, kind, initial]);

  const base = kind ? own : initial;
  const cursor = more ? more.nextCursor : (base?.nextCursor ?? null);
  const loadMore = async () => {
    if (!cursor || state === "loading") return;
    setState("loading");
    const answer = await answered(
      timelineAction({
        customerId,
        cursor,
        limit: PAGE,
        ...(kind ? { kinds: [kind] } : {}),
      }),
    );
    setState(answer.ok ? "rest" : "failed");
    if (!answer.ok) return;
    const page = answer.data;
    setMore((now) => ({
      ...page,
      items: joined(now?.items ?? [], page.items),
      stretches: joined(now?.stretches ?? [], page.stretches),
    }));
  };
  const items = joined(base?.items ?? [], more?.items ?? []);
  const stretches = joined(base?.stretches ?? [], more?.stretches ?? []);
  return {
    ...{ kind, setKind, state, loadMore, hasMore: cursor !== null, ready: base !== null },
    bands: bandsOf(items, stretches),
    plan: kind === null || kind === "follow_up" ? initial.plan : null,
  };
}
