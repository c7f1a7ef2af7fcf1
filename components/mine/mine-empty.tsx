"use client";

import { CircleCheck, FilterX, Waves } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import {
  activeMineFilters,
  type MineAddress,
  mineHref,
  withoutMineFilter,
} from "@/lib/customers/mine-address";

/** Three kinds of nothing: no customer yet, none in this view, none that fits the filters. */
export function MineEmpty({ address, whole }: { address: MineAddress; whole: number }) {
  const t = useTranslations("mine.empty");
  if (activeMineFilters(address).length > 0) {
    return (
      <EmptyState
        icon={FilterX}
        title={t("filtered")}
        text={t("filteredText")}
        action={
          <Button asChild>
            <Link href={mineHref(withoutMineFilter(address))}>{t("clear")}</Link>
          </Button>
        }
      />
    );
  }
  if (whole > 0) {
    return (
      <EmptyState
        icon={CircleCheck}
        title={t(`views.${address.view}`)}
        text={t("viewText", { count: whole })}
        action={
          <Button asChild>
            <Link href={mineHref({ ...address, view: "mine" })}>{t("showAll")}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <EmptyState
      icon={Waves}
      title={t("none")}
      text={t("noneText")}
      action={
        <Button asChild>
          <Link href="/pool">{t("toPool")}</Link>
        </Button>
      }
    />
  );
}
