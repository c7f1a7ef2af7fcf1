"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioChips } from "@/components/ui/radio-chips";
import { notify } from "@/components/ui/toast";
import { FIELD_TYPES, STAGES } from "@/db/enums";
import { addFieldAction, editFieldAction } from "@/lib/custom-fields/actions";
import { MAX_LABEL } from "@/lib/custom-fields/limits";
import type { FieldRow } from "@/lib/custom-fields/types";
import type { FieldDraft } from "./draft";
import { type FieldWords, hasOptions, NEW_FIELD, problemOf, wordsOf, writtenOptions } from "./field-form";
import { FieldInput } from "./field-input";
import { OptionsEditor } from "./options-editor";
import { ToggleChips } from "./toggle-chips";

type FieldDialogProps = { field: FieldRow | null; currency: string; onDone: () => void };

/** A new field, or the words, choices and stages of one that is there. */
export function FieldDialog({ field, currency, onDone }: FieldDialogProps) {
  const t = useTranslations("fields");
  const common = useTranslations("common");
  const { words, change, save, busy, failure } = useWriting(field, onDone);
  const problem = problemOf(words);
  return (
    <DialogContent
      title={field ? t("editTitle", { name: field.label }) : t("addTitle")}
      width="md"
      className="md:top-[8vh] md:max-h-[84vh]"
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={problem ? t(problem) : undefined}
            onClick={() => void save()}
          >
            {field ? common("save") : t("add")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("label")} required hint={t("labelHint")}>
          {(control) => (
            <Input
              {...control}
              maxLength={MAX_LABEL}
              value={words.label}
              onChange={(event) => change({ label: event.target.value })}
            />
          )}
        </Field>
        <TypeChoice {...{ words, change, currency }} fixed={field !== null} />
        {hasOptions(words.type) ? (
          <OptionsEditor options={words.options} onChange={(options) => change({ options })} />
        ) : null}
        <StageChoice {...{ words, change }} />
        <Preview {...{ words, currency }} />
      </div>
      <FailureLine failure={failure} />
    </DialogContent>
  );
}

function useWriting(field: FieldRow | null, onDone: () => void) {
  const t = useTranslations("fields");
  const common = useTranslations("common");
  const [words, setWords] = useState<FieldWords>(() => (field ? wordsOf(field) : NEW_FIELD()));
  const { run, busy, failure, forget } = useAsking();
  const change = (part: Partial<FieldWords>) => {
    forget();
    setWords((now) => ({ ...now, ...part }));
  };
  const save = async () => {
    const { label, type, requiredStages } = words;
    const options = writtenOptions(words);
    const done = await run((asked) =>
      field
        ? editFieldAction(
            {
              ...{ fieldId: field.id, label, requiredStages },
              options: options.map(({ key: _key, ...option }) => option),
            },
            asked,
          )
        : addFieldAction(
            { label, type, requiredStages, options: options.map((option) => option.label) },
            asked,
          ),
    );
    if (!done) return;
    notify({ title: field ? common("saved") : t("added", { name: label.trim() }) });
    onDone();
  };
  return { words, change, save, busy, failure };
}

type WordsProps = { words: FieldWords; change: (part: Partial<FieldWords>) => void };

function TypeChoice(props: WordsProps & { currency: string; fixed: boolean }) {
  const { words, change, currency, fixed } = props;
  const t = useTranslations("fields");
  return (
    <div className="flex flex-col gap-1.5">
      <span className="font-medium">{t("typeLabel")}</span>
      {fixed ? (
        <p>{t(`type.${words.type}`)}</p>
      ) : (
        <RadioChips
          label={t("typeLabel")}
          value={words.type}
          onValueChange={(type) => change({ type })}
          options={FIELD_TYPES.map((value) => ({ value, label: t(`type.${value}`) }))}
        />
      )}
      <p className="text-12 text-muted-foreground">
        {fixed ? t("typeFixed") : t(`example.${words.type}`, { currency })}
      </p>
    </div>
  );
}

function StageChoice({ words, change }: WordsProps) {
  const t = useTranslations("fields");
  const stages = useTranslations("enums.stage");
  return (
    <div className="flex flex-col gap-1.5">
      <span className="font-medium">{t("required")}</span>
      <ToggleChips
        label={t("required")}
        options={STAGES.map((value) => ({ value, label: stages(value) }))}
        chosen={words.requiredStages}
        onChange={(requiredStages) => change({ requiredStages })}
      />
      <p className="text-12 text-muted-foreground">{t("requiredHint")}</p>
    </div>
  );
}

/** The control as it will stand in the form, to be tried. */
function Preview({ words, currency }: { words: FieldWords; currency: string }) {
  const t = useTranslations("fields");
  const { label, type, requiredStages } = words;
  const [typed, setTyped] = useState<{ type: string; draft: FieldDraft }>({ type, draft: "" });
  const options = writtenOptions(words).map((one) => ({
    ...{ value: one.key, label: one.label, retired: one.retired },
  }));
  return (
    <section className="rounded-lg border border-hairline bg-muted px-3.5 py-3" aria-label={t("preview")}>
      <h3 className="mb-2 text-12 text-muted-foreground">{t("preview")}</h3>
      <div className="grid grid-cols-2 gap-3">
        <FieldInput
          field={{
            ...{ id: "", key: "", type, requiredStages, options, currency, retired: false },
            label: label.trim() || t(`type.${type}`),
          }}
          draft={typed.type === type ? typed.draft : ""}
          required={requiredStages.length > 0}
          error={undefined}
          onChange={(draft) => setTyped({ type, draft })}
        />
      </div>
    </section>
  );
}
