import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MineScreen } from "@/components/mine/mine-screen";
import type { Scope } from "@/components/mine/types";
import { ListRefused } from "@/components/views/list-refused";
import { requireCtx } from "@/lib/auth/require-ctx";
import type { Ctx } from "@/lib/context";
import { countMine, stripOf } from "@/lib/customers/count-mine";
import { listMine } from "@/lib/customers/list-mine";
import { listRefusalOf } from "@/lib/customers/list-refusal";
import { type MineListParams, readMineParams, type SearchParams } from "@/lib/customers/list-schema";
import { mineHref, withoutMineFilter } from "@/lib/customers/mine-address";
import { unreadMineFilters } from "@/lib/customers/unread-filters";
import { DomainError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { quotaOf } from "@/lib/quotas/queries";
import { myPools } from "@/lib/shell/queries";
import { listTeams } from "@/lib/teams/queries";
import { listUsers } from "@/lib/users/queries";
import { openingOf } from "@/lib/views/opening";
import { listViews } from "@/lib/views/queries";

type PageProps = { searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("mine");
  return { title: t("title") };
}

/** The teams and people that a leader may look into. */
async function readScope(ctx: Ctx): Promise<Scope> {
  const [teams, people] = await Promise.all([listTeams(ctx), listUsers(ctx)]);
  return {
    teams: teams.map(({ id, name }) => ({ id, name })),
    people: people
      .filter((one) => one.deactivatedAt === null)
      .map(({ id, name, teamName }) => ({ id, name, teamName })),
  };
}

/** The list and its numbers, which are one question; null for somebody whose customers the viewer may not see. */
async function readList(ctx: Ctx, params: MineListParams) {
  const counted = { ...ctx, counted: true } as const;
  try {
    return await Promise.all([listMine(ctx, params), countMine(counted, params), stripOf(counted, params)]);
  } catch (error) {
    const refusal = listRefusalOf(error);
    if (refusal) return { refusal };
    if (error instanceof DomainError && (error.code === "NOT_YOURS" || error.code === "NOT_FOUND"))
      return null;
    throw error;
  }
}

export default async function MinePage({ searchParams }: PageProps) {
  const { ctx, user } = await requireCtx();
  const search = await searchParams;
  const views = await listViews(ctx, { list: "mine" });
  const opening = openingOf("/mine", search, views);
  if (opening) redirect(opening);
  const params = readMineParams(search);
  const [list, quotas, pools, scope] = await Promise.all([
    readList(ctx, params),
    quotaOf(ctx),
    myPools(ctx),
    user.role === "rep" ? null : readScope(ctx),
  ]);
  if (!list) notFound();
  const t = await getTranslations("mine");
  if ("refusal" in list) {
    const plainHref = mineHref({ ...withoutMineFilter(params), saved: undefined });
    return <ListRefused title={t("title")} refusal={list.refusal} plainHref={plainHref} />;
  }
  const [page, counts, strip] = list;
  const facts = {
    ...{ params, page, counts, strip, scope, me: user.id, quota: quotas.main, views },
    ...{ role: user.role, mayExport: may(ctx.actor, "customers.export") },
    pools: pools.map(({ id, name }) => ({ id, name })),
    unread: unreadMineFilters(search).map((key) => t(`filters.${key === "fields" ? "cond" : key}`)),
  };
  return <MineScreen facts={facts} />;
}
