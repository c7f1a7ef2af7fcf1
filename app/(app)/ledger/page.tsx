import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LedgerScreen } from "@/components/ledger/ledger-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { listEvents } from "@/lib/ledger/queries";
import { readLedgerParams } from "@/lib/ledger/schema";
import { may } from "@/lib/permissions";
import { listPools } from "@/lib/pools/queries";
import { listTeams } from "@/lib/teams/queries";
import { listUsers } from "@/lib/users/queries";

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("ledger");
  return { title: t("title") };
}

const choicesOf = (rows: readonly { id: string; name: string }[]) =>
  rows.map(({ id, name }) => ({ id, name }));

export default async function LedgerPage({ searchParams }: PageProps) {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "ledger.read")) notFound();
  const { cursor: _cursor, limit: _limit, ...address } = readLedgerParams(await searchParams);
  const [page, pools, teams, people] = await Promise.all([
    listEvents(ctx, address),
    listPools(ctx, { archived: true }),
    listTeams(ctx),
    listUsers(ctx, { state: "all" }),
  ]);
  return (
    <LedgerScreen
      {...{ page, address }}
      choices={{ pools: choicesOf(pools), teams: choicesOf(teams), people: choicesOf(people) }}
      customerName={address.customer ? (page.rows[0]?.customer.name ?? null) : null}
      audits={may(ctx.actor, "ledger.audit")}
    />
  );
}
