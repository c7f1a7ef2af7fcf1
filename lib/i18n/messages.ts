import type { Locale } from "@/db/enums";
import { en } from "./en";
import { zhCN } from "./zh-cn";
import { zhTW } from "./zh-tw";

/** Every sentence of the product, by namespace; zh-CN is the original the other two are held to. */
export type Messages = typeof zhCN;

const MESSAGES: Record<Locale, Messages> = { "zh-CN": zhCN, "zh-TW": zhTW, en };

/** All messages of a locale. */
export function messagesOf(locale: Locale): Messages {
  return MESSAGES[locale];
}
