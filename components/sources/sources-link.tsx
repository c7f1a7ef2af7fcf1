import { useTranslations } from "next-intl";
import { SettingsLink } from "@/components/layout/settings-link";
import { Badge } from "@/components/ui/badge";
import type { Counts } from "@/lib/forms/types";

/** The way from the settings to forms and inboxes, with what waits for a person. */
export function SourcesLink({ sources }: { sources: readonly Counts[] }) {
  const t = useTranslations("sources");
  const held = sources.reduce((sum, source) => sum + source.held, 0);
  return (
    <SettingsLink href="/settings/sources" title={t("title")} lead={t("lead")}>
      {held > 0 ? <Badge tone="warning">{t("linkHeld", { count: held })}</Badge> : null}
      <span>{t("linkText", { count: sources.length })}</span>
    </SettingsLink>
  );
}
