"use client";

import { useTranslations } from "next-intl";
import { GiveDialog } from "@/components/customer/give-dialog";
import { GiveOutcomes } from "@/components/customer/give-outcomes";
import { ReleaseDialog } from "@/components/customer/release-dialog";
import { Dialog } from "@/components/ui/dialog";
import type { MineBulk } from "./use-mine-bulk";

/** The questions before giving several back or on, and afterwards what didn't go, with the reason of each. */
export function BulkDialogs({ bulk }: { bulk: MineBulk }) {
  const t = useTranslations("mine.bulk");
  const release = useTranslations("customer.release");
  const { asked, progress, outcomes } = bulk;
  const busy = progress !== null;
  const failure = null;
  const only = asked?.rows.length === 1 ? asked.rows[0] : undefined;
  return (
    <>
      <Dialog open={asked !== null} onOpenChange={(open) => !open && !busy && bulk.ask(null)}>
        {asked?.kind === "release" ? (
          <ReleaseDialog
            title={
              only ? release("title", { name: only.name }) : t("releaseTitle", { count: asked.rows.length })
            }
            description={progress ? t("progress", progress) : t("releaseText")}
            {...{ busy, failure }}
            onRelease={(reason, note) => void bulk.release(reason, note)}
          />
        ) : asked ? (
          <GiveDialog
            title={t("transferTitle", { count: asked.rows.length })}
            poolIds={[...new Set(asked.rows.map((row) => row.pool.id))]}
            exceptId={only?.owner.id ?? null}
            {...{ busy, failure }}
            onGive={(userId, _name, note) => void bulk.transfer(userId, note)}
          />
        ) : null}
      </Dialog>
      <Dialog open={outcomes !== null} onOpenChange={(open) => !open && bulk.closeOutcomes()}>
        {outcomes ? <GiveOutcomes outcomes={outcomes} /> : null}
      </Dialog>
    </>
  );
}
