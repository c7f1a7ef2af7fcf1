import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthPage } from "@/components/auth/auth-page";
import { SignInForm } from "@/components/auth/sign-in-form";
import { signInFacts } from "@/lib/auth/queries";
import { findCtx } from "@/lib/auth/require-ctx";
import { safeNext } from "@/lib/auth/rules";
import { systemCtx } from "@/lib/auth/system-ctx";
import { database } from "@/lib/database";
import { env } from "@/lib/env";
import { version } from "@/package.json";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  return { title: t("submit") };
}

type Search = Record<string, string | string[] | undefined>;

export default async function SignInPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { next: wanted, error, forgot } = await searchParams;
  const next = safeNext(wanted);
  if (await findCtx()) redirect(next);
  const { organization, setUp } = await signInFacts(systemCtx(database().db));
  if (!setUp) redirect("/setup");
  return (
    <AuthPage version={version}>
      <SignInForm
        organization={organization}
        next={next}
        sso={env().AUTH_OIDC_ISSUER !== undefined}
        ssoProblem={error === undefined ? undefined : error === "sso" ? "unknown" : "failed"}
        forgot={forgot !== undefined}
      />
    </AuthPage>
  );
}
