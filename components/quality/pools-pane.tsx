"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMoments } from "@/components/customers/use-moments";
import { Meter } from "@/components/ui/meter";
import { Section } from "@/components/ui/section";
import type { PoolQuality, QualityCounts } from "@/lib/quality/types";
import { qualityHref } from "./address";

/** How good the data of each pool is, and the way to what waits there. */
export function PoolsPane({ counts }: { counts: QualityCounts }) {
  const t = useTranslations("quality.pools");
  const { moment } = useMoments();
  const { countedAt, pools } = counts;
  return (
    <Section
      level={2}
      title={t("title")}
      aside={countedAt ? t("counted", { moment: moment(countedAt) }) : t("never")}
      className="border-t-0"
    >
      <ul className="flex flex-col gap-4">
        {pools.map((pool) => (
          <PoolLine key={pool.pool.id} quality={pool} />
        ))}
      </ul>
    </Section>
  );
}

function PoolLine({ quality }: { quality: PoolQuality }) {
  const t = useTranslations("quality.pools");
  const { pool, customers, completeness, reachable, open } = quality;
  const waiting = Object.values(open).reduce((sum, count) => sum + count, 0);
  const percent = customers > 0 ? Math.round((100 * reachable) / customers) : 0;
  return (
    <li>
      <p className="flex items-baseline gap-2">
        <Link
          href={qualityHref({ kind: null, pool: pool.id })}
          scroll={false}
          className="hit-line min-w-0 truncate font-medium hover:text-primary-text"
        >
          {pool.name}
        </Link>
        <span className="ms-auto shrink-0 text-12 text-muted-foreground">
          {t("open", { count: waiting })}
        </span>
      </p>
      {completeness === null ? (
        <p className="text-12 text-faint-foreground">{t("none")}</p>
      ) : (
        <>
          <Meter
            label={t("completeness", { percent: completeness })}
            value={completeness}
            max={100}
            className="mt-1"
          />
          <p className="text-12 text-muted-foreground">{t("completeness", { percent: completeness })}</p>
          <p className="text-12 text-muted-foreground">
            {t("reachable", { percent })}
            <span className="text-faint-foreground"> · {t("customers", { count: customers })}</span>
          </p>
        </>
      )}
    </li>
  );
}
