"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/select";
import { notify } from "@/components/ui/toast";
import { archivePoolAction } from "@/lib/pools/actions";
import type { PoolRow } from "@/lib/pools/types";

/** Closes a pool: what lies in it goes to another, what is held has to be dealt with first. */
export function ArchiveDialog(props: { pool: PoolRow; others: readonly PoolRow[]; onDone: () => void }) {
  const { pool, others, onDone } = props;
  const t = useTranslations("policy.settings");
  const [moveTo, setMoveTo] = useState(others[0]?.id ?? "");
  const { run, busy, failure } = useAsking();
  const held = pool.heldCount > 0;
  const archive = async () => {
    const target = pool.pooledCount > 0 && moveTo ? moveTo : null;
    const done = await run((options) => archivePoolAction({ poolId: pool.id, moveTo: target }, options));
    if (!done) return;
    const detail = done.moved > 0 ? { detail: t("archivedDetail", { count: done.moved }) } : {};
    notify({ title: t("archived", { name: pool.name }), ...detail });
    onDone();
  };
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("archiveTitle", { name: pool.name })}
      description={t("archiveLead")}
      danger
      confirm={t("archiveConfirm", { count: pool.pooledCount })}
      disabledReason={held ? t("archiveHeld", { count: pool.heldCount }) : undefined}
      onConfirm={() => void archive()}
    >
      {held ? (
        <p className="mb-3 text-warning-text">
          {t("archiveHeld", { count: pool.heldCount })}{" "}
          <Link href={`/mine?view=all&pool=${pool.id}`} className="text-primary-text">
            {t("seeHeld", { count: pool.heldCount })}
          </Link>
        </p>
      ) : null}
      {pool.pooledCount > 0 ? (
        <Field label={t("moveTo", { count: pool.pooledCount })}>
          {(control) => (
            <NativeSelect
              {...control}
              value={moveTo}
              onChange={(event) => setMoveTo(event.target.value)}
              options={others.map((other) => ({ value: other.id, label: other.name }))}
            />
          )}
        </Field>
      ) : null}
    </AskContent>
  );
}
