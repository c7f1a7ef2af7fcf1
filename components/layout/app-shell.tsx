"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, Suspense } from "react";
import { undoLast } from "@/components/ui/undo";
import { CommandPalette, type PaletteGroup, type PaletteSearch } from "./command-palette";
import { FullText } from "./full-text";
import { HotkeysProvider, useHotkeys, useIsMac } from "./hotkeys";
import { KeyboardHelp } from "./keyboard-help";
import { capsOf } from "./keys";
import { navFor } from "./nav";
import { PhoneTabs } from "./phone-tabs";
import { Rail, type RailProps } from "./rail";
import { ShellProvider, useShellInner } from "./shell-context";

export type AppShellProps = RailProps & {
  /** From the cookie RAIL_COOKIE: "56" is collapsed. */
  railCollapsed?: boolean;
  /** Customers for the palette. */
  search?: PaletteSearch;
  /** More commands, beside the places. */
  commands?: PaletteGroup[];
  children: ReactNode;
};

/** The house every signed-in page lives in: rail or tabs, palette, keys. Data comes in as plain props. */
export function AppShell({ railCollapsed = false, search, commands = [], children, ...rail }: AppShellProps) {
  const t = useTranslations("common");
  return (
    <HotkeysProvider>
      <ShellProvider role={rail.user.role} railCollapsed={railCollapsed}>
        <a
          href="#content"
          className="sr-only z-[70] rounded-md bg-primary px-3 py-2 text-primary-foreground focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        >
          {t("skipToContent")}
        </a>
        <div className="md:flex md:h-dvh md:overflow-hidden print:block">
          <Suspense>
            <Rail {...rail} />
          </Suspense>
          <main
            id="content"
            tabIndex={-1}
            className="relative min-w-0 flex-1 outline-none max-md:pb-[calc(49px+env(safe-area-inset-bottom))] md:flex md:flex-col md:overflow-hidden"
          >
            {children}
          </main>
        </div>
        <PhoneTabs role={rail.user.role} atRisk={rail.counts.atRisk ?? 0} />
        <FullText />
        <ShellKeys rail={rail} search={search} commands={commands} />
      </ShellProvider>
    </HotkeysProvider>
  );
}

function ShellKeys(props: { rail: RailProps; search: PaletteSearch | undefined; commands: PaletteGroup[] }) {
  const { rail, search, commands } = props;
  const t = useTranslations("common");
  const nav = useTranslations("nav");
  const router = useRouter();
  const mac = useIsMac();
  const shell = useShellInner();
  const places = navFor(rail.user.role);
  useHotkeys([
    { keys: "mod+k", label: t("keys.palette"), run: () => shell.setPalette(!shell.palette) },
    { keys: "/", run: shell.openPalette },
    { keys: "?", label: t("keys.help"), run: shell.openHelp },
    { keys: "[", label: t("keys.rail"), run: () => shell.setCollapsed(!shell.collapsed) },
    { keys: "u", label: t("keys.undo"), run: () => void undoLast() },
    { keys: "mod+z", run: () => void undoLast() },
    ...places.map((place) => ({
      keys: `g ${place.letter}`,
      label: nav(place.key),
      group: "navigation" as const,
      run: () => router.push(place.href),
    })),
  ]);
  const groups: PaletteGroup[] = [
    ...[...shell.commands].map((entry) => entry.current),
    ...commands,
    {
      heading: t("palette.go"),
      items: [
        ...places.map((place) => ({
          id: place.key,
          label: nav(place.key),
          icon: place.icon,
          href: place.href,
          keywords: place.keywords,
          kbd: capsOf(`g ${place.letter}`, mac).join(" "),
        })),
        ...rail.pools.map((pool) => ({ id: pool.id, label: pool.name, href: `/pool?pool=${pool.id}` })),
      ],
    },
  ].filter((group) => group.items.length > 0);
  return (
    <>
      <CommandPalette open={shell.palette} onOpenChange={shell.setPalette} groups={groups} search={search} />
      <KeyboardHelp open={shell.help} onOpenChange={shell.setHelp} />
    </>
  );
}
