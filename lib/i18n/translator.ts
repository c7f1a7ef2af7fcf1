import { createTranslator } from "next-intl";
import type { Locale } from "@/db/enums";
import { type Messages, messagesOf } from "./messages";
import { organisationTimeZone } from "./time-zone";

/** A translator for one namespace outside a request: e-mails, the command line, jobs. */
export function translatorFor<N extends keyof Messages>(locale: Locale, namespace: N) {
  return createTranslator<Messages, N>({
    locale,
    messages: messagesOf(locale),
    namespace,
    timeZone: organisationTimeZone(),
  });
}
