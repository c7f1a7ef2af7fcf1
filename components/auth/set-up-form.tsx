"use client";

import { useLocale, useTranslations } from "next-intl";
import { useActionState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Field, type FieldControl } from "@/components/ui/field";
import { fieldBox, Input } from "@/components/ui/input";
import { type FormState, setUpAction } from "@/lib/auth/actions";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "@/lib/auth/rules";
import { CURRENCIES } from "@/lib/organization/currencies";
import { PasswordInput } from "./password-input";
import { useAuthFailure } from "./use-auth-failure";

const USUAL = {
  "zh-CN": { timeZone: "Asia/Shanghai", currency: "CNY" },
  "zh-TW": { timeZone: "Asia/Taipei", currency: "TWD" },
  en: { timeZone: "UTC", currency: "USD" },
} as const;

const never = () => () => {};
const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The company and its first admin; shown while there is nobody. */
export function SetUpForm({ timeZones }: { timeZones: readonly string[] }) {
  const t = useTranslations("auth");
  const s = useTranslations("auth.setup");
  const fieldWords = useTranslations("errors.field");
  const say = useAuthFailure();
  const usual = USUAL[useLocale()];
  const here = useSyncExternalStore(never, zoneHere, () => "");
  const zone = here !== "UTC" && timeZones.includes(here) ? here : usual.timeZone;
  const [{ values, failure }, submit, busy] = useActionState<FormState, FormData>(setUpAction, {
    values: {},
    failure: null,
  });
  const wrong = (name: string) => {
    const field = failure?.fields?.[name];
    return field ? fieldWords(field.code, { limit: field.limit ?? 0 }) : undefined;
  };
  const weak = failure?.error === "WEAK_PASSWORD" ? failure.params : null;
  const weakText = weak
    ? t(`weak.${weakReason(weak.reason)}`, { min: Number(weak.min ?? MIN_PASSWORD_LENGTH) })
    : undefined;
  const general = failure && !failure.fields && !weak ? say(failure) : undefined;
  return (
    <>
      <h1 className="font-semibold text-20">{s("title")}</h1>
      <p className="mt-1 mb-6 text-muted-foreground">{s("lead")}</p>
      <form action={submit} className="flex flex-col gap-4" key={JSON.stringify(values)}>
        <Field label={s("organization")} name="organization" required error={wrong("organization")}>
          {(control) => (
            <Input
              {...control}
              defaultValue={values.organization}
              maxLength={100}
              autoComplete="organization"
            />
          )}
        </Field>
        <div className="grid grid-cols-[1fr_112px] gap-3">
          <Field label={s("timeZone")} name="timeZone" hint={s("timeZoneHint")} error={wrong("timeZone")}>
            {(control) => (
              <Choice control={control} options={timeZones} key={zone} value={values.timeZone ?? zone} />
            )}
          </Field>
          <Field label={s("currency")} name="currency" error={wrong("currency")}>
            {(control) => (
              <Choice control={control} options={CURRENCIES} value={values.currency ?? usual.currency} />
            )}
          </Field>
        </div>
        <Field label={s("name")} name="name" required error={wrong("name")}>
          {(control) => <Input {...control} defaultValue={values.name} maxLength={100} autoComplete="name" />}
        </Field>
        <Field label={s("email")} name="email" required error={wrong("email")}>
          {(control) => (
            <Input
              {...control}
              type="email"
              defaultValue={values.email}
              maxLength={254}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
        <Field
          label={s("password")}
          name="password"
          required
          hint={s("passwordHint", { min: MIN_PASSWORD_LENGTH })}
          error={wrong("password") ?? weakText ?? general}
        >
          {(control) => (
            <PasswordInput {...control} autoComplete="new-password" maxLength={MAX_PASSWORD_LENGTH} />
          )}
        </Field>
        <Button type="submit" variant="primary" busy={busy} className="mt-1 h-10 w-full max-md:h-12">
          {s("submit")}
        </Button>
      </form>
    </>
  );
}

const weakReason = (reason: unknown) => (reason === "common" || reason === "email" ? reason : "short");

/** A plain list of the browser, which works without scripts and is at home on a phone. */
function Choice(props: { control: FieldControl; options: readonly string[]; value: string }) {
  return (
    <select {...props.control} defaultValue={props.value} className={`${fieldBox} h-10 px-2 max-md:h-11`}>
      {props.options.map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}
