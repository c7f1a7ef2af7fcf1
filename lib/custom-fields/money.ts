/** How many decimals people write an amount of the currency with: 2 for CNY, 0 for JPY. */
export function decimalsOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** An amount as it is typed, in minor units; null when it is none or has more decimals than the currency. */
export function minorUnits(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  const match = /^(\d{1,13})(?:\.(\d*))?$/.exec(text);
  if (!match) return null;
  const [, whole = "", part = ""] = match;
  if (part.length > decimals && /[1-9]/.test(part.slice(decimals))) return null;
  return Number(`${whole}${part.slice(0, decimals).padEnd(decimals, "0")}`);
}

/** Minor units as an amount that can be typed again. */
export function typedAmount(minor: number, currency: string): string {
  const decimals = decimalsOf(currency);
  if (decimals === 0) return String(minor);
  const digits = String(minor).padStart(decimals + 1, "0");
  const part = digits.slice(-decimals);
  return /^0+$/.test(part) ? digits.slice(0, -decimals) : `${digits.slice(0, -decimals)}.${part}`;
}
