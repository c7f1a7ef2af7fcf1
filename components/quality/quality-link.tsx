import { useTranslations } from "next-intl";
import { SettingsLink } from "@/components/layout/settings-link";
import type { QualitySettings } from "@/lib/quality/types";

/** The way from the settings to how the quality of the data is counted. */
export function QualityLink({ settings }: { settings: QualitySettings }) {
  const t = useTranslations("quality.settings");
  return (
    <SettingsLink href="/settings/quality" title={t("title")} lead={t("lead")}>
      <span>{t("linkText", { count: settings.goneAfter })}</span>
    </SettingsLink>
  );
}
