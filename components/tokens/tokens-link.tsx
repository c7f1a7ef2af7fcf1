import { useTranslations } from "next-intl";
import { SettingsLink } from "@/components/layout/settings-link";

/** The way to the tokens: one's own, or with their number everybody's. */
export function TokensLink({ count }: { count: number | null }) {
  const t = useTranslations("tokens");
  return (
    <SettingsLink
      href={count === null ? "/me/tokens" : "/me/tokens?all=1"}
      title={t("title")}
      lead={t("lead")}
    >
      {count === null ? null : <span>{t("linkText", { count })}</span>}
    </SettingsLink>
  );
}
