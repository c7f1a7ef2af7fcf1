"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { Role } from "@/db/enums";
import type { PaletteGroup } from "./command-palette";
import { RAIL_COOKIE } from "./rail-cookie";

type ShellState = {
  /** The rail of 56 px rather than 232. */
  collapsed: boolean;
  setCollapsed: (collapsed: boolean) => void;
  openPalette: () => void;
  openHelp: () => void;
};

type ShellInner = ShellState & {
  role: Role;
  palette: boolean;
  setPalette: (open: boolean) => void;
  help: boolean;
  setHelp: (open: boolean) => void;
  commands: Set<{ current: PaletteGroup }>;
};

const ShellContext = createContext<ShellInner | null>(null);

/** Holds what the shell and the pages share: the rail, the palette, the help. */
export function ShellProvider(props: { role: Role; railCollapsed: boolean; children: ReactNode }) {
  const { role, railCollapsed, children } = props;
  const [collapsed, setRail] = useState(railCollapsed);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [commands] = useState(() => new Set<{ current: PaletteGroup }>());
  const shell = useMemo<ShellInner>(
    () => ({
      role,
      collapsed,
      setCollapsed: (next) => {
        setRail(next);
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
        document.cookie = `${RAIL_COOKIE}=${next ? "56" : "232"}; path=/; max-age=31536000; samesite=lax`;
      },
      openPalette: () => setPalette(true),
      openHelp: () => setHelp(true),
      palette,
      setPalette,
      help,
      setHelp,
      commands,
    }),
    [role, collapsed, palette, help, commands],
  );
  return <ShellContext value={shell}>{children}</ShellContext>;
}

export function useShellInner(): ShellInner {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("useShell outside of AppShell");
  return shell;
}

/** The shell, for a page inside it. */
export function useShell(): ShellState {
  return useShellInner();
}

/** What the reader is; it decides which places are his. */
export function useShellRole(): Role {
  return useShellInner().role;
}

/** Adds the page's own commands to the palette while it is mounted. */
export function useCommands(group: PaletteGroup): void {
  const { commands } = useShellInner();
  const latest = useRef(group);
  useEffect(() => {
    latest.current = group;
  });
  useEffect(() => {
    commands.add(latest);
    return () => {
      commands.delete(latest);
    };
  }, [commands]);
}
