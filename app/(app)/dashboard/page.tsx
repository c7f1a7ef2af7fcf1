import { Lock, UsersRound } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { type DashboardAddress, type RawParams, readAddress } from "@/components/dashboard/address";
import { DashboardBody } from "@/components/dashboard/dashboard-body";
import { DashboardHead } from "@/components/dashboard/dashboard-head";
import { readSort } from "@/components/dashboard/people";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { requireCtx } from "@/lib/auth/require-ctx";
import { DomainError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { getOverview, getStatsChoices, listPeopleStats } from "@/lib/stats/queries";
import { dayOf } from "@/lib/time";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("title") };
}

type Signed = Awaited<ReturnType<typeof requireCtx>>;

/** The figures, or null when the pool or team asked for is out of the viewer's reach. */
async function readFigures({ ctx }: Signed, { filter }: DashboardAddress) {
  try {
    const [overview, people] = await Promise.all([getOverview(ctx, filter), listPeopleStats(ctx, filter)]);
    return { overview, people };
  } catch (error) {
    if (error instanceof DomainError && error.code === "FORBIDDEN") return null;
    throw error;
  }
}

export default async function DashboardPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const signed = await requireCtx();
  const t = await getTranslations("dashboard");
  if (!may(signed.ctx.actor, "stats.read")) return <Denied />;
  const params = await searchParams;
  const { ctx, organization, user } = signed;
  const today = dayOf(ctx.now, organization.timeZone);
  const address = readAddress(params, today);
  const [choices, figures] = await Promise.all([getStatsChoices(ctx), readFigures(signed, address)]);
  const head = { address, choices, today, now: ctx.now, timeZone: organization.timeZone };
  if (!figures) {
    return (
      <>
        <DashboardHead {...head} asOf={null} />
        <EmptyState
          icon={Lock}
          title={t("outside.title")}
          text={t("outside.text")}
          action={
            <Button asChild>
              <Link href="/dashboard">{t("outside.reset")}</Link>
            </Button>
          }
        />
      </>
    );
  }
  const ownTeam = address.filter.teamId !== null && address.filter.teamId === user.teamId;
  return (
    <>
      <DashboardHead {...head} asOf={figures.overview.asOf} />
      <Panes>
        <Pane className="md:flex md:flex-col">
          {choices.pools.length === 0 && user.role !== "admin" ? (
            <EmptyState icon={UsersRound} title={t("noPools.title")} text={t("noPools.text")} />
          ) : (
            <DashboardBody
              overview={figures.overview}
              people={figures.people}
              address={address}
              sort={readSort(params.sort)}
              all={params.all === "1"}
              reachesHeld={user.role === "admin" || ownTeam}
            />
          )}
        </Pane>
      </Panes>
    </>
  );
}

async function Denied() {
  const t = await getTranslations("dashboard");
  return (
    <>
      <PageHeader title={t("title")} ruled />
      <PhoneHeader title={t("title")} />
      <EmptyState
        icon={Lock}
        title={t("denied.title")}
        text={t("denied.text")}
        action={
          <Button asChild>
            <Link href="/today">{t("denied.today")}</Link>
          </Button>
        }
      />
    </>
  );
}
