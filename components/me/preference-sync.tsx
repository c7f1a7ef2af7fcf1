"use client";

import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import { useLettersSwitch } from "@/components/layout/hotkeys";
import { updatePreferencesAction } from "@/lib/profile/actions";
import { THEMES, type UpdatePreferencesInput } from "@/lib/profile/schema";

type Stored = { theme: (typeof THEMES)[number] | null; singleKeys: boolean };

/** Brings what the person chose elsewhere to this browser, and keeps with the person what he chooses here, wherever the control is. */
export function PreferenceSync({ stored }: { stored: Stored }) {
  const { theme, setTheme } = useTheme();
  const [singleKeys, setSingleKeys] = useLettersSwitch();
  const known = useRef<Stored | null>(null);
  useEffect(() => {
    if (known.current === null) {
      known.current = { theme: stored.theme ?? asTheme(theme), singleKeys: stored.singleKeys };
      if (stored.theme && stored.theme !== theme) setTheme(stored.theme);
      if (stored.singleKeys !== singleKeys) setSingleKeys(stored.singleKeys);
      return;
    }
    const chosen = asTheme(theme);
    const changes: UpdatePreferencesInput = {
      ...(chosen && chosen !== known.current.theme ? { theme: chosen } : {}),
      ...(singleKeys === known.current.singleKeys ? {} : { singleKeys }),
    };
    if (Object.keys(changes).length === 0) return;
    known.current = { theme: chosen ?? known.current.theme, singleKeys };
    void updatePreferencesAction(changes);
  }, [stored, theme, setTheme, singleKeys, setSingleKeys]);
  return null;
}

const asTheme = (value: string | undefined) => THEMES.find((theme) => theme === value) ?? null;
