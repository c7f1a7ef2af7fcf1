"use client";

import { useTranslations } from "next-intl";
import { useRef, useState, useTransition } from "react";
import { PasswordInput } from "@/components/auth/password-input";
import { useAuthFailure } from "@/components/auth/use-auth-failure";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { notify } from "@/components/ui/toast";
import type { ActionFailure } from "@/lib/action-result";
import { changePasswordAction } from "@/lib/auth/actions";
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from "@/lib/auth/rules";

/** Asks for the current password and a new one; every other device is signed out. */
export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("me");
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [busy, start] = useTransition();
  const wrong = useWords(failure);
  const change = (data: FormData) =>
    start(async () => {
      const result = await changePasswordAction({
        current: String(data.get("current")),
        password: String(data.get("password")),
      });
      setFailure(result.ok ? null : result);
      if (!result.ok) return;
      form.current?.reset();
      notify({ title: t("changed"), detail: t("changedDetail", { count: result.data.ended }) });
    });
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        change(new FormData(event.currentTarget));
      }}
      className="flex flex-col gap-4"
    >
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <Field label={t("current")} name="current" required error={wrong.current}>
        {(control) => (
          <PasswordInput {...control} autoComplete="current-password" maxLength={MAX_PASSWORD_LENGTH} />
        )}
      </Field>
      <Field
        label={t("new")}
        name="password"
        required
        hint={t("newHint", { min: MIN_PASSWORD_LENGTH })}
        error={wrong.password}
      >
        {(control) => (
          <PasswordInput {...control} autoComplete="new-password" maxLength={MAX_PASSWORD_LENGTH} />
        )}
      </Field>
      <Button type="submit" busy={busy} className="self-start max-md:w-full">
        {t("change")}
      </Button>
    </form>
  );
}

/** What is wrong, beside the field it concerns. */
function useWords(failure: ActionFailure | null): { current?: string; password?: string } {
  const t = useTranslations("me");
  const say = useAuthFailure();
  if (!failure) return {};
  const { error, params } = failure;
  if (error === "WEAK_PASSWORD") return { password: say(failure) };
  if (error === "WRONG_CREDENTIALS" && typeof params.left === "number") {
    return { current: t("wrongCurrent", { left: params.left, minutes: Number(params.minutes) }) };
  }
  return { current: say(failure) };
}
