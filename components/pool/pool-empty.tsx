"use client";

import { FunnelX, Lock, Waves } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { activeFilters, NO_FILTERS, type PoolAddress, withoutFilter } from "@/lib/pool-list/address";
import type { PoolScreenFacts } from "@/lib/pool-list/queries";
import { useCountText } from "./use-count-text";
import { useFilterWords } from "./use-filter-words";

type PoolEmptyProps = {
  facts: PoolScreenFacts;
  address: PoolAddress;
  go: (change: Partial<PoolAddress>) => void;
  /** Whether the viewer may bring customers in. */
  mayImport: boolean;
};

/** No rows: the pool is empty, the view is, or the filters leave nothing; each with its own way on. */
export function PoolEmpty({ facts, address, go, mayImport }: PoolEmptyProps) {
  const t = useTranslations("pool.empty");
  const countText = useCountText();
  const words = useFilterWords();
  const { hiddenBy, viewCounts, page } = facts;
  if (activeFilters(address).length > 0) {
    return (
      <EmptyState
        icon={FunnelX}
        title={t("filtered")}
        text={
          hiddenBy
            ? t("filteredText", {
                filter: words(hiddenBy.filter, address).short,
                count: countText(hiddenBy.count),
              })
            : t("filteredPlain")
        }
        action={
          <>
            {hiddenBy ? (
              <Button onClick={() => go(withoutFilter(address, hiddenBy.filter))}>{t("removeOne")}</Button>
            ) : null}
            <Button variant={hiddenBy ? "ghost" : "outline"} onClick={() => go(NO_FILTERS)}>
              {t("clearAll")}
            </Button>
          </>
        }
      />
    );
  }
  if (address.view !== "all") {
    return (
      <EmptyState
        icon={Waves}
        title={t("view")}
        text={t("viewText", { count: countText(viewCounts.all) })}
        action={<Button onClick={() => go({ view: "all" })}>{t("showAll")}</Button>}
      />
    );
  }
  const bringIn = (
    <Button asChild variant="primary">
      <Link href="/imports">{t("import")}</Link>
    </Button>
  );
  return (
    <EmptyState
      icon={Waves}
      title={t("none", { pool: page.pool.name })}
      text={t("noneText")}
      action={mayImport ? bringIn : null}
    />
  );
}

/** The pool isn't the person's; or he has none at all. */
export function NoPool({ first }: { first: { id: string; name: string } | null }) {
  const t = useTranslations("pool.empty");
  return (
    <EmptyState
      icon={Lock}
      title={t(first ? "notMember" : "noPools")}
      text={t(first ? "notMemberText" : "noPoolsText")}
      action={
        first ? (
          <Button asChild>
            <Link href={`/pool?pool=${first.id}`}>{t("toFirst", { pool: first.name })}</Link>
          </Button>
        ) : null
      }
    />
  );
}
