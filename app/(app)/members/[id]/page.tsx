import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { MemberScreen } from "@/components/members/member-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { listLeaves } from "@/lib/leaves/queries";
import { may } from "@/lib/permissions";
import { listMembers, listPools } from "@/lib/pools/queries";
import { listTeams } from "@/lib/teams/queries";
import { getUser, listLevels } from "@/lib/users/queries";
import { UserInput } from "@/lib/users/schema";

type PageProps = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members");
  return { title: t("title") };
}

/** The person; somebody out of sight is nobody. */
async function readUser(ctx: Ctx, userId: string) {
  if (!may(ctx.actor, "users.read") || !UserInput.safeParse({ userId }).success) return null;
  return getUser(ctx, { userId }).catch((error) => {
    if (error instanceof DomainError && error.code === "NOT_FOUND") return null;
    throw error;
  });
}

export default async function MemberPage({ params }: PageProps) {
  const { ctx } = await requireCtx();
  const { id } = await params;
  const user = await readUser(ctx, id);
  if (!user) notFound();
  const [pools, teams, leaves, levels] = await Promise.all([
    listPools(ctx),
    listTeams(ctx),
    listLeaves(ctx, { userId: user.id }),
    listLevels(ctx),
  ]);
  const inSight = user.pools.filter((pool) => pools.some(({ id: seen }) => seen === pool.id));
  const places = await Promise.all(
    inSight.map(async (pool) => {
      const members = await listMembers(ctx, { poolId: pool.id });
      const own = members.find(({ userId }) => userId === user.id);
      return {
        ...{ poolId: pool.id, name: pool.name, held: own?.heldCount ?? 0 },
        ...{ counted: own?.countedCount ?? 0, cap: own?.cap ?? null },
      };
    }),
  );
  return (
    <MemberScreen
      {...{ user, places, teams, levels, leaves }}
      pools={pools.map(({ id: poolId, name }) => ({ id: poolId, name }))}
      mayRecordLeave={may(ctx.actor, "leaves.record")}
      admin={may(ctx.actor, "users.manage")}
      self={ctx.actor.kind === "user" && ctx.actor.id === user.id}
    />
  );
}
