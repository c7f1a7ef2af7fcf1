"use client";

import { CircleAlert, KeyRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type FormState, signInAction } from "@/lib/auth/actions";
import { PasswordInput } from "./password-input";
import { useAuthFailure } from "./use-auth-failure";

type SignInFormProps = {
  organization: string | null;
  next: string;
  /** Whether an identity provider is configured. */
  sso: boolean;
  ssoProblem?: "unknown" | "failed" | undefined;
  /** Shows whom to ask for a new password. */
  forgot: boolean;
};

const WIDE = "h-10 w-full max-md:h-12";

/** E-mail and password; a plain form that works before and without scripts. */
export function SignInForm({ organization, next, sso, ssoProblem, forgot }: SignInFormProps) {
  const t = useTranslations("auth");
  const say = useAuthFailure();
  const [state, submit, busy] = useActionState<FormState, FormData>(signInAction, {
    values: {},
    failure: null,
  });
  const problem = state.failure ? say(state.failure) : undefined;
  const query = next === "/" ? "" : `?next=${encodeURIComponent(next)}`;
  return (
    <>
      <h1 className="font-semibold text-20">
        {organization ? t("title", { organization }) : t("titlePlain")}
      </h1>
      <p className="mt-1 mb-6 text-muted-foreground">{sso ? t("leadSso") : t("lead")}</p>
      {sso ? (
        <>
          <Button asChild className={WIDE} lead={<KeyRound aria-hidden className="text-muted-foreground" />}>
            <a href={`/sign-in/sso${query}`}>{t("sso")}</a>
          </Button>
          {ssoProblem && !state.failure ? (
            <p role="alert" className="mt-1.5 flex gap-1.5 text-danger-text">
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {t(SSO_PROBLEM[ssoProblem])}
            </p>
          ) : null}
          <div className="mt-5 mb-4 flex items-center gap-3 text-12 text-faint-foreground before:h-px before:flex-1 before:bg-hairline after:h-px after:flex-1 after:bg-hairline">
            {t("or")}
          </div>
        </>
      ) : null}
      <form action={submit} className="flex flex-col gap-4">
        <input type="hidden" name="next" value={next} />
        <Field label={t("email")} name="email" required>
          {(control) => (
            <Input
              {...control}
              type="email"
              inputMode="email"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={254}
              defaultValue={state.values.email}
              key={state.values.email}
            />
          )}
        </Field>
        <Field
          label={t("password")}
          name="password"
          required
          error={problem}
          hint={forgot ? t("forgotHint") : undefined}
          aside={
            <Link
              href={`/sign-in?${new URLSearchParams({ ...(next === "/" ? {} : { next }), forgot: "1" })}`}
              className="hit text-primary-text"
            >
              {t("forgot")}
            </Link>
          }
        >
          {(control) => <PasswordInput {...control} autoComplete="current-password" maxLength={256} />}
        </Field>
        <Button type="submit" variant="primary" busy={busy} className={`mt-1 ${WIDE}`}>
          {busy ? t("submitting") : t("submit")}
        </Button>
      </form>
    </>
  );
}

const SSO_PROBLEM = { unknown: "ssoUnknown", failed: "ssoFailed" } as const;
