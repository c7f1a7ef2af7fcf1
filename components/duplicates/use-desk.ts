"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { answered } from "@/components/follow-ups/answered";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ActionResult } from "@/lib/action-result";
import {
  decidePairsAction,
  mergeCustomersAction,
  morePairsAction,
  pairAction,
  undoMergeAction,
} from "@/lib/duplicates/actions";
import type { PairDetail, PairPage, PairRow } from "@/lib/duplicates/types";
import { choicesOf, mustKeep, type Pick, type Picks } from "./field-choices";

/** The pair that is open: read when it is chosen, with what has been picked of it. */
function useOpenPair(pairId: string | null) {
  const [pair, setPair] = useState<PairDetail | null>(null);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  const [keep, setKeep] = useState<0 | 1>(0);
  const [picks, setPicks] = useState<Picks>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try reads again.
  useEffect(() => {
    let current = true;
    setPicks({});
    setFailed(false);
    setPair((before) => (before?.id === pairId ? before : null));
    if (!pairId) return;
    void answered(pairAction({ pairId })).then((answer) => {
      if (!current) return;
      setFailed(!answer.ok);
      if (!answer.ok) return;
      setPair(answer.data);
      setKeep(answer.data.suggestedId === answer.data.sides[1].id ? 1 : 0);
    });
    return () => {
      current = false;
    };
  }, [pairId, tries]);
  const choose = (at: 0 | 1) => {
    if (pair && (mustKeep(pair.sides)?.at ?? at) === at) setKeep(at);
  };
  const pick = (field: string, value: Pick) => setPicks((before) => ({ ...before, [field]: value }));
  return { pair, failed, again: () => setTries((n) => n + 1), keep, choose, picks, pick };
}

/** The list with what has been read on and without what has been decided. */
function useRows(page: PairPage) {
  const [older, setOlder] = useState<{ rows: PairRow[]; nextCursor: string | null } | null>(null);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const rows = [...page.rows, ...(older?.rows ?? [])].filter(({ id }) => !gone.has(id));
  const cursor = older ? older.nextCursor : page.nextCursor;
  const more = async () => {
    if (!cursor || busy) return;
    setBusy(true);
    const answer = await answered(morePairsAction({ cursor }));
    setBusy(false);
    if (!answer.ok) return;
    setOlder({ rows: [...(older?.rows ?? []), ...answer.data.rows], nextCursor: answer.data.nextCursor });
  };
  const drop = (id: string, out: boolean) =>
    setGone((before) => {
      const after = new Set(before);
      if (out) after.add(id);
      else after.delete(id);
      return after;
    });
  return { rows, hasMore: cursor !== null, more, busy, drop };
}

export type Desk = ReturnType<typeof useDesk>;

/** Everything that the desk does: which pair is open, what is picked, and the three answers with their way back. */
export function useDesk(page: PairPage, stayOpen: boolean) {
  const t = useTranslations("duplicates");
  const errorText = useErrorText();
  const list = useRows(page);
  const [chosen, setChosen] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const first = stayOpen ? (list.rows[0]?.id ?? null) : null;
  const pairId = chosen && list.rows.some(({ id }) => id === chosen) ? chosen : first;
  const open = useOpenPair(pairId);
  const at = list.rows.findIndex(({ id }) => id === pairId);

  const settle = async <T>(id: string, asked: Promise<ActionResult<T>>, done: (data: T) => void) => {
    if (busy) return;
    setBusy(true);
    const next = list.rows[at + 1]?.id ?? list.rows[at - 1]?.id ?? null;
    const answer = await answered(asked);
    setBusy(false);
    if (!answer.ok) {
      notify({ tone: "problem", title: errorText(answer) });
      return;
    }
    list.drop(id, true);
    setChosen(stayOpen ? next : null);
    done(answer.data);
  };
  const back = (id: string) => () =>
    void answered(decidePairsAction({ pairIds: [id], decision: "reopen" })).then(() => list.drop(id, false));

  const merge = () => {
    const { pair, keep, picks } = open;
    if (!pair) return;
    const [keepId, otherId] =
      keep === 0 ? [pair.sides[0].id, pair.sides[1].id] : [pair.sides[1].id, pair.sides[0].id];
    void settle(
      pair.id,
      mergeCustomersAction({ keepId, otherId, choices: choicesOf(picks, keep) }),
      ({ name, mergeId }) =>
        notify({
          ...{ tone: "done", title: t("merged", { name }), detail: t("mergedDetail") },
          undo: {
            seconds: 10,
            run: () =>
              void answered(undoMergeAction({ mergeId })).then((answer) =>
                answer.ok ? back(pair.id)() : notify({ tone: "problem", title: errorText(answer) }),
              ),
          },
        }),
    );
  };
  const decide = (decision: "dismiss" | "later") => {
    if (!pairId) return;
    const id = pairId;
    void settle(id, decidePairsAction({ pairIds: [id], decision }), () =>
      notify({
        ...{ tone: "done", title: t(decision === "dismiss" ? "dismissed" : "putOff") },
        ...(decision === "dismiss" ? { undo: { seconds: 10, run: back(id) } } : {}),
      }),
    );
  };
  const step = (by: 1 | -1) => {
    const next = list.rows[at + by];
    if (next) setChosen(next.id);
  };
  return { list, pairId, setChosen, open, busy, merge, decide, step };
}
