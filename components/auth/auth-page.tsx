import { Globe } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { BrandMark } from "@/components/layout/brand";
import { LOCALES } from "@/db/enums";
import { chooseLocale } from "@/lib/i18n/actions";
import { SeaArt } from "./sea-art";

/** The page of somebody who is not signed in: the form on the left, the sea on the right, languages below. */
export function AuthPage({ version, children }: { version: string; children: ReactNode }) {
  const t = useTranslations();
  return (
    <div className="grid min-h-dvh lg:grid-cols-2">
      <main className="flex flex-col px-10 py-7 max-md:px-4 max-md:py-5">
        <div className="flex items-center gap-2 font-medium text-14">
          <BrandMark />
          {t("common.appName")}
        </div>
        <div className="m-auto w-full max-w-[344px] py-10 max-md:mx-0 max-md:mt-[8dvh] max-md:mb-auto max-md:max-w-none max-md:py-6">
          {children}
        </div>
        <footer className="flex items-center gap-4 text-12 text-faint-foreground">
          <Languages label={t("auth.language")} />
          <span className="ms-auto">{t("auth.version", { version })}</span>
        </footer>
      </main>
      <SeaArt />
    </div>
  );
}

/** One form a language, so that it works without scripts. */
function Languages({ label }: { label: string }) {
  const current = useLocale();
  const names = useTranslations("enums.locale");
  return (
    <nav aria-label={label} className="flex items-center gap-4">
      {LOCALES.map((locale) => (
        <form key={locale} action={chooseLocale.bind(null, locale)}>
          <button
            type="submit"
            lang={locale}
            aria-current={locale === current ? "true" : undefined}
            className="hit flex items-center gap-1 hover:text-foreground aria-[current=true]:text-foreground"
          >
            {locale === current ? <Globe aria-hidden className="size-3.5" /> : null}
            {names(locale)}
          </button>
        </form>
      ))}
    </nav>
  );
}
