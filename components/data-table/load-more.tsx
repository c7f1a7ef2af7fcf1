"use client";

import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";

type LoadMoreProps = {
  hasMore: boolean;
  loading: boolean;
  failed: boolean;
  count: number;
  onLoadMore: (() => void) | undefined;
  /** The pane that scrolls; the window without one. */
  root?: RefObject<HTMLElement | null>;
};

/** Asks for the next page 600 px before the end comes in sight; says when the list ends or did not load. */
export function LoadMore({ hasMore, loading, failed, count, onLoadMore, root }: LoadMoreProps) {
  const t = useTranslations("common");
  const sentinel = useRef<HTMLDivElement>(null);
  const ask = useEffectEvent(() => onLoadMore?.());
  const waiting = hasMore && !loading && !failed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each page the sentinel may still be in sight
  useEffect(() => {
    const element = sentinel.current;
    if (!element || !waiting) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) ask();
      },
      { root: root?.current ?? null, rootMargin: "600px" },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [waiting, count, root]);
  return (
    <div ref={sentinel} className="px-5 max-md:px-4">
      {loading ? <SkeletonRows rows={3} /> : null}
      {failed ? (
        <p className="flex items-center gap-2 py-3 text-12 text-muted-foreground">
          {t("table.loadFailed")}
          <Button size="sm" onClick={onLoadMore}>
            {t("retry")}
          </Button>
        </p>
      ) : null}
      {!hasMore && count > 20 ? (
        <p className="py-3 text-12 text-faint-foreground">{t("table.end", { count })}</p>
      ) : null}
    </div>
  );
}

/** Rows that are on their way; seen only when they take longer than 150 ms. */
export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  const t = useTranslations("common");
  return (
    <div role="status" aria-label={t("loading")}>
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders are all alike
        <div key={index} className="flex h-9 items-center gap-3 border-hairline border-b max-md:h-22">
          <Skeleton className="size-4.5" />
          <Skeleton className="w-40" />
          <Skeleton className="w-24 max-md:hidden" />
          <Skeleton className="w-16 max-md:hidden" />
        </div>
      ))}
    </div>
  );
}
