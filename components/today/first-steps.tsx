"use client";

import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Today } from "@/lib/today/types";

const STEPS = [
  { key: "claim", href: "/pool" },
  { key: "followUp", href: "/follow-ups/new" },
  { key: "plan", href: "/mine" },
  { key: "language", href: "/me" },
] as const;

/** The first day of a rep: what to do, in order, ticked off as it is done. */
export function FirstSteps({ today }: { today: Today }) {
  const t = useTranslations("today.firstSteps");
  const held = today.quotas.pools.reduce((sum, one) => sum + one.held + one.notCounted, 0);
  const doneOf = {
    claim: held > 0,
    followUp: today.doneToday > 0,
    plan: today.planned.length > 0,
    language: false,
  };
  return (
    <section className="px-5 py-4 max-md:px-4">
      <h2 className="font-medium">{t("title")}</h2>
      <p className="text-muted-foreground">{t("text")}</p>
      <ol className="mt-2">
        {STEPS.map(({ key, href }) => (
          <li key={key}>
            <Link href={href} className="flex min-h-10 items-center gap-2.5 rounded-md max-md:min-h-11">
              {doneOf[key] ? (
                <CircleCheck aria-hidden className="size-4 text-primary-text" />
              ) : (
                <Circle aria-hidden className="size-4 text-faint-foreground" />
              )}
              <span className={doneOf[key] ? "text-faint-foreground" : undefined}>{t(`steps.${key}`)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whether somebody has only begun: he holds nothing and did nothing today or yesterday. */
export const hasOnlyBegun = (today: Today): boolean =>
  today.quotas.pools.every((one) => one.held + one.notCounted === 0) &&
  today.doneToday === 0 &&
  today.yesterday.followedUp + today.yesterday.claimed === 0;
