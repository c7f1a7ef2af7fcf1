"use client";

import { useLocale } from "next-intl";

/** An amount in minor units as people write it: `¥186,000`; cents only where there are any. */
export function useMoney(): (amount: number, currency: string) => string {
  const locale = useLocale();
  return (amount, currency) => {
    const format = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
    });
    const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
    const value = amount / 10 ** digits;
    if (!Number.isInteger(value)) return format.format(value);
    return new Intl.NumberFormat(locale, {
      ...{ style: "currency", currency, currencyDisplay: "narrowSymbol", maximumFractionDigits: 0 },
    }).format(value);
  };
}

/** How many minor units make one unit of the currency. */
export function minorUnitsOf(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
  }).resolvedOptions();
  return 10 ** (maximumFractionDigits ?? 2);
}
