"use client";

import { Search } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useShell } from "./shell-context";

/** The pool searches in itself; elsewhere one looks among all. */
const PLACES: readonly string[] = ["/today", "/mine", "/dashboard", "/me"];

/** On the phone, which has neither the rail nor its keys: the box over customers, pages and commands. */
export function PlaceSearch() {
  const t = useTranslations("common");
  const { openPalette } = useShell();
  if (!PLACES.includes(usePathname())) return null;
  return (
    <button
      type="button"
      aria-label={t("palette.placeholder")}
      onClick={openPalette}
      className="grid size-11 shrink-0 place-items-center rounded-md text-muted-foreground"
    >
      <Search aria-hidden className="size-5" />
    </button>
  );
}
