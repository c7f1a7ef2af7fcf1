import { sql } from "drizzle-orm";
import type { CountryCode } from "libphonenumber-js/max";
import type { Ctx } from "@/lib/context";

const BY_CURRENCY: Readonly<Record<string, CountryCode>> = {
  CNY: "CN",
  TWD: "TW",
  HKD: "HK",
  MOP: "MO",
  SGD: "SG",
  MYR: "MY",
  JPY: "JP",
  USD: "US",
  GBP: "GB",
};

/** The country in which a phone without a country code is taken to be: that of the organisation's money. */
export const countryOf = (currency: string): CountryCode => BY_CURRENCY[currency] ?? "CN";

/** The organisation's own country. */
export async function homeCountry(ctx: Ctx): Promise<CountryCode> {
  const [row] = await ctx.db.execute<{ currency: string }>(sql`select currency from organizations limit 1`);
  return countryOf(row?.currency ?? "CNY");
}
