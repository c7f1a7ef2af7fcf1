"use client";

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from "react";
import { isBare, progressOf, strokeOf } from "./keys";

export type HotkeyGroup = "general" | "navigation" | "list" | "record";

export type Hotkey = {
  /** `j`, `g t`, `mod+k`, `shift+f`, `?`, `escape`, `space`. */
  keys: string;
  /** What it does, as the help says it; without one it isn't listed. */
  label?: string;
  group?: HotkeyGroup;
  run: (event: KeyboardEvent) => void;
};

type Registry = Set<{ current: readonly Hotkey[] }>;

const HotkeysContext = createContext<Registry | null>(null);
const LETTERS = "hotkeys.letters";
const SEQUENCE_MS = 1200;

function readLetters(): boolean {
  try {
    return localStorage.getItem(LETTERS) !== "off";
  } catch {
    return true;
  }
}

/** Listens once for the whole app; the set mounted last answers first. */
export function HotkeysProvider({ children }: { children: ReactNode }) {
  const registry = useMemo<Registry>(() => new Set(), []);
  useEffect(() => {
    let strokes: string[] = [];
    let lastAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
      if (["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
      strokes = event.timeStamp - lastAt > SEQUENCE_MS ? [] : strokes.slice(-1);
      lastAt = event.timeStamp;
      strokes.push(strokeOf(event));
      const hotkey = find(registry, strokes, event);
      if (!hotkey) return;
      event.preventDefault();
      strokes = [];
      hotkey.run(event);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [registry]);
  return <HotkeysContext value={registry}>{children}</HotkeysContext>;
}

function find(registry: Registry, strokes: readonly string[], event: KeyboardEvent): Hotkey | undefined {
  const letters = readLetters();
  const all = [...registry].reverse().flatMap((set) => set.current);
  const whole = all.filter(
    (hotkey) =>
      progressOf(hotkey.keys, strokes) === "whole" &&
      (letters || !isBare(hotkey.keys)) &&
      !belongsToTarget(hotkey.keys, event),
  );
  // A sequence beats the single letter it ends with.
  return whole.toSorted((a, b) => b.keys.split(" ").length - a.keys.split(" ").length)[0];
}

/** A key someone is typing, or one that the focused control or an open dialog answers itself. */
function belongsToTarget(keys: string, event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : null;
  const editing = target?.closest(
    "input:not([type=checkbox],[type=radio]), textarea, select, [contenteditable=true]",
  );
  if (editing) return keys !== "mod+k";
  if (document.querySelector("[data-modal][data-state=open]")) return keys !== "mod+k" && keys !== "?";
  const pressing = keys === "enter" || keys === "space";
  if (pressing && target?.closest("a[href], button, [role=checkbox], [role=menuitem], summary")) return true;
  const moving = /^(up|down|left|right)$/.test(keys);
  return moving && target?.closest("[role=menu], [role=listbox], [role=radiogroup], [role=tablist]") != null;
}

/** Binds keys while the component is mounted. */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const registry = useContext(HotkeysContext);
  const latest = useRef(hotkeys);
  useEffect(() => {
    latest.current = hotkeys;
  });
  useEffect(() => {
    if (!registry) return;
    registry.add(latest);
    return () => {
      registry.delete(latest);
    };
  }, [registry]);
}

/** Everything bound at this moment that has a label, for the help. */
export function useBoundHotkeys(): Hotkey[] {
  const registry = useContext(HotkeysContext);
  return [...(registry ?? [])].flatMap((set) => set.current).filter((hotkey) => hotkey.label);
}

const letterListeners = new Set<() => void>();

/** The switch that turns keys without ⌘ or Ctrl off, remembered in this browser. */
export function useLettersSwitch(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(
    (listener) => {
      letterListeners.add(listener);
      return () => letterListeners.delete(listener);
    },
    readLetters,
    () => true,
  );
  const set = (next: boolean) => {
    try {
      localStorage.setItem(LETTERS, next ? "on" : "off");
    } catch {
      // A browser that keeps nothing forgets the switch too.
    }
    for (const listener of letterListeners) listener();
  };
  return [on, set];
}

/** Whether to draw ⌘ rather than Ctrl; false on the server. */
export function useIsMac(): boolean {
  return useSyncExternalStore(
    () => () => {},
    () => /Mac|iPhone|iPad/.test(navigator.userAgent),
    () => false,
  );
}
