"use client";

import { Bell, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { navFor, tabsFor } from "@/components/layout/nav";
import type { Role } from "@/db/enums";

/** On the phone: the places that have no tab of their own. */
export function MorePlaces({ role }: { role: Role }) {
  const t = useTranslations("nav");
  const tabs = tabsFor(role);
  const places = [
    { key: "notifications" as const, href: "/notifications", icon: Bell },
    ...navFor(role).filter((place) => !tabs.includes(place.key)),
  ];
  return (
    <ul className="md:hidden">
      {places.map(({ key, href, icon: Icon }) => (
        <li key={key} className="border-hairline border-b">
          <Link href={href} className="flex h-13 items-center gap-3 px-4">
            <Icon aria-hidden className="size-5 text-muted-foreground" />
            <span className="flex-1">{t(key)}</span>
            <ChevronRight aria-hidden className="size-4 text-faint-foreground" />
          </Link>
        </li>
      ))}
    </ul>
  );
}
