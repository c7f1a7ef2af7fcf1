"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAllocationDeeds } from "@/components/allocation/use-allocation-deeds";
import { ActionBar, Pane, Panes } from "@/components/layout/panes";
import { SimulationLink } from "@/components/simulation/simulation-link";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { DraftLine } from "./draft-line";
import { DraftNotes } from "./draft-notes";
import { DraftStrip } from "./draft-strip";
import { EditorColumns } from "./editor-columns";
import { fitForPhone } from "./fields";
import { PreviewPanel } from "./preview-panel";
import { PublishDialog } from "./publish-dialog";
import { type Drafting, useApproval } from "./use-approval";
import type { usePolicyDraft } from "./use-policy-draft";
import { usePoolRuleDeeds } from "./use-pool-rule-deeds";
import { usePreview } from "./use-preview";
import { useRuleDeeds } from "./use-rule-deeds";
import { useRuleProblems } from "./use-rule-problems";

/** The policy of a pool: its rules at the left, the open one in the middle, at the right whom the draft would hit. */
export function PolicyEditor(props: {
  poolName: string;
  edit: ReturnType<typeof usePolicyDraft>;
  drafting: Drafting;
  onSimulate: () => void;
}) {
  const { poolName, edit, drafting } = props;
  const { base, draft, changes } = edit;
  const t = useTranslations("policy");
  const deeds = useRuleDeeds(edit);
  const poolDeeds = usePoolRuleDeeds(edit, deeds.choose);
  const allocationDeeds = useAllocationDeeds(draft.allocationRules, edit.changeAllocationRules, deeds.choose);
  const problems = useRuleProblems(draft);
  const state = usePreview(base.poolId, problems.first === null ? draft : null, base.version);
  const { byRule = [], byPoolRule = [], byAllocationRule = [] } = state.preview ?? {};
  const hits = new Map([...byRule, ...byPoolRule].map(({ id, hit }) => [id, hit]));
  const approval = useApproval(edit, state, drafting);
  const drafts = useTranslations("drafts");
  const unready = edit.stale
    ? drafts("stale.reason", { base: base.version, version: edit.inForce.version })
    : approval.missing
      ? drafts("approval.first")
      : null;
  const save = async () => {
    if (await edit.keeping.save()) notify({ title: drafts("saved"), detail: drafts("savedDetail") });
  };
  const [asking, setAsking] = useState(false);
  const publish = async (note: string) => {
    const done = await edit.publish(note);
    if (!done) return;
    setAsking(false);
    notify({
      title: t("publish.done", { version: done.version }),
      detail: t("publish.doneDetail", { count: done.refreshed }),
    });
  };
  return (
    <>
      <Panes>
        <div className="min-w-0 md:flex md:flex-1 md:flex-col md:overflow-hidden">
          <DraftLine
            {...{ edit, unready, refusal: problems.first }}
            onSave={() => void save()}
            onPublish={() => setAsking(true)}
          />
          <DraftNotes edit={edit} poolName={poolName} />
          <DraftStrip {...{ edit, approval, poolName, preview: state.fresh ? state.preview : null }} />
          <EditorColumns
            {...{ poolName, edit, deeds, poolDeeds, allocationDeeds, problems, hits }}
            counts={byAllocationRule}
          />
        </div>
        <Pane
          width="peek"
          label={t("preview.title")}
          className="max-md:border-border max-md:border-t max-md:pb-28"
        >
          <SimulationLink onOpen={props.onSimulate} />
          <PreviewPanel
            {...{
              state,
              version: state.preview?.baseVersion ?? base.version,
              document: problems.first === null ? draft : null,
            }}
          />
        </Pane>
      </Panes>
      <PhoneBar edit={edit} refusal={problems.first ?? unready} onPublish={() => setAsking(true)} />
      <Dialog
        open={asking}
        onOpenChange={(open) => {
          setAsking(open);
          if (!open) edit.forget();
        }}
      >
        <PublishDialog
          {...{
            version: edit.inForce.version + 1,
            changes,
            poolName,
            busy: edit.busy,
            failure: edit.failure,
          }}
          note={edit.note}
          preview={state.fresh ? state.preview : null}
          onPublish={(note) => void publish(note)}
        />
      </Dialog>
    </>
  );
}

/** The phone's buttons; what it may not publish says so. */
function PhoneBar(props: {
  edit: ReturnType<typeof usePolicyDraft>;
  refusal: string | null;
  onPublish: () => void;
}) {
  const { edit, refusal, onPublish } = props;
  const t = useTranslations("policy.draft");
  const rules = useTranslations("rules.builder");
  const reason = refusal ?? (fitForPhone(edit.changes) ? null : rules("onDesktop"));
  const settled = edit.keeping.kept !== null && !edit.unsaved;
  if (!edit.dirty || (settled && reason)) return null;
  return (
    <ActionBar>
      <Button size="lg" onClick={edit.reset}>
        {t("reset")}
      </Button>
      {reason ? (
        <p className="flex-1 text-12 text-muted-foreground">{reason}</p>
      ) : (
        <Button size="lg" variant="primary" className="flex-1" onClick={onPublish}>
          {t("publish")}
        </Button>
      )}
    </ActionBar>
  );
}
