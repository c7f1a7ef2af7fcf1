"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { GiveDialog } from "@/components/customer/give-dialog";
import { ReleaseDialog } from "@/components/customer/release-dialog";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { useErrorText } from "@/components/ui/use-error-text";
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
        {outcomes ? <Outcomes outcomes={outcomes} /> : null}
      </Dialog>
    </>
  );
}

function Outcomes({ outcomes }: { outcomes: NonNullable<MineBulk["outcomes"]> }) {
  const t = useTranslations("mine.bulk");
  const say = useErrorText();
  const failed = outcomes.filter((one) => !one.ok);
  return (
    <DialogContent
      title={t("someFailed", { count: failed.length })}
      description={t("someDone", { count: outcomes.length - failed.length })}
    >
      <ul className="flex flex-col gap-2.5 pb-2">
        {failed.map((one) => (
          <li key={one.id}>
            <Link href={`/customers/${one.id}`} className="font-medium">
              {one.name}
            </Link>
            <p className="text-muted-foreground">{one.error ? say(one.error) : ""}</p>
          </li>
        ))}
      </ul>
    </DialogContent>
  );
}
