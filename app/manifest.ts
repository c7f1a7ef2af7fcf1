import type { MetadataRoute } from "next";
import { getTranslations } from "next-intl/server";

export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations("common");
  const nav = await getTranslations("nav");
  return {
    name: t("appName"),
    short_name: t("appName"),
    description: t("tagline"),
    start_url: "/today",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#085e77",
    icons: [
      { src: "/icons/icon.svg", type: "image/svg+xml", sizes: "any" },
      { src: "/icons/icon-192.png", type: "image/png", sizes: "192x192" },
      { src: "/icons/icon-512.png", type: "image/png", sizes: "512x512" },
      { src: "/icons/icon-maskable-512.png", type: "image/png", sizes: "512x512", purpose: "maskable" },
    ],
    shortcuts: [
      { name: nav("today"), url: "/today" },
      { name: nav("pool"), url: "/pool" },
      { name: nav("logFollowUp"), url: "/follow-ups/new" },
    ],
  };
}
