"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { LEFT_REASONS } from "@/db/enums";
import type { LeftCounts, UndoneSweep } from "@/lib/sweeps/types";

/** How many stay where they are, by why. */
export function LeftReasons({ reasons }: { reasons: LeftCounts }) {
  const t = useTranslations("sweeps.left");
  const given = LEFT_REASONS.filter((reason) => (reasons[reason] ?? 0) > 0);
  if (given.length === 0) return null;
  return (
    <div>
      <p className="text-muted-foreground">{t("title")}</p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {given.map((reason) => (
          <li key={reason}>{t("line", { count: reasons[reason] ?? 0, why: t(`why.${reason}`) })}</li>
        ))}
      </ul>
    </div>
  );
}

/** Who stayed where he is, one by one as far as they are named. */
export function LeftBehind({ left }: { left: Pick<UndoneSweep, "left" | "reasons" | "customers"> }) {
  const t = useTranslations("sweeps.left");
  return (
    <div className="flex flex-col gap-3">
      <LeftReasons reasons={left.reasons} />
      <ul className="max-h-72 overflow-y-auto border-hairline border-t">
        {left.customers.map(({ customerId, name, ownerName, reason }) => (
          <li key={customerId} className="flex flex-wrap gap-x-2 border-hairline border-b py-1.5">
            <Link href={`/customers/${customerId}`} className="font-medium hover:text-primary-text">
              {name}
            </Link>
            <span className="text-muted-foreground">
              {ownerName ? t("was", { owner: ownerName, why: t(`why.${reason}`) }) : t(`why.${reason}`)}
            </span>
          </li>
        ))}
      </ul>
      {left.left > left.customers.length ? (
        <p className="text-12 text-muted-foreground">
          {t("more", { count: left.left - left.customers.length })}
        </p>
      ) : null}
    </div>
  );
}
