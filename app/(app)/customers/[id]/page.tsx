import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { CustomerScreen } from "@/components/customer/customer-screen";
import { GoneScreen } from "@/components/customer/gone-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import type { Ctx } from "@/lib/context";
import { getCustomer, neighboursOf } from "@/lib/customers/get-customer";
import { getTimeline } from "@/lib/customers/get-timeline";
import { peekCustomer } from "@/lib/customers/peek-customer";
import { readLoss } from "@/lib/customers/read-loss";
import { findKept } from "@/lib/duplicates/find-kept";
import { listOthers } from "@/lib/duplicates/list-others";
import { DomainError } from "@/lib/errors";
import { previewFollowUp } from "@/lib/follow-ups/preview-follow-up";
import { may } from "@/lib/permissions";
import { readCompleteness } from "@/lib/quality/read-completeness";
import { quotaOf } from "@/lib/quotas/queries";

type Props = { params: Promise<{ id: string }> };

/** What a query answers, or null when it refuses: what is out of sight is no failure of the page. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** Read once for the title and the page. */
const readCustomer = cache((ctx: Ctx, customerId: string) => unlessRefused(getCustomer(ctx, { customerId })));

async function readPage(ctx: Ctx, customerId: string) {
  const customer = await readCustomer(ctx, customerId);
  if (!customer) return null;
  const [timeline, neighbours, quotas, preview, peek, loss, quality, others] = await Promise.all([
    getTimeline(ctx, { customerId }),
    neighboursOf(ctx, { customerId }),
    unlessRefused(quotaOf(ctx, customer.pool.id)),
    customer.permits.followUp.ok ? unlessRefused(previewFollowUp(ctx, { customerId })) : null,
    customer.owner ? null : unlessRefused(peekCustomer(ctx, { customerId })),
    customer.mine ? null : unlessRefused(readLoss(ctx, { customerId })),
    unlessRefused(readCompleteness(ctx, { customerId })),
    unlessRefused(listOthers(ctx, { customerId })),
  ]);
  return {
    ...{
      customer,
      timeline,
      neighbours,
      preview,
      loss,
      quality,
      others: others ?? [],
      decides: may(ctx.actor, "duplicates.merge"),
    },
    quota: quotas?.pools[0] ?? null,
    peek: peek?.kind === "pooled" ? peek : null,
  };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) return {};
  const { ctx } = await requireCtx();
  const customer = await readCustomer(ctx, id);
  return customer ? { title: customer.name } : {};
}

export default async function Customer({ params }: Props) {
  const { id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const { ctx, user, organization } = await requireCtx();
  const page = await readPage(ctx, id);
  if (page && page.customer.state !== "merged") {
    const viewer = { id: user.id, name: user.name };
    return <CustomerScreen key={id} page={{ ...page, viewer, currency: organization.currency }} />;
  }
  const kept = await findKept(ctx, { customerId: id });
  if (kept) redirect(`/customers/${kept}`);
  const [loss, peek] = await Promise.all([
    unlessRefused(readLoss(ctx, { customerId: id })),
    unlessRefused(peekCustomer(ctx, { customerId: id })),
  ]);
  const taken = peek?.kind === "taken" ? peek : null;
  if (!loss && !taken) notFound();
  return <GoneScreen loss={loss} taken={taken} viewerId={user.id} />;
}
