import { useTranslations } from "next-intl";
import { SettingsLink } from "@/components/layout/settings-link";
import { Badge } from "@/components/ui/badge";
import type { Stop } from "@/lib/sweeps/types";

/** The way from the settings to what the sweeps took, with what is stopped. */
export function SweepsLink({ stops }: { stops: readonly Stop[] }) {
  const t = useTranslations("sweeps");
  const waiting = stops.filter(({ kind }) => kind !== "paused");
  // A pool may wait for two answers at once: of its reclaims and of its clean-up.
  const held = new Set(waiting.map(({ poolId }) => poolId)).size;
  const paused = stops.length - waiting.length;
  return (
    <SettingsLink href="/settings/sweeps" title={t("title")} lead={t("lead")}>
      {held > 0 ? <Badge tone="danger">{t("link.held", { count: held })}</Badge> : null}
      {paused > 0 ? <Badge tone="warning">{t("link.paused")}</Badge> : null}
      {stops.length === 0 ? <span>{t("link.running")}</span> : null}
    </SettingsLink>
  );
}
