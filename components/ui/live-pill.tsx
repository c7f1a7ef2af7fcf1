"use client";

import { ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dot } from "./badge";
import { cn } from "./cn";

/** New rows wait behind this pill, so that nothing moves under the pointer. Nothing at 0. */
export function LivePill({
  count,
  onShow,
  plain = false,
}: {
  count: number;
  onShow: () => void;
  plain?: boolean;
}) {
  const t = useTranslations("common");
  return (
    <span aria-live="polite" className="inline-flex">
      {count > 0 ? (
        <button
          type="button"
          onClick={onShow}
          className={cn(
            "hit inline-flex animate-pop-in items-center gap-1 whitespace-nowrap font-medium text-12 text-primary-text",
            plain ? "" : "h-5.5 rounded-full bg-primary-subtle px-2",
          )}
        >
          <ArrowUp aria-hidden className="size-3 stroke-2" />
          {t("live.newRows", { count })}
        </button>
      ) : null}
    </span>
  );
}

export type LiveState = "live" | "connecting" | "polling" | "offline";

const LIVE_TONE: Record<LiveState, string> = {
  live: "text-success",
  connecting: "text-warning",
  polling: "text-info",
  offline: "text-danger",
};

/** Whether the page hears of changes at once. */
export function LiveDot({ state, pollSeconds = 20 }: { state: LiveState; pollSeconds?: number }) {
  const t = useTranslations("common");
  return (
    <span
      role="status"
      className="inline-flex items-center gap-1.5 whitespace-nowrap text-12 text-faint-foreground"
    >
      <Dot className={LIVE_TONE[state]} />
      {t(`live.${state}`, { seconds: pollSeconds })}
    </span>
  );
}
