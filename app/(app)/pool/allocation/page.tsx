import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AllocationScreen } from "@/components/allocation/allocation-screen";
import { allocateCustomers } from "@/lib/allocation/allocate-customers";
import { AllocateCustomersInput } from "@/lib/allocation/schema";
import { requireCtx } from "@/lib/auth/require-ctx";
import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { getPool } from "@/lib/pools/queries";

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("allocation.deal");
  return { title: t("title") };
}

/** The pool and what its rules would give to whom; a pool that isn't there, or not for this person, is none. */
async function readPlan(ctx: Ctx, poolId: string) {
  try {
    return await Promise.all([getPool(ctx, { poolId }), allocateCustomers(ctx, { poolId, dryRun: true })]);
  } catch (error) {
    if (error instanceof DomainError && (error.code === "NOT_A_MEMBER" || error.code === "NOT_FOUND"))
      return null;
    throw error;
  }
}

export default async function AllocationPage({ searchParams }: PageProps) {
  const { ctx } = await requireCtx();
  const asked = AllocateCustomersInput.pick({ poolId: true }).safeParse({
    poolId: (await searchParams).pool,
  });
  if (!asked.success || !may(ctx.actor, "customers.assign")) notFound();
  const found = await readPlan(ctx, asked.data.poolId);
  if (!found) notFound();
  const [{ id, name }, plan] = found;
  return <AllocationScreen {...{ plan, pool: { id, name } }} writes={may(ctx.actor, "policies.publish")} />;
}
