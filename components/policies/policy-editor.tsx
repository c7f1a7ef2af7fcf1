"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { ActionBar, Pane, Panes } from "@/components/layout/panes";
import { PoolRuleEditor } from "@/components/rules/pool-rule-editor";
import { PoolRuleList } from "@/components/rules/pool-rule-list";
import { RuleEditor } from "@/components/rules/rule-editor";
import { RuleList } from "@/components/rules/rule-list";
import { SimulationLink } from "@/components/simulation/simulation-link";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { ClaimsEditor, ClaimsEntry } from "./claims-editor";
import { DraftLine } from "./draft-line";
import { DraftNotes } from "./draft-notes";
import { DraftStrip } from "./draft-strip";
import { changesByField, fitForPhone } from "./fields";
import { PreviewPanel } from "./preview-panel";
import { PublishDialog } from "./publish-dialog";
import { TemplateMenu } from "./template-menu";
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
  const problems = useRuleProblems(draft);
  const state = usePreview(base.poolId, problems.first === null ? draft : null, base.version);
  const { byRule = [], byPoolRule = [] } = state.preview ?? {};
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
          <EditorColumns {...{ poolName, edit, deeds, poolDeeds, problems, hits }} />
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

/** Beside one another where there is room, the list above the editor where there is less; one at a time on the phone. */
function EditorColumns(props: {
  poolName: string;
  edit: ReturnType<typeof usePolicyDraft>;
  deeds: ReturnType<typeof useRuleDeeds>;
  poolDeeds: ReturnType<typeof usePoolRuleDeeds>;
  problems: ReturnType<typeof useRuleProblems>;
  hits: ReadonlyMap<string, number>;
}) {
  const { poolName, edit, deeds, poolDeeds, problems, hits } = props;
  const { base, draft, changes } = edit;
  const { rules, open, chosen } = deeds;
  const broken = new Set([...problems.byRule].flatMap(([id, found]) => (found.length > 0 ? [id] : [])));
  const openPoolRule = draft.poolRules.find(({ id }) => id === chosen) ?? null;
  const was = base.document.returnRules.find(({ id }) => id === open?.id) ?? null;
  return (
    <div className="min-h-0 flex-1 md:overflow-y-auto xl:flex xl:overflow-hidden">
      <div
        className={cn(
          "border-border pb-3 xl:w-[256px] xl:shrink-0 xl:overflow-y-auto xl:border-e",
          chosen !== null && "max-md:hidden",
        )}
      >
        <RuleList
          {...{ rules, broken, hits }}
          current={open?.id ?? null}
          onSelect={deeds.choose}
          onSwitch={(id, on) => {
            const rule = rules.find((one) => one.id === id);
            if (rule) deeds.change({ ...rule, on });
          }}
          onPlace={deeds.place}
          onAdd={deeds.add}
        />
        <PoolRuleList
          {...{ rules: poolDeeds.rules, broken, hits, poolId: base.poolId }}
          current={openPoolRule?.id ?? null}
          onSelect={deeds.choose}
          onSwitch={(rule, on) => poolDeeds.change({ ...rule, on })}
          onAdd={poolDeeds.add}
        />
        <ClaimsEntry
          document={draft}
          current={open === null && openPoolRule === null}
          onSelect={() => deeds.choose("claims")}
        />
        <TemplateMenu edit={edit} />
      </div>
      <div
        className={cn(
          "min-w-0 px-6 pt-2 pb-10 max-md:px-4 xl:flex-1 xl:overflow-y-auto",
          chosen === null && "max-md:hidden",
        )}
      >
        {open ? (
          <RuleEditor
            key={open.id}
            {...{ rule: open, was, version: base.version, poolId: base.poolId, poolName }}
            position={rules.indexOf(open) + 1}
            count={rules.length}
            problems={problems.byRule.get(open.id) ?? []}
            onChange={deeds.change}
            onMove={(step) => deeds.place(open.id, rules.indexOf(open) + step)}
            onDuplicate={() => deeds.duplicate(open)}
            onRemove={() => deeds.remove(open)}
            onBack={() => deeds.choose(null)}
          />
        ) : openPoolRule ? (
          <PoolRuleEditor
            key={openPoolRule.id}
            {...{ rule: openPoolRule, version: base.version, poolId: base.poolId }}
            was={base.document.poolRules.find(({ id }) => id === openPoolRule.id) ?? null}
            problems={problems.byRule.get(openPoolRule.id) ?? []}
            onChange={poolDeeds.change}
            onRemove={() => poolDeeds.remove(openPoolRule)}
            onBack={() => deeds.choose(null)}
          />
        ) : (
          <ClaimsEditor
            {...{ document: draft, changes: changesByField(changes), version: base.version }}
            onChange={edit.change}
            onBack={() => deeds.choose(null)}
          />
        )}
      </div>
    </div>
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
