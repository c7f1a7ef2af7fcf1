"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ActionFailure } from "@/lib/action-result";
import type { PolicyChange } from "@/lib/policies/rules";
import type { PolicyPreview } from "@/lib/policies/types";
import { ChangeList } from "./change-list";
import { Warnings } from "./warnings";

type PublishProps = {
  version: number;
  changes: readonly PolicyChange[];
  /** Null while it is being computed: what nobody has seen isn't published. */
  preview: PolicyPreview | null;
  poolName: string;
  /** The note that the draft has already. */
  note?: string;
  /** Other words than those of publishing: a version that is brought back, a draft that is approved. */
  words?: { title: string; lead: string; confirm: (count: number) => string; withoutNote?: boolean };
  busy: boolean;
  failure: ActionFailure | null;
  onPublish: (note: string) => void;
};

/** The last look before a version comes into force: what changes, whom it hits, when. The button names the number. */
export function PublishDialog(props: PublishProps) {
  const { version, changes, preview, poolName, busy, failure, words, onPublish } = props;
  const t = useTranslations("policy.publish");
  const common = useTranslations("common");
  const { moment } = useMoments();
  const now = useNow();
  const [note, setNote] = useState(props.note ?? "");
  return (
    <DialogContent
      width="md"
      title={words?.title ?? t("title", { version })}
      description={words?.lead ?? t("lead")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant="primary"
            busy={busy}
            {...(preview ? {} : { disabledReason: t("waiting") })}
            onClick={() => onPublish(note)}
          >
            {preview
              ? (words?.confirm(preview.hit) ?? t("confirm", { version, count: preview.hit }))
              : t("waiting")}
          </Button>
        </>
      }
    >
      <ChangeList changes={changes} poolName={poolName} />
      {preview ? (
        <div className="mt-3 rounded-md bg-muted px-3 py-2.5">
          <p>
            {t.rich("effect", {
              ...{ hit: preview.hit, was: preview.was, base: preview.baseVersion },
              ...{
                moment: moment(preview.noticeUntil, now),
                b: (chunks) => <b className="font-semibold">{chunks}</b>,
              },
            })}
          </p>
          <p className="text-muted-foreground">
            {t("moves", {
              ...{ earlier: preview.deadlines.earlier + preview.deadlines.started },
              later: preview.deadlines.later + preview.deadlines.ended,
              over: preview.people.filter((one) => one.overCap).length,
            })}
          </p>
          <p className="mt-1 text-12 text-muted-foreground">{t("notice")}</p>
        </div>
      ) : null}
      {preview && preview.warnings.length > 0 ? (
        <div className="-mx-5 mt-2 max-md:-mx-4">
          <Warnings warnings={preview.warnings} />
        </div>
      ) : null}
      {words?.withoutNote ? null : (
        <Field label={t("note")} optional className="mt-3.5" hint={t("noteHint")}>
          {(control) => (
            <Textarea
              {...control}
              rows={2}
              className="min-h-16"
              maxLength={500}
              value={note}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
      )}
      <FailureLine failure={failure} />
    </DialogContent>
  );
}
