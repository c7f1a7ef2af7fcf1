import { useTranslations } from "next-intl";
import { SettingsLink } from "@/components/layout/settings-link";
import { Badge } from "@/components/ui/badge";
import type { EndpointRow } from "@/lib/webhooks/types";

/** The way from the settings to the webhooks, with those that are paused. */
export function WebhooksLink({ endpoints }: { endpoints: readonly EndpointRow[] }) {
  const t = useTranslations("webhooks");
  const paused = endpoints.filter(({ state }) => state === "paused").length;
  return (
    <SettingsLink href="/settings/webhooks" title={t("title")} lead={t("lead")}>
      {paused > 0 ? <Badge tone="danger">{t("linkPaused", { count: paused })}</Badge> : null}
      <span>{t("linkText", { count: endpoints.length })}</span>
    </SettingsLink>
  );
}
