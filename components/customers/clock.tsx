"use client";

import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from "react";

const TICK_MS = 60_000;

const ServerNow = createContext<Date | null>(null);

let offsetMs = 0;
let shown = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  shown = Date.now() + offsetMs;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    shown = Date.now() + offsetMs;
    timer = setInterval(tick, TICK_MS);
    document.addEventListener("visibilitychange", tick);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}

/** Tells the screens below what time it is on the server; countdowns run by it, not by the device's clock. */
export function ClockProvider({ now, children }: { now: Date; children: ReactNode }) {
  const at = now.getTime();
  useEffect(() => {
    offsetMs = at - Date.now();
    tick();
  }, [at]);
  return <ServerNow value={now}>{children}</ServerNow>;
}

/** The server's time as the device can know it, once a minute; all countdowns share one ticker. */
export function useNow(): Date {
  const server = useContext(ServerNow);
  const ms = useSyncExternalStore(
    subscribe,
    () => shown || (server?.getTime() ?? 0),
    () => server?.getTime() ?? 0,
  );
  return new Date(ms);
}
