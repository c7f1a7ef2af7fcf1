import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CalendarScreen } from "@/components/calendar/calendar-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { getCalendarYear } from "@/lib/calendar/queries";
import { CalendarYearInput } from "@/lib/calendar/schema";
import { may } from "@/lib/permissions";

type Search = Record<string, string | string[] | undefined>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("calendar");
  return { title: t("title") };
}

export default async function CalendarPage({ searchParams }: { searchParams: Promise<Search> }) {
  const { ctx } = await requireCtx();
  const { year } = await searchParams;
  // What isn't a year counts as absent: the present one.
  const asked = CalendarYearInput.safeParse({ year: Number(year) });
  const calendar = await getCalendarYear(ctx, asked.success ? asked.data : {});
  return <CalendarScreen calendar={calendar} admin={may(ctx.actor, "calendar.edit")} />;
}
