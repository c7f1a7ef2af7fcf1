import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PoolSettingsScreen } from "@/components/policies/pool-settings-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { getPolicy, listPolicyVersions } from "@/lib/policies/queries";
import { getPool, listMembers } from "@/lib/pools/queries";
import { GetPoolInput } from "@/lib/pools/schema";
import { listUsers } from "@/lib/users/queries";

type PageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const TABS = ["rules", "members", "versions"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("policy");
  return { title: t("title") };
}

/** The pool with its rules; somebody else's pool is none. */
async function readPool(ctx: Ctx, poolId: string) {
  if (!GetPoolInput.safeParse({ poolId }).success) return null;
  try {
    return await Promise.all([
      getPool(ctx, { poolId }),
      getPolicy(ctx, { poolId }),
      listPolicyVersions(ctx, { poolId }),
    ]);
  } catch (error) {
    if (error instanceof DomainError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

export default async function PoolSettingsPage({ params, searchParams }: PageProps) {
  const { ctx } = await requireCtx();
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const found = await readPool(ctx, id);
  if (!found) notFound();
  const [pool, policy, versions] = found;
  const seesPeople = may(ctx.actor, "users.read");
  const admin = may(ctx.actor, "pools.manage");
  const [members, users] = await Promise.all([
    seesPeople ? listMembers(ctx, { poolId: id }) : [],
    admin ? listUsers(ctx) : [],
  ]);
  const inPool = new Set(members.map((member) => member.userId));
  return (
    <PoolSettingsScreen
      {...{ pool, policy, versions, members, admin }}
      candidates={users
        .filter((user) => !inPool.has(user.id))
        .map(({ id: userId, name, teamName }) => ({ id: userId, name, teamName }))}
      tab={TABS.find((tab) => tab === search.tab) ?? "rules"}
    />
  );
}
