"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { FailureLine } from "@/components/customer/failure-line";
import { useAsking } from "@/components/customer/use-asking";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { notify } from "@/components/ui/toast";
import { LOCALES, type Locale } from "@/db/enums";
import type { PoolRef } from "@/lib/customers/types";
import { createFormAction, editFormAction } from "@/lib/forms/actions";
import type { FormRow } from "@/lib/forms/types";
import { EmbedPanel } from "./embed-panel";
import { FieldsEditor } from "./fields-editor";
import { draftOfForm, type FormDraft, factsOf, fieldDraft, problemOf } from "./form-draft";
import { RoutesEditor } from "./routes-editor";
import { type OwnField, useFieldNames } from "./use-field-names";

type EditorProps = {
  form: FormRow | null;
  pools: readonly PoolRef[];
  own: readonly OwnField[];
  locale: Locale;
  siteUrl: string;
};

/** A form of the organisation's: what it asks, where it leads, and who may embed it. */
export function FormEditor({ form, pools, own, locale, siteUrl }: EditorProps) {
  const t = useTranslations("sources");
  const common = useTranslations("common");
  const { draft, change, save, busy, failure, problem } = useDraft({ form, pools, own, locale });
  const said = problem ? t(`form.problem.${problem.problem}`, { line: problem.line }) : undefined;
  const title = form ? t("form.editTitle") : t("form.newTitle");
  const button = (
    <Button size="sm" variant="primary" busy={busy} disabledReason={said} onClick={() => void save()}>
      {common("save")}
    </Button>
  );
  const crumb = { label: t("title"), href: "/settings/sources" };
  return (
    <>
      <PageHeader title={title} crumbs={[crumb]} actions={button} ruled />
      <PhoneHeader title={title} back={crumb} actions={button} />
      <Panes>
        <Pane>
          <div className="flex max-w-[760px] flex-col gap-5 px-5 py-5 pb-12 max-md:px-4">
            {said ? <p className="text-12 text-muted-foreground">{said}</p> : null}
            <FailureLine failure={failure} />
            <Words draft={draft} change={change} begins={form === null} />
            <FieldsEditor fields={draft.fields} own={own} onChange={(fields) => change({ fields })} />
            <Field label={t("form.pool")}>
              {(control) => (
                <NativeSelect
                  {...control}
                  value={draft.poolId}
                  onChange={(event) => change({ poolId: event.target.value })}
                  options={pools.map(({ id, name }) => ({ value: id, label: name }))}
                />
              )}
            </Field>
            <RoutesEditor
              {...{ pools, own }}
              routes={draft.routes}
              onChange={(routes) => change({ routes })}
            />
            <After draft={draft} change={change} />
          </div>
        </Pane>
        {form ? (
          <Pane width="next" label={t("form.embed")}>
            <EmbedPanel form={form} siteUrl={siteUrl} />
          </Pane>
        ) : null}
      </Panes>
    </>
  );
}

function useDraft({ form, pools, own, locale }: Omit<EditorProps, "siteUrl">) {
  const router = useRouter();
  const common = useTranslations("common");
  const { nameOf } = useFieldNames(own);
  const [draft, setDraft] = useState<FormDraft>(() =>
    form
      ? draftOfForm(form)
      : {
          ...{
            title: "",
            intro: "",
            consent: "",
            thanks: "",
            redirectUrl: "",
            routes: [],
            origins: "",
            locale,
          },
          poolId: pools[0]?.id ?? "",
          fields: (["name", "contactName", "phone", "note"] as const).map((field) =>
            fieldDraft(field, nameOf(field), field === "name" || field === "phone", field),
          ),
        },
  );
  const { run, busy, failure, forget } = useAsking();
  const change = (part: Partial<FormDraft>) => {
    forget();
    setDraft((now) => ({ ...now, ...part }));
  };
  const save = async () => {
    const facts = factsOf(draft);
    const done = await run((asked) =>
      form ? editFormAction({ formId: form.id, ...facts }, asked) : createFormAction(facts, asked),
    );
    if (!done) return;
    notify({ title: common("saved") });
    if (form) router.refresh();
    else router.push(`/settings/sources/forms/${done.formId}`);
  };
  return { draft, change, save, busy, failure, problem: problemOf(draft) };
}

type PartProps = { draft: FormDraft; change: (part: Partial<FormDraft>) => void };

function Words({ draft, change, begins }: PartProps & { begins: boolean }) {
  const t = useTranslations("sources.form");
  const title = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // A keyboard that is already somewhere stays there; on a phone it would cover the form.
    const free = document.activeElement === document.body && matchMedia("(hover: hover)").matches;
    if (begins && free) title.current?.focus();
  }, [begins]);
  const languages = useTranslations("enums.locale");
  return (
    <>
      <Field label={t("title")} required hint={t("titleHint")}>
        {(control) => (
          <Input
            {...control}
            ref={title}
            maxLength={100}
            value={draft.title}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("intro")} optional>
        {(control) => (
          <Textarea
            {...control}
            maxLength={1000}
            value={draft.intro}
            onChange={(event) => change({ intro: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("locale")}>
        {(control) => (
          <NativeSelect
            {...control}
            value={draft.locale}
            onChange={(event) => change({ locale: event.target.value as Locale })}
            options={LOCALES.map((value) => ({ value, label: languages(value) }))}
          />
        )}
      </Field>
    </>
  );
}

function After({ draft, change }: PartProps) {
  const t = useTranslations("sources.form");
  return (
    <>
      <Field label={t("consent")} optional hint={t("consentHint")}>
        {(control) => (
          <Textarea
            {...control}
            maxLength={1000}
            value={draft.consent}
            onChange={(event) => change({ consent: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("thanks")} optional>
        {(control) => (
          <Textarea
            {...control}
            maxLength={1000}
            value={draft.thanks}
            onChange={(event) => change({ thanks: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("redirect")} hint={t("redirectHint")}>
        {(control) => (
          <Input
            {...control}
            type="url"
            maxLength={1000}
            value={draft.redirectUrl}
            onChange={(event) => change({ redirectUrl: event.target.value })}
          />
        )}
      </Field>
      <Field label={t("origins")} hint={t("originsHint")}>
        {(control) => (
          <Textarea
            {...control}
            className="font-mono"
            value={draft.origins}
            onChange={(event) => change({ origins: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
