import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { isLocale, LOCALE_COOKIE, matchLocale } from "./locales";
import { messagesOf } from "./messages";
import { organisationTimeZone } from "./time-zone";

export default getRequestConfig(async ({ locale: asked }) => {
  const chosen = asked ?? (await cookies()).get(LOCALE_COOKIE)?.value;
  const locale = isLocale(chosen) ? chosen : matchLocale((await headers()).get("accept-language"));
  return { locale, messages: messagesOf(locale), timeZone: organisationTimeZone() };
});
