"use client";

import { Globe, Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { cn } from "@/components/ui/cn";
import { Segmented } from "@/components/ui/segmented";
import { LOCALES, type Locale } from "@/db/enums";
import { HTML_LANG } from "@/lib/i18n/locales";
import { type Theme, useLanguage } from "./preferences-menu";

type LanguageProps = { onChosen?: (locale: Locale) => void | Promise<void>; className?: string };

/** The languages side by side, each in its own script: for pages without a menu. */
export function LanguageLinks({ onChosen, className }: LanguageProps) {
  const t = useTranslations("common");
  const names = useTranslations("enums.locale");
  const { locale, choose, busy } = useLanguage(onChosen);
  return (
    <nav aria-label={t("language")} aria-busy={busy} className={cn("flex items-center gap-4", className)}>
      <Globe aria-hidden className="-me-2.5 size-4 text-muted-foreground" />
      {LOCALES.map((own) => (
        <button
          key={own}
          type="button"
          lang={HTML_LANG[own]}
          aria-pressed={own === locale}
          onClick={() => choose(own)}
          className="hit rounded-sm text-muted-foreground hover:text-foreground aria-pressed:font-medium aria-pressed:text-foreground"
        >
          {names(own)}
        </button>
      ))}
    </nav>
  );
}

/** Language as a choice on a settings page. */
export function LanguageChoice({ onChosen, className }: LanguageProps) {
  const t = useTranslations("common");
  const names = useTranslations("enums.locale");
  const { locale, choose } = useLanguage(onChosen);
  const options = LOCALES.map((own) => ({ value: own, label: names(own) }));
  return (
    <Segmented
      label={t("language")}
      options={options}
      value={locale}
      onValueChange={choose}
      {...(className ? { className } : {})}
    />
  );
}

const THEME_ICONS = { light: Sun, dark: Moon, system: Monitor } as const;

/** Theme as a choice on a settings page. */
export function ThemeChoice({ onChosen }: { onChosen?: (theme: Theme) => void | Promise<void> }) {
  const t = useTranslations("common.theme");
  const { theme, setTheme } = useTheme();
  // The server can't know what this browser remembers.
  const alive = useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );
  const value: Theme = alive && (theme === "light" || theme === "dark") ? theme : "system";
  const options = (["light", "dark", "system"] as const).map((own) => ({
    value: own,
    label: t(own),
    icon: THEME_ICONS[own],
  }));
  const choose = (next: Theme) => {
    setTheme(next);
    void onChosen?.(next);
  };
  return <Segmented<Theme> label={t("label")} options={options} value={value} onValueChange={choose} />;
}
