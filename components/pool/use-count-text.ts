"use client";

import { useFormatter, useTranslations } from "next-intl";
import type { Count } from "@/lib/customers/types";

/** A count as people read it: `246`, or `约 12,400` when it is an estimate. */
export function useCountText(): (count: Count) => string {
  const t = useTranslations("pool");
  const format = useFormatter();
  return ({ count, about }) => {
    if (!about) return format.number(count);
    // An estimate is not told more exactly than it is.
    const round = 10 ** Math.max(0, String(Math.round(count)).length - 3);
    return t("about", { count: format.number(Math.round(count / round) * round) });
  };
}
