import { Lock, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { type RawParams, readBehind } from "@/components/dashboard/address";
import { BehindList } from "@/components/dashboard/behind-list";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { requireCtx } from "@/lib/auth/require-ctx";
import { DomainError } from "@/lib/errors";
import { formatDay } from "@/lib/i18n/dates";
import { may } from "@/lib/permissions";
import { listBehind } from "@/lib/stats/list-behind";
import type { BehindFilter } from "@/lib/stats/schema";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("dashboard");
  return { title: t("title") };
}

type Ctx = Awaited<ReturnType<typeof requireCtx>>["ctx"];

/** The rows, or null when what is asked for is out of the viewer's reach. */
async function readRows(ctx: Ctx, input: BehindFilter) {
  try {
    return await listBehind(ctx, input);
  } catch (error) {
    if (error instanceof DomainError && error.code === "FORBIDDEN") return null;
    throw error;
  }
}

/** The same list from another row on; without one, from its beginning. */
function pageHref(params: RawParams, after: string | null): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params))
    if (key !== "after" && typeof value === "string") search.set(key, value);
  if (after) search.set("after", after);
  return `/dashboard/list?${search}`;
}

/** The customers that a number of the dashboard counts. */
export default async function BehindPage({ searchParams }: { searchParams: Promise<RawParams> }) {
  const { ctx } = await requireCtx();
  // The dashboard says whom it is for.
  if (!may(ctx.actor, "stats.read")) redirect("/dashboard");
  const [params, t] = [await searchParams, await getTranslations("dashboard")];
  const input = readBehind(params);
  const found = input && (await readRows(ctx, input));
  const back = { href: "/dashboard", label: t("list.back") };
  const crumbs = [{ label: t("title"), href: "/dashboard" }];
  if (!input || !found) {
    return (
      <>
        <PageHeader title={t("list.heading")} crumbs={crumbs} ruled />
        <PhoneHeader title={t("list.heading")} back={back} />
        <EmptyState
          icon={input ? Lock : SearchX}
          title={t(input ? "outside.title" : "list.missing")}
          text={t(input ? "outside.text" : "list.missingText")}
          action={
            <Button asChild>
              <Link href="/dashboard">{back.label}</Link>
            </Button>
          }
        />
      </>
    );
  }
  const where = { locale: await getLocale(), timeZone: "UTC" };
  const day = (on: string) => formatDay(new Date(`${on}T00:00:00Z`), where);
  const title = t(`list.kind.${input.kind}`);
  const counted = input.kind === "qualified" ? "list.totalTimes" : "list.total";
  const note = [
    t(counted, { count: found.total }),
    ...(input.kind === "bounced"
      ? []
      : [t("period.custom", { from: day(input.filter.from), to: day(input.filter.to) })]),
  ].join(" · ");
  const last = found.rows.at(-1);
  return (
    <>
      <PageHeader title={title} crumbs={crumbs} note={note} ruled />
      <PhoneHeader title={title} back={back} note={t(counted, { count: found.total })} />
      <Panes>
        <Pane>
          <BehindList
            kind={input.kind}
            rows={found.rows}
            firstHref={input.after ? pageHref(params, null) : null}
            nextHref={
              found.hasMore && last ? pageHref(params, `${last.dayOn}_${last.customerId}_${last.key}`) : null
            }
          />
        </Pane>
      </Panes>
    </>
  );
}
