"use client";

import { useSyncExternalStore } from "react";
import type { Held } from "@/lib/ownership/give-to";

/** What became of a pooled customer since the list was read. `version` is the one that was on the screen then. */
export type Mark =
  | { kind: "claimed"; version: number; held: Held | null }
  | { kind: "lost"; version: number; ownerName: string | null };

export type Marks = Readonly<Record<string, Mark>>;

const NONE: Marks = {};
let owner: string | null = null;
let marks: Marks = NONE;
const listeners = new Set<() => void>();

function set(next: Marks): void {
  marks = next;
  for (const listener of listeners) listener();
}

/** Notes what became of a customer; null takes the note away. */
export function setMark(customerId: string, mark: Mark | null): void {
  const { [customerId]: _, ...others } = marks;
  set(mark ? { ...others, [customerId]: mark } : others);
}

/** The note about a customer, unless it has moved on since. */
export function markOf(all: Marks, customer: { id: string; version: number }): Mark | null {
  const mark = all[customer.id];
  return mark && customer.version <= mark.version ? mark : null;
}

/** Everything noted in this tab, so that a list one comes back to still knows; another person starts afresh. */
export function useMarks(userId: string): Marks {
  if (owner !== userId && typeof window !== "undefined") {
    owner = userId;
    marks = NONE;
  }
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => marks,
    () => NONE,
  );
}

const OWN_FOR_MS = 10_000;
const ownDoings = new Map<string, number>();

/** Notes what this tab itself is doing: its answer draws the page anew, and the news of it need not. */
export function noteOwn(customerIds: readonly string[]): void {
  const now = performance.now();
  for (const [id, until] of ownDoings) if (until < now) ownDoings.delete(id);
  for (const id of customerIds) ownDoings.set(id, now + OWN_FOR_MS);
}

/** Whether this tab has just claimed, or given back, all of them. */
export function isOwnDoing(customerIds: readonly string[] | null): boolean {
  if (customerIds === null || customerIds.length === 0) return false;
  return customerIds.every((id) => (ownDoings.get(id) ?? 0) > performance.now());
}
