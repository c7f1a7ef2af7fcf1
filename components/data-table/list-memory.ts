type Kept = { list?: unknown; scrollTop?: number };

const KEEP = 12;
const BACK_WITHIN_MS = 1500;
const kept = new Map<string, Kept>();
let wentBackAt = Number.NEGATIVE_INFINITY;

if (typeof window !== "undefined") {
  window.addEventListener("popstate", () => {
    wentBackAt = performance.now();
  });
}

/** Keeps how a list stood when it was left, for the way back. */
export function remember(key: string, change: Kept): void {
  const now = { ...kept.get(key), ...change };
  kept.delete(key);
  kept.set(key, now);
  const oldest = kept.keys().next().value;
  if (kept.size > KEEP && oldest !== undefined) kept.delete(oldest);
}

/** How a list stood, if the person has just come back to it; a fresh visit gets a fresh list. */
export function recall(key: string): Kept | undefined {
  if (typeof window === "undefined" || performance.now() - wentBackAt > BACK_WITHIN_MS) return undefined;
  return kept.get(key);
}

/** Forgets every list: on signing out. */
export function forgetLists(): void {
  kept.clear();
}
