import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AuthPage } from "@/components/auth/auth-page";
import { SetUpForm } from "@/components/auth/set-up-form";
import { signInFacts } from "@/lib/auth/queries";
import { systemCtx } from "@/lib/auth/system-ctx";
import { database } from "@/lib/database";
import { version } from "@/package.json";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth.setup");
  return { title: t("pageTitle") };
}

export default async function SetUpPage() {
  const { setUp } = await signInFacts(systemCtx(database().db));
  if (setUp) redirect("/sign-in");
  return (
    <AuthPage version={version}>
      <SetUpForm timeZones={[...new Set(["UTC", ...Intl.supportedValuesOf("timeZone")])]} />
    </AuthPage>
  );
}
