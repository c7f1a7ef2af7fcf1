"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { v4 as newKey } from "uuid";
import type { BulkOutcome } from "@/components/customer/give-outcomes";
import { notify } from "@/components/ui/toast";
import type { ReleaseReason } from "@/db/enums";
import type { MineRow } from "@/lib/customers/types";
import { releaseCustomerAction, transferCustomersAction } from "@/lib/ownership/actions";

export type BulkKind = "release" | "transfer";

/** Gives several customers back or on; each has an outcome of its own, and those that failed are told by name. */
export function useMineBulk(onDone: () => void) {
  const t = useTranslations("mine.bulk");
  const router = useRouter();
  const [asked, setAsked] = useState<{ kind: BulkKind; rows: MineRow[] } | null>(null);
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null);
  const [outcomes, setOutcomes] = useState<BulkOutcome[] | null>(null);

  const finish = (kind: BulkKind, all: BulkOutcome[]) => {
    setProgress(null);
    setAsked(null);
    onDone();
    router.refresh();
    const done = all.filter((one) => one.ok).length;
    if (all.length > done) setOutcomes(all);
    else notify({ title: t(kind === "release" ? "released" : "transferred", { count: done }) });
  };
  const release = async (reason: ReleaseReason, note: string) => {
    if (!asked || progress) return;
    const all: BulkOutcome[] = [];
    for (const row of asked.rows) {
      setProgress({ done: all.length, of: asked.rows.length });
      const input = { customerId: row.id, version: row.version, reason, note };
      const answer = await releaseCustomerAction(input, { key: newKey() }).catch(() => null);
      const failed =
        answer === null
          ? { code: "INTERNAL" as const, params: {} }
          : answer.ok
            ? null
            : { code: answer.error, params: answer.params };
      all.push({ id: row.id, name: row.name, ok: failed === null, ...(failed ? { error: failed } : {}) });
    }
    finish("release", all);
  };
  const transfer = async (userId: string, note: string) => {
    if (!asked || progress) return;
    const { rows } = asked;
    setProgress({ done: 0, of: rows.length });
    const input = { customerIds: rows.map((row) => row.id), userId, note };
    const answer = await transferCustomersAction(input, { key: newKey() }).catch(() => null);
    const nameOf = new Map(rows.map((row) => [row.id, row.name]));
    const all = answer?.ok
      ? answer.data.map((one) => ({
          ...{ id: one.customerId, name: nameOf.get(one.customerId) ?? "", ok: one.ok },
          ...(one.ok ? {} : { error: { code: one.error, params: one.params } }),
        }))
      : rows.map(({ id, name }) => ({
          ...{ id, name, ok: false },
          error: answer
            ? { code: answer.error, params: answer.params }
            : { code: "INTERNAL" as const, params: {} },
        }));
    finish("transfer", all);
  };
  return {
    asked,
    ask: setAsked,
    progress,
    outcomes,
    closeOutcomes: () => setOutcomes(null),
    release,
    transfer,
  };
}

export type MineBulk = ReturnType<typeof useMineBulk>;
