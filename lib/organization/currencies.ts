/** The monies that an organisation can count in: those of where sales companies use it, the nearest first. */
export const CURRENCIES = [
  ...(["CNY", "TWD", "HKD", "MOP", "USD", "EUR", "GBP", "JPY", "KRW"] as const),
  ...(["SGD", "MYR", "THB", "VND", "IDR", "PHP", "INR", "AED", "SAR"] as const),
  ...(["AUD", "NZD", "CAD", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK"] as const),
  ...(["HUF", "TRY", "ILS", "BRL", "MXN", "CLP", "COP", "ZAR", "KZT"] as const),
] as const;
