import { useTranslations } from "next-intl";
import { SettingsLink } from "@/components/layout/settings-link";

/** The way from the settings to the organisation's own fields. */
export function FieldsLink({ count }: { count: number }) {
  const t = useTranslations("fields");
  return (
    <SettingsLink href="/settings/fields" title={t("title")} lead={t("lead")}>
      <span>{t("openText", { count })}</span>
    </SettingsLink>
  );
}
