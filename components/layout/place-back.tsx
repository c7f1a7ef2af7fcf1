"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { navFor, tabsFor } from "./nav";
import { useShellRole } from "./shell-context";

/** On the phone a place without a tab is reached from Me: the way back there. */
export function PlaceBack() {
  const t = useTranslations("nav");
  const role = useShellRole();
  const pathname = usePathname();
  const here = navFor(role).find(({ href }) => href === pathname);
  if (!here || tabsFor(role).includes(here.key)) return null;
  return (
    <Link
      href="/me"
      aria-label={t("backToMe")}
      className="-ms-3 grid size-11 shrink-0 place-items-center text-muted-foreground"
    >
      <ChevronLeft aria-hidden className="size-5" />
    </Link>
  );
}
