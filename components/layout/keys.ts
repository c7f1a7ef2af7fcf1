export type KeyEvent = Pick<KeyboardEvent, "key" | "metaKey" | "ctrlKey" | "altKey" | "shiftKey">;

const NAMES: Record<string, string> = {
  " ": "space",
  arrowdown: "down",
  arrowup: "up",
  arrowleft: "left",
  arrowright: "right",
  esc: "escape",
};

/** One press as a name: `j`, `?`, `shift+f`, `mod+k`, `space`. `mod` is ⌘ or Ctrl; shift is told for letters and named keys. */
export function strokeOf(event: KeyEvent): string {
  const lower = event.key.toLowerCase();
  const key = NAMES[lower] ?? lower;
  const named = key.length > 1 || /[a-z]/.test(key);
  const parts = [
    event.metaKey || event.ctrlKey ? "mod" : "",
    event.altKey ? "alt" : "",
    event.shiftKey && named ? "shift" : "",
    key,
  ];
  return parts.filter(Boolean).join("+");
}

/** Whether keys are typed without ⌘, Ctrl or Alt, so that a switch may turn them off. */
export function isBare(keys: string): boolean {
  return !/(^|\s)(mod|alt)\+/.test(keys) && !/^(escape|enter|space|up|down|left|right)$/.test(keys);
}

/** How far a buffer of strokes has come towards `keys`. */
export function progressOf(keys: string, strokes: readonly string[]): "whole" | "part" | "none" {
  const wanted = keys.split(" ");
  const tail = strokes.slice(-wanted.length);
  if (tail.length === wanted.length && tail.every((stroke, at) => stroke === wanted[at])) return "whole";
  const last = strokes.at(-1);
  return wanted.length > 1 && last === wanted[0] ? "part" : "none";
}

const GLYPHS: Record<string, string> = {
  mod: "⌘",
  alt: "⌥",
  shift: "⇧",
  enter: "↵",
  escape: "Esc",
  space: "Space",
  up: "↑",
  down: "↓",
  left: "←",
  right: "→",
};

/** The caps to draw for keys: `mod+k` is ⌘ K on a Mac and Ctrl K elsewhere; a sequence keeps its order. */
export function capsOf(keys: string, mac: boolean): string[] {
  return keys.split(" ").flatMap((stroke) =>
    stroke.split("+").map((part) => {
      if (part === "mod") return mac ? "⌘" : "Ctrl";
      if (part === "alt") return mac ? "⌥" : "Alt";
      return GLYPHS[part] ?? part.toUpperCase();
    }),
  );
}
