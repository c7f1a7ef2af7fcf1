"use client";

import { Bell, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { navFor } from "@/components/layout/nav";
import type { Role } from "@/db/enums";

const IN_TABS = { rep: ["today", "pool", "mine"], lead: ["today", "pool", "dashboard"] } as const;

/** On the phone: the places that have no tab of their own. */
export function MorePlaces({ role }: { role: Role }) {
  const t = useTranslations("nav");
  const tabs: readonly string[] = role === "rep" ? IN_TABS.rep : IN_TABS.lead;
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
