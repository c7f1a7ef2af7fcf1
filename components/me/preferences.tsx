"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslations } from "next-intl";
import { useTheme } from "next-themes";
import { useId, useSyncExternalStore } from "react";
import { useLettersSwitch } from "@/components/layout/hotkeys";
import { useLanguage } from "@/components/layout/preferences-menu";
import { Label } from "@/components/ui/label";
import { RadioChips } from "@/components/ui/radio-chips";
import { Switch } from "@/components/ui/switch";
import { LOCALES } from "@/db/enums";
import { THEMES } from "@/lib/profile/schema";

const ICONS = { light: Sun, dark: Moon, system: Monitor } as const;
const never = () => () => {};

/** Language, theme, and keys without a modifier. */
export function Preferences() {
  const t = useTranslations("me");
  const themes = useTranslations("common.theme");
  const locales = useTranslations("enums.locale");
  const { locale, choose } = useLanguage();
  const { theme, setTheme } = useTheme();
  const [letters, setLetters] = useLettersSwitch();
  const lettersId = useId();
  // The server does not know the browser's theme: nothing is marked until the browser says.
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <span className="font-medium max-md:text-14">{t("language")}</span>
        <RadioChips
          label={t("language")}
          options={LOCALES.map((value) => ({ value, label: locales(value) }))}
          value={locale}
          onValueChange={choose}
        />
      </div>
      <div className="flex flex-col gap-1.5">
        <span className="font-medium max-md:text-14">{t("theme")}</span>
        <RadioChips
          label={t("theme")}
          options={THEMES.map((value) => ({ value, label: themes(value), icon: ICONS[value] }))}
          value={alive ? (THEMES.find((own) => own === theme) ?? null) : null}
          onValueChange={setTheme}
        />
      </div>
      <div className="flex items-center gap-4 max-md:hidden">
        <div className="flex-1">
          <Label htmlFor={lettersId}>{t("singleKeys")}</Label>
          <p className="text-12 text-muted-foreground">{t("singleKeysHint")}</p>
        </div>
        <Switch id={lettersId} checked={letters} onCheckedChange={setLetters} />
      </div>
    </div>
  );
}
