import { expect, it } from "vitest";
import { countryOf } from "./home-country";

it.each([
  ["CNY", "Asia/Shanghai", "CN"],
  ["CNY", "Europe/London", "CN"],
  ["TWD", "Asia/Taipei", "TW"],
  ["EUR", "Europe/London", "GB"],
  ["USD", "Europe/London", "GB"],
  ["EUR", "Europe/Berlin", "DE"],
  ["USD", "America/Chicago", "US"],
  ["USD", "Asia/Shanghai", "CN"],
  ["EUR", "Asia/Calcutta", "IN"],
  ["USD", "UTC", "US"],
])("an organisation that counts in %s and by the clock of %s dials in %s", (currency, zone, country) => {
  expect(countryOf(currency, zone)).toBe(country);
});
