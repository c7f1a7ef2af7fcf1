"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/toast";
import { setQualitySettingsAction } from "@/lib/quality/actions";
import {
  COMPLETENESS_FIELDS,
  type CompletenessField,
  DEFAULT_GONE_AFTER,
  DEFAULT_WEIGHTS,
} from "@/lib/quality/rules";
import { SetQualitySettingsInput } from "@/lib/quality/schema";
import type { QualitySettings } from "@/lib/quality/types";

type Draft = { weights: Record<CompletenessField, string>; goneAfter: string };

const draftOf = ({ weights, goneAfter }: QualitySettings): Draft => ({
  weights: Object.fromEntries(
    COMPLETENESS_FIELDS.map((field) => [field, String(weights[field])]),
  ) as Draft["weights"],
  goneAfter: String(goneAfter),
});
const numberOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));
const settingsOf = ({ weights, goneAfter }: Draft): QualitySettings => ({
  weights: Object.fromEntries(
    COMPLETENESS_FIELDS.map((field) => [field, numberOf(weights[field])]),
  ) as QualitySettings["weights"],
  goneAfter: numberOf(goneAfter),
});

/** What each field counts for, and from when a customer counts as gone. */
export function QualitySettingsForm({ settings }: { settings: QualitySettings }) {
  const t = useTranslations("quality.settings");
  const common = useTranslations("common");
  const [draft, setDraft] = useState(() => draftOf(settings));
  const { run, busy, failure } = useAsking();
  const wanted = settingsOf(draft);
  const input = SetQualitySettingsInput.safeParse(wanted);
  const wrong = (path: string) =>
    !input.success && input.error.issues.some((issue) => issue.path.includes(path));
  const save = async () => {
    if (!input.success) return;
    const done = await run((options) => setQualitySettingsAction(input.data, options));
    if (done) notify({ title: t("saved") });
  };
  const sum = COMPLETENESS_FIELDS.reduce((total, field) => total + (wanted.weights[field] || 0), 0);
  return (
    <form
      className="max-w-[560px] px-5 py-4 max-md:px-4"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 className="font-medium">{t("weights")}</h2>
      <p className="text-12 text-muted-foreground">{t("weightsLead")}</p>
      <WeightFields draft={draft} wrong={wrong} onChange={setDraft} />
      <p className="mt-1 text-end text-12 text-muted-foreground">{t("sum", { sum })}</p>
      <h2 className="mt-6 font-medium">{t("goneTitle")}</h2>
      <p className="text-12 text-muted-foreground">{t("goneLead")}</p>
      <p className="mt-2 flex items-center gap-2">
        <Input
          inputSize="sm"
          inputMode="numeric"
          aria-label={t("goneTitle")}
          aria-invalid={wrong("goneAfter") || undefined}
          className="w-20 text-end"
          value={draft.goneAfter}
          onChange={(event) => setDraft({ ...draft, goneAfter: event.target.value })}
        />
        {t("times")}
      </p>
      <FailureLine failure={failure} />
      <div className="mt-6 flex gap-2">
        <Button
          type="submit"
          variant="primary"
          busy={busy}
          {...(input.success ? {} : { disabledReason: wrong("goneAfter") ? t("range") : t("weightRange") })}
        >
          {common("save")}
        </Button>
        <Button
          variant="ghost"
          onClick={() => setDraft(draftOf({ weights: DEFAULT_WEIGHTS, goneAfter: DEFAULT_GONE_AFTER }))}
        >
          {t("reset")}
        </Button>
      </div>
    </form>
  );
}

type WeightFieldsProps = {
  draft: Draft;
  wrong: (path: string) => boolean;
  onChange: (draft: Draft) => void;
};

function WeightFields({ draft, wrong, onChange }: WeightFieldsProps) {
  const t = useTranslations("quality.completeness.fields");
  return (
    <ul className="mt-2">
      {COMPLETENESS_FIELDS.map((field) => (
        <li key={field} className="flex min-h-13 items-center gap-3 border-hairline border-b md:min-h-10">
          <label htmlFor={`weight-${field}`} className="min-w-0 flex-1 first-letter:uppercase">
            {t(field)}
          </label>
          <Input
            id={`weight-${field}`}
            inputSize="sm"
            inputMode="numeric"
            className="w-20 text-end"
            aria-invalid={wrong(field) || undefined}
            value={draft.weights[field]}
            onChange={(event) =>
              onChange({ ...draft, weights: { ...draft.weights, [field]: event.target.value } })
            }
          />
        </li>
      ))}
    </ul>
  );
}
