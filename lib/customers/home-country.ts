import { sql } from "drizzle-orm";
import { type CountryCode, getCountries } from "libphonenumber-js/max";
import type { Ctx } from "@/lib/context";

/** Monies of one country each. */
const BY_CURRENCY: Readonly<Record<string, CountryCode>> = {
  CNY: "CN",
  TWD: "TW",
  HKD: "HK",
  MOP: "MO",
  SGD: "SG",
  MYR: "MY",
  JPY: "JP",
  GBP: "GB",
  ...({ KRW: "KR", THB: "TH", VND: "VN", IDR: "ID", PHP: "PH", INR: "IN", AED: "AE", SAR: "SA" } as const),
  ...({ CAD: "CA", SEK: "SE", PLN: "PL", CZK: "CZ", HUF: "HU", TRY: "TR", ILS: "IL" } as const),
  ...({ BRL: "BR", MXN: "MX", CLP: "CL", COP: "CO", KZT: "KZ" } as const),
};

/** Node 20 has the zones of a region as a property, later ones by a call. */
type Regional = Intl.Locale & { timeZones?: string[]; getTimeZones?: () => string[] };
const zonesOf = (region: CountryCode): string[] => {
  const locale: Regional = new Intl.Locale("und", { region });
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
};

const byZone = new Map<string, CountryCode>();

function countryAt(timeZone: string): CountryCode | undefined {
  if (byZone.size === 0) {
    for (const country of getCountries()) {
      for (const zone of zonesOf(country)) if (!byZone.has(zone)) byZone.set(zone, country);
    }
  }
  return byZone.get(new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone);
}

/**
 * The country in which a phone without a country code is taken to be: that of the organisation's money, and of its clock
 * where many countries pay in it.
 */
export const countryOf = (currency: string, timeZone: string): CountryCode =>
  BY_CURRENCY[currency] ?? countryAt(timeZone) ?? (currency === "USD" ? "US" : "CN");

/** The organisation's own country. */
export async function homeCountry(ctx: Ctx): Promise<CountryCode> {
  const [row] = await ctx.db.execute<{ currency: string; time_zone: string }>(
    sql`select currency, time_zone from organizations limit 1`,
  );
  return row ? countryOf(row.currency, row.time_zone) : "CN";
}
