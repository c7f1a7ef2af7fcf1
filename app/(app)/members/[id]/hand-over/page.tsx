import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { HandOverWizard } from "@/components/members/hand-over-wizard";
import { requireCtx } from "@/lib/auth/require-ctx";
import { DomainError } from "@/lib/errors";
import { may } from "@/lib/permissions";
import { previewDeparture } from "@/lib/users/preview-departure";
import { UserInput } from "@/lib/users/schema";

type PageProps = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("members");
  return { title: t("handOver.page") };
}

export default async function HandOverPage({ params }: PageProps) {
  const { ctx } = await requireCtx();
  const { id } = await params;
  const self = ctx.actor.kind === "user" && ctx.actor.id === id;
  if (self || !may(ctx.actor, "users.deactivate") || !UserInput.safeParse({ userId: id }).success) notFound();
  const preview = await previewDeparture(ctx, { userId: id }).catch((error) => {
    if (error instanceof DomainError && error.code === "NOT_FOUND") return null;
    throw error;
  });
  if (!preview) notFound();
  return <HandOverWizard preview={preview} />;
}
