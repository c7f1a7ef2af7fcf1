"use client";

import { OctagonPause } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import type { Stop } from "@/lib/sweeps/types";
import { useStops } from "./stops-provider";

const TEXTS = { paused: "pausedPool", held: "heldPool", clean_up_held: "cleanUpHeldPool" } as const;

/** Over every page of admins and managers, while reclaims are paused or wait for a decision. */
export function StopBanner() {
  const t = useTranslations("sweeps.banner");
  const stops = useStops();
  const now = useNow();
  const { moment } = useMoments();
  const path = usePathname();
  const [first] = stops;
  if (!first || path === "/settings/sweeps") return null;
  const text = ({ kind, poolName, since }: Stop) =>
    t(poolName ? TEXTS[kind] : "pausedAll", { pool: poolName ?? "", moment: moment(since, now) });
  return (
    <div
      role="status"
      className="flex shrink-0 items-start gap-2 border-warning-line border-b bg-warning-subtle px-5 py-2 text-13 text-warning-text max-md:px-4 print:hidden"
    >
      <OctagonPause aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 flex-1">
        {text(first)}
        {stops.length > 1 ? t("more", { count: stops.length - 1 }) : null}
      </span>
      <Link href="/settings/sweeps" className="hit shrink-0 font-medium underline underline-offset-2">
        {t("open")}
      </Link>
    </div>
  );
}
