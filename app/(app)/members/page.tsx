import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { type MembersAddress, MembersScreen } from "@/components/members/members-screen";
import { ROLES } from "@/db/enums";
import { requireCtx } from "@/lib/auth/require-ctx";
import { listAbsences } from "@/lib/leaves/queries";
import { may } from "@/lib/permissions";
import { listPools } from "@/lib/pools/queries";
import { listTeams } from "@/lib/teams/queries";
import { listLevels, listUsers } from "@/lib/users/queries";
import { UserInput } from "@/lib/users/schema";

type Search = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members");
  return { title: t("title") };
}

/** What the address asks for; what isn't understood counts as absent. */
function addressOf(search: Search): MembersAddress {
  const text = (key: string) => (typeof search[key] === "string" ? search[key].trim().slice(0, 100) : "");
  const id = (key: string) => (UserInput.safeParse({ userId: text(key) }).success ? text(key) : "");
  return {
    tab: text("tab") === "left" ? "left" : text("tab") === "teams" ? "teams" : "active",
    ...{ q: text("q"), team: id("team"), pool: id("pool") },
    role: ROLES.find((role) => role === text("role")) ?? "",
  };
}

export default async function MembersPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { ctx } = await requireCtx();
  if (!may(ctx.actor, "users.read")) notFound();
  const address = addressOf(await searchParams);
  const role = ROLES.find((one) => one === address.role);
  const [users, everybody, teams, pools, absences, levels] = await Promise.all([
    listUsers(ctx, {
      ...{ state: address.tab === "left" ? "left" : "active", q: address.q },
      ...(role ? { role } : {}),
      ...(address.team ? { team: address.team } : {}),
      ...(address.pool ? { pool: address.pool } : {}),
    }),
    listUsers(ctx, { state: "all" }),
    listTeams(ctx),
    listPools(ctx),
    listAbsences(ctx),
    listLevels(ctx),
  ]);
  const active = everybody.filter((user) => user.deactivatedAt === null).length;
  return (
    <MembersScreen
      key={address.q}
      {...{ users, teams, absences, levels, address }}
      counts={{ active, left: everybody.length - active }}
      pools={pools.map(({ id, name }) => ({ id, name }))}
      admin={may(ctx.actor, "users.manage")}
    />
  );
}
