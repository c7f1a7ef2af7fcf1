import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { DeliveriesScreen } from "@/components/webhooks/deliveries-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { may } from "@/lib/permissions";
import { listDeliveries, listEndpoints } from "@/lib/webhooks/queries";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ state?: string | string[] }> };

const State = z.enum(["due", "delivered", "failed"]);

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("webhooks");
  return { title: t("deliveries") };
}

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const [{ id }, { state }, { ctx }] = await Promise.all([params, searchParams, requireCtx()]);
  if (!may(ctx.actor, "webhooks.manage") || !z.uuid().safeParse(id).success) notFound();
  const asked = State.safeParse(state).data;
  const [endpoints, page] = await Promise.all([
    listEndpoints(ctx),
    listDeliveries(ctx, { endpointId: id, ...(asked ? { state: asked } : {}) }),
  ]);
  const endpoint = endpoints.find((one) => one.id === id);
  if (!endpoint) notFound();
  return <DeliveriesScreen endpoint={endpoint} page={page} filter={asked ?? "all"} />;
}
