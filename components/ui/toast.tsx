"use client";

import { Check, CircleAlert, Info, type LucideIcon, UserRoundCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type CSSProperties, type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { clearUndo, offerUndo } from "./undo";

export type ToastTone = "done" | "lost" | "info" | "problem";

export type ToastInput = {
  tone?: ToastTone;
  /** What happened. */
  title: ReactNode;
  /** The promise, or why. */
  detail?: ReactNode;
  undo?: { seconds: number; run: () => void };
  /** The next step. */
  action?: { label: string; run: () => void };
  /** How long it stays when nobody hovers; at least as long as the undo. */
  seconds?: number;
};

const ICONS: Record<ToastTone, LucideIcon> = {
  done: Check,
  lost: UserRoundCheck,
  info: Info,
  problem: CircleAlert,
};

/** Says what happened, one toast at a time. Its undo is also on U and ⌘Z while it lasts. */
export function notify(input: ToastInput): void {
  sonner.dismiss();
  sonner.custom((id) => <ToastCard input={input} onClose={() => sonner.dismiss(id)} />, {
    duration: Number.POSITIVE_INFINITY,
    unstyled: true,
  });
}

function ToastCard({ input, onClose }: { input: ToastInput; onClose: () => void }) {
  const t = useTranslations("common");
  const { tone = "done", title, detail, undo, action } = input;
  const [held, setHeld] = useState(false);
  const undoLeft = useSecondsLeft(undo?.seconds ?? 0, false);
  const stayLeft = useSecondsLeft(Math.max(input.seconds ?? 6, undo?.seconds ?? 0), held);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (stayLeft <= 0 && !held) close();
  }, [stayLeft, held]);

  const runUndo = () => {
    undo?.run();
    onClose();
  };
  const undoByKey = useEffectEvent(runUndo);
  const undoable = undo !== undefined && undoLeft > 0;
  useEffect(() => {
    if (!undoable) return;
    const offer = offerUndo(() => undoByKey());
    return () => clearUndo(offer);
  }, [undoable]);

  const Icon = ICONS[tone];
  return (
    <div
      role="status"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="flex min-h-12 w-full items-center md:w-[520px] gap-3 rounded-lg bg-inverse py-2 ps-3.5 pe-2 font-sans text-13 text-inverse-foreground shadow-pop"
    >
      <Icon
        aria-hidden
        className={tone === "done" ? "size-4 shrink-0 text-inverse-accent" : "size-4 shrink-0"}
      />
      <div className="min-w-0 flex-1">
        <div className="break-words">{title}</div>
        {detail ? <div className="text-12 text-inverse-muted">{detail}</div> : null}
      </div>
      {undoable ? (
        <button
          type="button"
          onClick={runUndo}
          className="inline-flex h-7 shrink-0 items-center gap-1.5 whitespace-nowrap rounded-md bg-inverse-foreground/12 px-2 font-medium hover:bg-inverse-foreground/20 touch:h-11 touch:px-3"
        >
          {t("undo")}
          <span className="font-normal text-inverse-muted">{t("undoSeconds", { seconds: undoLeft })}</span>
        </button>
      ) : null}
      {action ? (
        <button
          type="button"
          onClick={() => {
            action.run();
            onClose();
          }}
          className="inline-flex h-7 shrink-0 items-center whitespace-nowrap rounded-md px-2 font-medium text-inverse-accent hover:bg-inverse-foreground/12 touch:h-11"
        >
          {action.label}
        </button>
      ) : null}
    </div>
  );
}

/** Counts whole seconds down to 0; stands still while held. */
function useSecondsLeft(seconds: number, held: boolean): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (held || seconds <= 0) return;
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, [held, seconds]);
  return left;
}

/** Where toasts appear: bottom centre, on the phone above the tabs. Once, in the layout. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-center"
      visibleToasts={1}
      gap={8}
      offset={{ bottom: "calc(20px + var(--toast-lift, 0px))" }}
      mobileOffset={{
        bottom: "calc(61px + var(--toast-lift, 0px) + env(safe-area-inset-bottom))",
        left: 12,
        right: 12,
      }}
      style={{ "--width": "520px" } as CSSProperties}
    />
  );
}
