import type { Locale as ProductLocale } from "@/db/enums";
import type { Messages as ProductMessages } from "./messages";

declare module "next-intl" {
  interface AppConfig {
    Locale: ProductLocale;
    Messages: ProductMessages;
  }
}
