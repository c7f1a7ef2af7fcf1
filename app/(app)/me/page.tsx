import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { MorePlaces } from "@/components/me/more-places";
import { PasswordForm } from "@/components/me/password-form";
import { Preferences } from "@/components/me/preferences";
import { ProfileForm } from "@/components/me/profile-form";
import { SessionsList } from "@/components/me/sessions-list";
import { SignOutButton } from "@/components/me/sign-out-button";
import { TokensLink } from "@/components/tokens/tokens-link";
import { Section } from "@/components/ui/section";
import { mySessions } from "@/lib/auth/queries";
import { requireCtx } from "@/lib/auth/require-ctx";
import { deviceOf } from "@/lib/auth/user-agent";
import { formatMoment } from "@/lib/i18n/dates";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("me");
  return { title: t("title") };
}

export default async function MePage() {
  const { ctx, user, organization, sessionId } = await requireCtx();
  const t = await getTranslations("me");
  const where = { locale: await getLocale(), timeZone: organization.timeZone };
  const sessions = await mySessions(ctx);
  const thisFirst = sessions.toSorted((a, b) => Number(b.id === sessionId) - Number(a.id === sessionId));
  return (
    <>
      <PageHeader title={t("title")} ruled />
      <PhoneHeader title={t("title")} />
      <Panes>
        <Pane>
          <MorePlaces role={user.role} />
          <div className="max-w-[560px] pb-10 max-md:max-w-none [&>section:first-child]:border-t-0">
            <Section level={2} title={t("profile")}>
              <ProfileForm name={user.name} email={user.email} role={user.role} teamName={user.teamName} />
            </Section>
            <Section level={2} title={t("preferences")}>
              <Preferences />
            </Section>
            <Section level={2} title={t("sessions")}>
              <SessionsList
                sessions={thisFirst.map(({ id, userAgent, ip, createdAt, seenAt }) => ({
                  id,
                  device: deviceOf(userAgent),
                  ip,
                  since: formatMoment(createdAt, where, ctx.now),
                  seen: formatMoment(seenAt, where, ctx.now),
                  current: id === sessionId,
                }))}
              />
            </Section>
            <Section level={2} title={t("password")}>
              <PasswordForm email={user.email} />
            </Section>
            <TokensLink count={null} />
            <Section>
              <SignOutButton />
            </Section>
          </div>
        </Pane>
      </Panes>
    </>
  );
}
