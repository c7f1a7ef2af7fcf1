import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { QualitySettingsForm } from "@/components/quality/settings-form";
import { Button } from "@/components/ui/button";
import { requireCtx } from "@/lib/auth/require-ctx";
import { may } from "@/lib/permissions";
import { getQualitySettings } from "@/lib/quality/queries";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("quality.settings");
  return { title: t("title") };
}

export default async function QualitySettingsPage() {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "quality.manage")) notFound();
  const t = await getTranslations("quality.settings");
  const policy = await getTranslations("policy.settings");
  const settings = await getQualitySettings(ctx);
  return (
    <>
      <PageHeader
        title={t("title")}
        crumbs={[{ label: policy("title"), href: "/settings" }]}
        actions={
          <Button asChild size="sm">
            <Link href="/quality">{t("queue")}</Link>
          </Button>
        }
        ruled
      />
      <PhoneHeader title={t("title")} back={{ href: "/settings", label: policy("title") }} />
      <Panes>
        <Pane>
          <QualitySettingsForm key={JSON.stringify(settings)} settings={settings} />
        </Pane>
      </Panes>
    </>
  );
}
