import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { findCtx } from "@/lib/auth/require-ctx";
import { isLocale, LOCALE_COOKIE, matchLocale } from "./locales";
import { messagesOf } from "./messages";
import { organisationTimeZone } from "./time-zone";

/** The person's own language before the browser's; the organisation's time zone for everybody. */
export default getRequestConfig(async ({ locale: asked }) => {
  const session = await findCtx();
  const chosen = asked ?? session?.user.locale ?? (await cookies()).get(LOCALE_COOKIE)?.value;
  const locale = isLocale(chosen) ? chosen : matchLocale((await headers()).get("accept-language"));
  const timeZone = session?.organization.timeZone ?? organisationTimeZone();
  return { locale, messages: messagesOf(locale), timeZone };
});
