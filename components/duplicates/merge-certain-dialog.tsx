"use client";

import { useTranslations } from "next-intl";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { notify } from "@/components/ui/toast";
import { mergePairsAction } from "@/lib/duplicates/actions";
import type { Desk } from "./use-desk";

const MOST = 100;

/** Merges every certain pair that is shown, each as the desk suggests. */
export function MergeCertainDialog({
  desk,
  count,
  onDone,
}: {
  desk: Desk;
  count: number;
  onDone: () => void;
}) {
  const t = useTranslations("duplicates");
  const { run, busy, failure } = useAsking();
  const certain = desk.list.rows.filter((row) => row.certain).slice(0, MOST);
  const merge = async () => {
    const outcomes = await run((options) =>
      mergePairsAction({ pairIds: certain.map(({ id }) => id) }, options),
    );
    if (!outcomes) return;
    for (const outcome of outcomes) if (outcome.ok) desk.list.drop(outcome.pairId, true);
    const done = outcomes.filter(({ ok }) => ok).length;
    notify({
      tone: "done",
      title: t("certainDone", { done, left: count - done }),
      detail: t("mergedDetail"),
    });
    onDone();
  };
  return (
    <AskContent
      title={t("certainTitle", { count: certain.length })}
      description={t("certainText")}
      confirm={t("merge")}
      {...{ busy, failure }}
      onConfirm={() => void merge()}
    />
  );
}
