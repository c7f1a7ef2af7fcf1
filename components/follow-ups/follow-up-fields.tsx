"use client";

import { useTranslations } from "next-intl";
import type { KeyboardEvent, ReactNode } from "react";
import { CustomInputs } from "@/components/fields/custom-inputs";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { NativeSelect } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { CHANNELS, STAGES } from "@/db/enums";
import type { FollowUpPreview } from "@/lib/follow-ups/types";
import { CHANNEL_ICONS, OUTCOME_ICONS } from "./icons";
import { mannerOf, REACHED, SAID, splitOutcome } from "./outcomes";
import { type FollowUpForm, neededFields } from "./use-follow-up-form";
import { WhenField } from "./when-field";

type FieldsProps = {
  form: FollowUpForm;
  preview: FollowUpPreview;
  /** Big tiles for the thumb rather than chips. */
  tiles?: boolean;
};

/** Everything a follow-up says: how, with whom, what came of it, what next. ⌘Enter saves. */
export function FollowUpFields({ form, preview, tiles = false }: FieldsProps) {
  const t = useTranslations("followup");
  const channels = useTranslations("enums.channel");
  const { draft, change } = form;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void form.save();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: ⌘Enter of the fields inside
    <div onKeyDown={onKeyDown} className="flex flex-col gap-3.5">
      <Group label={t("channel")}>
        <RadioChips
          label={t("channel")}
          value={draft.channel}
          onValueChange={(channel) => change({ channel })}
          options={CHANNELS.map((value) => ({ value, label: channels(value), icon: CHANNEL_ICONS[value] }))}
        />
      </Group>
      <OutcomeFields form={form} tiles={tiles} />
      <Group label={t("next")} error={form.missing === "nextStepAt" ? t("missing.nextStepAt") : undefined}>
        <WhenField
          label={t("next")}
          value={draft.nextStepAt}
          onChange={(nextStepAt) => change({ nextStepAt })}
        />
        {draft.nextStepAt || draft.nextStep ? (
          <Input
            inputSize="sm"
            aria-label={t("nextStep")}
            placeholder={t("nextStepPlaceholder")}
            maxLength={500}
            value={draft.nextStep}
            onChange={(event) => change({ nextStep: event.target.value })}
          />
        ) : null}
      </Group>
      <NoteField form={form} preview={preview} />
      <EvidenceField form={form} preview={preview} />
      <MoreFields form={form} preview={preview} />
      <CustomInputs
        fields={neededFields(preview, draft)}
        stage={draft.stage ?? preview.stage}
        draft={draft.custom}
        onChange={(custom) => change({ custom })}
        failure={form.failure}
      />
    </div>
  );
}

function OutcomeFields({ form, tiles }: { form: FollowUpForm; tiles: boolean }) {
  const t = useTranslations("followup");
  const { draft, change } = form;
  const { reached, said } = splitOutcome(draft.outcome);
  const manner = mannerOf(draft.channel);
  return (
    <>
      <Group label={t("outcome")} error={form.missing === "outcome" ? t("missing.outcome") : undefined}>
        <RadioChips
          label={t("outcome")}
          shape={tiles ? "tile" : "chip"}
          className={tiles ? "grid-cols-3" : ""}
          value={reached}
          onValueChange={(outcome) => change({ outcome })}
          options={REACHED.map((value) => ({
            value,
            label: t(`reached.${manner}.${value}`),
            icon: OUTCOME_ICONS[value],
          }))}
        />
      </Group>
      {reached === "connected" ? (
        <Group label={t("said")}>
          <RadioChips
            label={t("said")}
            value={said ?? "connected"}
            onValueChange={(outcome) => change({ outcome })}
            options={[
              { value: "connected" as const, label: t("saidNothing") },
              ...SAID.map((value) => ({ value, label: t(`saids.${value}`) })),
            ]}
          />
        </Group>
      ) : null}
    </>
  );
}

function NoteField({ form, preview }: { form: FollowUpForm; preview: FollowUpPreview }) {
  const t = useTranslations("followup");
  const { draft, change, kept, qualification } = form;
  const { minNoteLength } = preview.qualifying;
  const aside = qualification?.qualifies
    ? t(qualification.because === "outcome" ? "noteOptional" : "noteEnough")
    : minNoteLength > 0
      ? t("noteLength", { count: minNoteLength })
      : undefined;
  return (
    <Field
      label={t("note")}
      aside={<span className="text-12 text-faint-foreground">{aside}</span>}
      hint={kept ? t("draftKept") : undefined}
    >
      {(control) => (
        <Textarea
          {...control}
          rows={2}
          className="min-h-16"
          maxLength={5000}
          placeholder={t("notePlaceholder")}
          value={draft.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      )}
    </Field>
  );
}

/** Shown where the channel asks for it, or once something stands there. */
function EvidenceField({ form, preview }: { form: FollowUpForm; preview: FollowUpPreview }) {
  const t = useTranslations("followup");
  const { draft, change } = form;
  const asked = preview.qualifying.evidenceFor.includes(draft.channel);
  if (!asked && draft.evidence === "") return null;
  return (
    <Field label={t("evidence")} hint={t("evidenceHint")}>
      {(control) => (
        <Input
          {...control}
          inputSize="sm"
          maxLength={500}
          value={draft.evidence}
          onChange={(event) => change({ evidence: event.target.value })}
        />
      )}
    </Field>
  );
}

function MoreFields({ form, preview }: { form: FollowUpForm; preview: FollowUpPreview }) {
  const t = useTranslations("followup");
  const stages = useTranslations("enums.stage");
  const { draft, change } = form;
  return (
    <div className="grid grid-cols-2 gap-3">
      {preview.contacts.length > 0 ? (
        <Field label={t("contact")}>
          {(control) => (
            <NativeSelect
              {...control}
              inputSize="sm"
              placeholder={t("anyContact")}
              value={draft.contactId ?? ""}
              onChange={(event) => change({ contactId: event.target.value || null })}
              options={preview.contacts.map(({ id, name, title }) => ({
                value: id,
                label: [name ?? t("unnamed"), title].filter(Boolean).join(" · "),
              }))}
            />
          )}
        </Field>
      ) : null}
      <Field label={t("stage")}>
        {(control) => (
          <NativeSelect
            {...control}
            inputSize="sm"
            value={draft.stage ?? preview.stage}
            onChange={(event) => {
              const stage = STAGES.find((one) => one === event.target.value);
              if (stage) change({ stage });
            }}
            options={STAGES.filter((one) => one !== "won" || preview.stage === "won").map((value) => ({
              value,
              label: stages(value),
            }))}
          />
        )}
      </Field>
    </div>
  );
}

function Group(props: { label: string; error?: string | undefined; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <span className="text-13 text-muted-foreground">{props.label}</span>
      {props.children}
      {props.error ? (
        <span role="alert" className="text-13 text-danger-text">
          {props.error}
        </span>
      ) : null}
    </div>
  );
}
