"use client";

import { Languages, Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useTransition } from "react";
import {
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSubMenu,
} from "@/components/ui/dropdown-menu";
import { LOCALES, type Locale } from "@/db/enums";
import { chooseLocale } from "@/lib/i18n/actions";
import { isLocale } from "@/lib/i18n/locales";

export const THEMES = ["light", "dark", "system"] as const;
export type Theme = (typeof THEMES)[number];

const ICONS = { light: Sun, dark: Moon, system: Monitor } as const;

/** Changes the language of this browser at once; `onChosen` may store it with the person. */
export function useLanguage(onChosen?: (locale: Locale) => void | Promise<void>) {
  const locale = useLocale();
  const router = useRouter();
  const [busy, start] = useTransition();
  const choose = (next: Locale) =>
    start(async () => {
      await chooseLocale(next);
      await onChosen?.(next);
      router.refresh();
    });
  return { locale, choose, busy };
}

/** Language as a submenu of the user menu. */
export function LanguageMenu({
  onChosen,
}: {
  onChosen?: ((locale: Locale) => void | Promise<void>) | undefined;
}) {
  const t = useTranslations("common");
  const names = useTranslations("enums.locale");
  const { locale, choose } = useLanguage(onChosen);
  return (
    <DropdownMenuSubMenu label={t("language")} icon={<Languages aria-hidden />}>
      <DropdownMenuRadioGroup value={locale} onValueChange={(next) => isLocale(next) && choose(next)}>
        {LOCALES.map((own) => (
          <DropdownMenuRadioItem key={own} value={own}>
            {names(own)}
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </DropdownMenuSubMenu>
  );
}

/** Theme as a submenu of the user menu. */
export function ThemeMenu({ onChosen }: { onChosen?: ((theme: Theme) => void | Promise<void>) | undefined }) {
  const t = useTranslations("common");
  const { theme = "system", setTheme } = useTheme();
  const choose = (next: string) => {
    const chosen = THEMES.find((own) => own === next);
    if (!chosen) return;
    setTheme(chosen);
    void onChosen?.(chosen);
  };
  return (
    <DropdownMenuSubMenu label={t("theme.label")} icon={<Sun aria-hidden />}>
      <DropdownMenuRadioGroup value={theme} onValueChange={choose}>
        {THEMES.map((own) => {
          const Icon = ICONS[own];
          return (
            <DropdownMenuRadioItem key={own} value={own}>
              <Icon aria-hidden />
              {t(`theme.${own}`)}
            </DropdownMenuRadioItem>
          );
        })}
      </DropdownMenuRadioGroup>
    </DropdownMenuSubMenu>
  );
}
