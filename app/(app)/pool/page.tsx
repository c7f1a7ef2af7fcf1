import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { NoPool } from "@/components/pool/pool-empty";
import { PoolScreen } from "@/components/pool/pool-screen";
import { ListRefused } from "@/components/views/list-refused";
import { requireCtx } from "@/lib/auth/require-ctx";
import { type ListRefusal, listRefusalOf } from "@/lib/customers/list-refusal";
import { readPoolParams, type SearchParams } from "@/lib/customers/list-schema";
import { recordPoolVisit } from "@/lib/customers/record-pool-visit";
import { unreadPoolFilters } from "@/lib/customers/unread-filters";
import { DomainError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { NO_FILTERS, searchOf } from "@/lib/pool-list/address";
import { type PoolScreenFacts, readPoolScreen } from "@/lib/pool-list/queries";
import { myPools } from "@/lib/shell/queries";
import { MINUTE } from "@/lib/time";
import { openingOf } from "@/lib/views/opening";
import { listViews } from "@/lib/views/queries";

type PageProps = { searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("pool");
  return { title: t("title") };
}

export default async function PoolPage({ searchParams }: PageProps) {
  const { ctx, user } = await requireCtx();
  const search = await searchParams;
  const views = await listViews(ctx, { list: "pool" });
  const opening = openingOf("/pool", search, views);
  if (opening) redirect(opening);
  const params = readPoolParams(search);
  // What can't be a customer counts as nobody.
  const peek = z.uuid().safeParse(search.peek).data ?? null;
  const [facts, pools] = await Promise.all([
    readPoolScreen(ctx, params, peek).catch(refusedOf),
    myPools(ctx),
  ]);
  const t = await getTranslations("pool");
  if (facts !== null && "refusal" in facts) {
    const plain = searchOf({ ...params, ...NO_FILTERS, saved: undefined });
    // Bare, it would open the reader's own view, which may be what was refused.
    plain.set("view", params.view);
    return <ListRefused title={t("title")} refusal={facts.refusal} plainHref={`/pool?${plain}`} />;
  }
  if (facts === null) {
    return (
      <>
        <PageHeader title={t("title")} ruled />
        <PhoneHeader title={t("title")} />
        <NoPool first={pools[0] ?? null} />
      </>
    );
  }
  const pool = facts.page.pool;
  const member = pools.some(({ id }) => id === pool.id);
  after(() => noteVisit(ctx, member, facts));
  const rights = {
    assign: may(ctx.actor, "customers.assign"),
    import: may(ctx.actor, "customers.import"),
    export: may(ctx.actor, "customers.export"),
    role: user.role,
  };
  const unread = unreadPoolFilters(search).map((key) => t(`filters.${key === "fields" ? "cond" : key}`));
  return <PoolScreen {...{ facts, params, pools, views, unread }} me={user.id} may={rights} />;
}

/** A pool that isn't there or not for this person, or filters that can't be asked now: the page says so. */
function refusedOf(error: unknown): null | { refusal: ListRefusal } {
  const refusal = listRefusalOf(error);
  if (refusal) return { refusal };
  if (error instanceof DomainError && (error.code === "NOT_A_MEMBER" || error.code === "NOT_FOUND"))
    return null;
  throw error;
}

async function noteVisit(
  ctx: Parameters<typeof recordPoolVisit>[0],
  member: boolean,
  facts: PoolScreenFacts,
) {
  const { newSince, pool } = facts.page;
  const known = newSince !== null && ctx.now.getTime() - newSince.getTime() < MINUTE;
  if (member && !known) await recordPoolVisit(ctx, { poolId: pool.id });
}
