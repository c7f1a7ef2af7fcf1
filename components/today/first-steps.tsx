"use client";

import { Circle, CircleCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { Today } from "@/lib/today/types";

const REP = [
  { key: "claim", href: "/pool" },
  { key: "followUp", href: "/follow-ups/new" },
  { key: "plan", href: "/mine" },
  { key: "language", href: "/me" },
] as const;
const ADMIN = [
  { key: "colleagues", href: "/members" },
  { key: "customers", href: "/imports" },
  { key: "rules", href: "/settings" },
  { key: "language", href: "/me" },
] as const;

/** The first day of a rep, or of an organisation: what to do, in order, ticked off as it is done. */
export function FirstSteps({ today }: { today: Today }) {
  const t = useTranslations("today.firstSteps");
  const held = today.quotas.pools.reduce((sum, one) => sum + one.held + one.notCounted, 0);
  const doneOf = {
    claim: held > 0,
    followUp: today.doneToday > 0,
    plan: today.planned.length > 0,
    language: false,
    ...(today.setUp ?? { colleagues: true, customers: true, rules: true }),
  };
  const steps = isNew(today) ? ADMIN : REP;
  return (
    <section className="px-5 py-4 max-md:px-4">
      <h2 className="font-medium">{t("title")}</h2>
      <p className="text-muted-foreground">{t(isNew(today) ? "adminText" : "text")}</p>
      <ol className="mt-2">
        {steps.map(({ key, href }) => (
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

/** An organisation that nobody else or nothing has come into yet. */
const isNew = ({ setUp }: Today): boolean => setUp !== null && !(setUp.colleagues && setUp.customers);

/** Whether somebody has only begun: he holds nothing and did nothing today or yesterday. An admin begins with the organisation. */
export const hasOnlyBegun = (today: Today): boolean =>
  (today.setUp === null || isNew(today)) &&
  today.quotas.pools.every((one) => one.held + one.notCounted === 0) &&
  today.doneToday === 0 &&
  today.yesterday.followedUp + today.yesterday.claimed === 0;
