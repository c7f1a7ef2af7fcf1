import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PoolSettingsScreen } from "@/components/policies/pool-settings-screen";
import type { RuleNames } from "@/components/rules/names";
import { requireCtx } from "@/lib/auth/require-ctx";
import { actorId, type Ctx } from "@/lib/context";
import { listFields } from "@/lib/custom-fields/queries";
import { getPoolFacets } from "@/lib/customers/get-pool-facets";
import { DomainError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { getPolicy, listPolicyVersions } from "@/lib/policies/queries";
import { getApprovalSettings, getPolicyDraft } from "@/lib/policy-drafts/queries";
import { getPool, listMembers, listPools } from "@/lib/pools/queries";
import { GetPoolInput } from "@/lib/pools/schema";
import { listTeams } from "@/lib/teams/queries";
import { listLevels, listUsers } from "@/lib/users/queries";

type PageProps = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const TABS = ["rules", "simulation", "members", "versions"] as const;

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

/** What the ids in the rules are called, and for those who write them what is in use. */
async function readNames(ctx: Ctx, poolId: string, currency: string): Promise<Omit<RuleNames, "people">> {
  const [pools, teams, fields, facets, levels] = await Promise.all([
    listPools(ctx),
    may(ctx.actor, "users.read") ? listTeams(ctx) : [],
    listFields(ctx),
    may(ctx.actor, "pools.manage") ? getPoolFacets(ctx, { pool: poolId }) : null,
    may(ctx.actor, "users.read") ? listLevels(ctx) : [],
  ]);
  return {
    pools: pools.map(({ id, name }) => ({ id, name })),
    teams: teams.map(({ id, name }) => ({ id, name })),
    customFields: fields
      .filter(({ retired }) => !retired)
      .map(({ key, label, type, options }) => ({ key, label, type, options })),
    currency,
    suggestions: facets
      ? {
          ...{ industry: facets.industries, region: facets.regions, source: facets.sources },
          ...{ tags: facets.tags, ownerLevel: levels },
        }
      : {},
  };
}

export default async function PoolSettingsPage({ params, searchParams }: PageProps) {
  const { ctx, organization } = await requireCtx();
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const found = await readPool(ctx, id);
  if (!found) notFound();
  const [pool, policy, versions] = found;
  const seesPeople = may(ctx.actor, "users.read");
  const admin = may(ctx.actor, "pools.manage");
  const [members, users, names, saved, approval] = await Promise.all([
    seesPeople ? listMembers(ctx, { poolId: id }) : [],
    admin ? listUsers(ctx) : [],
    readNames(ctx, id, organization.currency),
    admin ? getPolicyDraft(ctx, { poolId: id }) : null,
    admin ? getApprovalSettings(ctx) : { threshold: null, admins: 0 },
  ]);
  const inPool = new Set(members.map((member) => member.userId));
  const inIt = members.map(({ userId: id, name }) => ({ id, name }));
  const named = new Set(
    policy.document.allocationRules.flatMap(({ to }) => (to.kind === "people" ? to.userIds : [])),
  );
  const others = users.flatMap(({ id, name }) => (named.has(id) && !inPool.has(id) ? [{ id, name }] : []));
  return (
    <PoolSettingsScreen
      {...{ pool, policy, versions, members, admin }}
      // Whoever a rule names keeps his name when he has left the pool.
      names={{ ...names, people: [...inIt, ...others] }}
      drafting={{ saved, approval, me: actorId(ctx.actor) ?? "" }}
      candidates={users
        .filter((user) => !inPool.has(user.id))
        .map(({ id: userId, name, teamName }) => ({ id: userId, name, teamName }))}
      sweeps={may(ctx.actor, "sweeps.read")}
      tab={TABS.find((tab) => tab === search.tab) ?? "rules"}
    />
  );
}
