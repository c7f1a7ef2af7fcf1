"use client";

import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { submitFormAction } from "@/lib/forms/actions";
import type { PublicAnswer } from "@/lib/forms/public-answer";
import type { PublicForm as Form } from "@/lib/forms/types";
import { PublicField } from "./public-field";

const ASKING: PublicAnswer = { outcome: "asking", values: {} };

/** A form as a visitor sees it. It is sent without JavaScript too; what was written stays when something is missing. */
export function PublicForm({ form, token }: { form: Form; token: string }) {
  const t = useTranslations("sources.public");
  const [answer, send, busy] = useActionState(submitFormAction, ASKING);
  if (answer.outcome === "thanks") return <Thanks answer={answer} />;
  const wrong = new Set(answer.outcome === "missing" ? answer.fields : []);
  const said = {
    ...{ asking: null, thanks: null, missing: t("missing"), again: t("again"), closed: t("closed") },
    ...{ too_many: t("tooMany"), failed: t("failed") },
  }[answer.outcome];
  return (
    <form action={send} noValidate className="flex flex-col gap-4">
      <h1 className="font-semibold text-20">{form.title}</h1>
      {form.intro ? <p className="whitespace-pre-line text-muted-foreground">{form.intro}</p> : null}
      {said ? (
        <p role="alert" className="rounded-md bg-danger-subtle px-3 py-2 text-danger-text">
          {said}
        </p>
      ) : null}
      <input type="hidden" name="key" value={form.key} />
      <input type="hidden" name="token" value={answer.token ?? token} />
      <Trap />
      {form.fields.map((field) => (
        <PublicField
          key={field.field}
          field={field}
          value={answer.values[field.field] ?? ""}
          wrong={wrong.has(field.field)}
        />
      ))}
      {form.consent ? (
        <label className="flex items-start gap-2.5 max-md:py-2.5">
          <input
            type="checkbox"
            name="consent"
            required
            aria-invalid={wrong.has("consent") || undefined}
            className="mt-1 size-4 shrink-0 accent-primary"
          />
          <span className="whitespace-pre-line text-13 text-muted-foreground">
            {form.consent}
            {wrong.has("consent") ? (
              <span className="block text-danger-text">{t("missingConsent")}</span>
            ) : null}
          </span>
        </label>
      ) : null}
      <Button
        type="submit"
        variant="primary"
        size="lg"
        busy={busy}
        className="self-start max-md:self-stretch"
      >
        {busy ? t("sending") : t("send")}
      </Button>
    </form>
  );
}

/** What people don't see and programs fill. */
function Trap() {
  const t = useTranslations("sources.public");
  return (
    <div aria-hidden className="absolute h-px w-px overflow-hidden opacity-0">
      <label>
        {t("trap")}
        <input type="text" name="fax" tabIndex={-1} autoComplete="off" defaultValue="" />
      </label>
    </div>
  );
}

function Thanks({ answer }: { answer: PublicAnswer }) {
  const t = useTranslations("sources.public");
  return (
    <div role="status" className="flex flex-col items-start gap-4 py-6">
      <p className="whitespace-pre-line text-16">{answer.thanks || t("thanks")}</p>
      {answer.redirectUrl ? (
        <>
          <meta httpEquiv="refresh" content={`3;url=${answer.redirectUrl}`} />
          <Button asChild variant="primary">
            <a href={answer.redirectUrl} target="_top" rel="noreferrer">
              {t("go")}
            </a>
          </Button>
        </>
      ) : null}
    </div>
  );
}
