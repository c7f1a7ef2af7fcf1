"use client";

import { useRouter } from "next/navigation";
import {
  createContext,
  type ReactNode,
  startTransition,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import type { LiveEvent } from "@/lib/live/types";
import { LiveChannel, type LiveState } from "./live-channel";

const Live = createContext<LiveChannel | null>(null);

/** Keeps the browser's stream of changes open for the screens below. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [channel, setChannel] = useState<LiveChannel | null>(null);
  useEffect(() => {
    const opened = new LiveChannel();
    // A screen that is still being hydrated is not thrown away for it: what was typed or chosen there would be lost.
    startTransition(() => setChannel(opened));
    return opened.start();
  }, []);
  return <Live value={channel}>{children}</Live>;
}

/** Calls the listener for every change that concerns the person. */
export function useLive(listener: (event: LiveEvent) => void): void {
  const channel = useContext(Live);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => channel?.onEvent((event) => latest.current(event)), [channel]);
}

const noSubscription = () => () => {};

/** How the stream is doing, for the small dot. */
export function useLiveState(): LiveState {
  const channel = useContext(Live);
  return useSyncExternalStore(
    channel?.onState ?? noSubscription,
    () => channel?.state ?? "connecting",
    () => "connecting",
  );
}

/** Reads the page again, at most once a second, when something that it shows has changed. */
export function useLiveRefresh(concerns: (event: LiveEvent) => boolean = () => true): void {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLive((event) => {
    if (!concerns(event) && event.kind !== "poll") return;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => startTransition(() => router.refresh()), 600);
  });
}
