"use client";

import { Keyboard, LogOut, UserRound } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type ReactNode, startTransition } from "react";
import { forgetLists } from "@/components/data-table/list-memory";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import type { Locale, Role } from "@/db/enums";
import { LanguageMenu, type Theme, ThemeMenu } from "./preferences-menu";
import { useShell } from "./shell-context";

export type ShellUser = { name: string; email: string; role: Role; teamName?: string | null };

export type UserMenuActions = {
  onSignOut: () => void | Promise<void>;
  /** Stores the choice with the person; the browser has it already. */
  onLocale?: ((locale: Locale) => void | Promise<void>) | undefined;
  onTheme?: ((theme: Theme) => void | Promise<void>) | undefined;
};

/** Everything about the person: language, theme, keys, profile, sign out. */
export function UserMenu({
  user,
  onSignOut,
  onLocale,
  onTheme,
  children,
}: UserMenuActions & { user: ShellUser; children: ReactNode }) {
  const t = useTranslations("nav");
  const roles = useTranslations("enums.role");
  const { openHelp } = useShell();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>{children}</DropdownMenuTrigger>
      <DropdownMenuContent side="top" align="start" className="w-56">
        <DropdownMenuLabel className="leading-snug">
          <span className="block truncate text-13 text-foreground">{user.email}</span>
          {roles(user.role)}
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <Link href="/me">
            <UserRound aria-hidden />
            {t("profile")}
          </Link>
        </DropdownMenuItem>
        <LanguageMenu onChosen={onLocale} />
        <ThemeMenu onChosen={onTheme} />
        <DropdownMenuItem kbd="?" onSelect={openHelp}>
          <Keyboard aria-hidden />
          {t("shortcuts")}
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem
          onSelect={() => {
            forgetLists();
            startTransition(async () => onSignOut());
          }}
        >
          <LogOut aria-hidden />
          {t("signOut")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
