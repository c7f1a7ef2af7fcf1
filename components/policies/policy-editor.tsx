"use client";

import { GitMerge, Monitor, RotateCcw, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { ActionBar, Pane, Panes } from "@/components/layout/panes";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { ChangeList } from "./change-list";
import { changesByField, POLICY_FIELDS, valueAt } from "./fields";
import { QuotaGroup, RuleGroups } from "./policy-form";
import { PolicySentence } from "./policy-sentence";
import { PreviewPanel } from "./preview-panel";
import { PublishDialog } from "./publish-dialog";
import type { Overtaken, usePolicyDraft } from "./use-policy-draft";
import { usePolicyWords } from "./use-policy-words";
import { usePreview } from "./use-preview";

const PHONE_FIELDS = new Set([
  "holdingCap",
  "won.countsTowardsCap",
  "claimLimits.perDay",
  "claimLimits.perWeek",
]);

/** The policy of a pool, edited as sentences and seen in its effects before it is published. */
export function PolicyEditor(props: { poolName: string; edit: ReturnType<typeof usePolicyDraft> }) {
  const { poolName, edit } = props;
  const { base, draft, changes, dirty } = edit;
  const t = useTranslations("policy");
  const state = usePreview(base.poolId, draft, base.version);
  const [asking, setAsking] = useState(false);
  const byField = changesByField(changes);
  const form = { document: draft, changes: byField, version: base.version, onChange: edit.change };
  const publish = async (note: string) => {
    const done = await edit.publish(note);
    if (!done) return;
    setAsking(false);
    notify({
      title: t("publish.done", { version: done.version }),
      detail: t("publish.doneDetail", { count: done.refreshed }),
    });
  };
  const preview = state.fresh ? state.preview : null;
  return (
    <>
      <Panes>
        <Pane className="px-7 pb-10 max-md:px-4 max-md:pb-24">
          <DraftLine edit={edit} onPublish={() => setAsking(true)} />
          {edit.overtaken ? <OvertakenNote overtaken={edit.overtaken} onClose={edit.dismiss} /> : null}
          <PolicySentence
            {...{ document: draft, poolName, changes: byField, version: base.version }}
            className="mt-2 mb-5"
          />
          <QuotaGroup {...form} />
          <div className="max-md:hidden">
            <RuleGroups {...form} />
          </div>
          <ReadOnlyFields document={draft} />
        </Pane>
        <Pane
          width="peek"
          label={t("preview.title")}
          className="max-md:border-border max-md:border-t max-md:pb-16"
        >
          <PreviewPanel state={state} version={base.version} />
        </Pane>
      </Panes>
      {dirty ? (
        <ActionBar>
          <Button size="lg" onClick={edit.reset}>
            {t("draft.reset")}
          </Button>
          <Button size="lg" variant="primary" className="flex-1" onClick={() => setAsking(true)}>
            {t("draft.publish")}
          </Button>
        </ActionBar>
      ) : null}
      <Dialog
        open={asking}
        onOpenChange={(open) => {
          setAsking(open);
          if (!open) edit.forget();
        }}
      >
        <PublishDialog
          {...{ version: base.version + 1, changes, preview, busy: edit.busy, failure: edit.failure }}
          onPublish={(note) => void publish(note)}
        />
      </Dialog>
    </>
  );
}

function DraftLine(props: { edit: ReturnType<typeof usePolicyDraft>; onPublish: () => void }) {
  const { base, changes, dirty, reset } = props.edit;
  const t = useTranslations("policy.draft");
  const { moment } = useMoments();
  const now = useNow();
  return (
    <div className="-mx-7 sticky top-0 z-10 flex min-h-11 flex-wrap items-center gap-2 bg-background px-7 max-md:static max-md:mx-0 max-md:px-0">
      {dirty ? <Badge tone="warning">{t("badge", { version: base.version + 1 })}</Badge> : null}
      <span className="text-12 text-muted-foreground">
        {dirty ? `${t("changed", { count: changes.length })} · ` : ""}
        {t("inForce", { version: base.version, moment: moment(base.publishedAt, now) })}
      </span>
      {dirty ? (
        <span className="ms-auto flex gap-2 max-md:hidden">
          <Button variant="ghost" size="sm" lead={<RotateCcw aria-hidden />} onClick={reset}>
            {t("reset")}
          </Button>
          <Button variant="primary" size="sm" onClick={props.onPublish}>
            {t("publish")}
          </Button>
        </span>
      ) : null}
    </div>
  );
}

function OvertakenNote({ overtaken, onClose }: { overtaken: Overtaken; onClose: () => void }) {
  const t = useTranslations("policy.overtaken");
  const common = useTranslations("common");
  const { moment } = useMoments();
  const now = useNow();
  const { policy, changes } = overtaken;
  return (
    <div role="status" className="relative mt-2 rounded-md bg-warning-subtle py-2.5 ps-9 pe-10">
      <GitMerge aria-hidden className="absolute start-3 top-3 size-4 text-warning-text" />
      <p className="font-medium">
        {t("title", {
          ...{ version: policy.version, moment: moment(policy.publishedAt, now) },
          name: policy.publishedByName ?? "",
        })}
      </p>
      <p className="mb-1.5 text-12 text-muted-foreground">{t("text", { version: policy.version })}</p>
      <ChangeList changes={changes} />
      <button
        type="button"
        aria-label={common("close")}
        onClick={onClose}
        className="hit absolute end-2.5 top-2.5 grid size-6 place-items-center text-muted-foreground"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}

/** On the phone the long part is read, not edited. */
function ReadOnlyFields({ document }: { document: ReturnType<typeof usePolicyDraft>["draft"] }) {
  const t = useTranslations("policy");
  const words = usePolicyWords();
  return (
    <div className="md:hidden">
      <dl className="border-hairline border-t py-2">
        {POLICY_FIELDS.filter((field) => !PHONE_FIELDS.has(field)).map((field) => (
          <div key={field} className="flex items-baseline justify-between gap-4 py-1.5">
            <dt className="shrink-0 text-muted-foreground">{words.name(field)}</dt>
            <dd className="text-end">{words.value(field, valueAt(document, field))}</dd>
          </div>
        ))}
      </dl>
      <p className="flex items-center gap-2 text-12 text-muted-foreground">
        <Monitor aria-hidden className="size-4" />
        {t("onDesktop")}
      </p>
    </div>
  );
}
