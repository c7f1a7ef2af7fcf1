import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { SubmissionsScreen } from "@/components/sources/submissions-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { listFields } from "@/lib/custom-fields/queries";
import { listForms, listInboxes, listSubmissions } from "@/lib/forms/queries";
import { may } from "@/lib/permissions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sources");
  return { title: t("submissions") };
}

const Asked = z.object({
  state: z.enum(["held", "done", "discarded"]).optional().catch(undefined),
  form: z.uuid().optional().catch(undefined),
  inbox: z.uuid().optional().catch(undefined),
});

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SubmissionsPage({ searchParams }: Props) {
  const [given, { ctx }] = await Promise.all([searchParams, requireCtx()]);
  if (!may(ctx.actor, "sources.review")) notFound();
  const { state, form, inbox } = Asked.parse(given);
  const only = { ...(form ? { formId: form } : {}), ...(inbox ? { inboxId: inbox } : {}) };
  const [page, forms, inboxes, fields] = await Promise.all([
    listSubmissions(ctx, { ...(state ? { state } : {}), ...only }),
    ...([listForms(ctx), listInboxes(ctx), listFields(ctx)] as const),
  ]);
  const name =
    forms.find(({ id }) => id === form)?.title ?? inboxes.find(({ id }) => id === inbox)?.name ?? null;
  const own = fields.map(({ key, label }) => ({ key, label }));
  return <SubmissionsScreen {...{ page, only, name, own }} filter={state ?? "all"} />;
}
