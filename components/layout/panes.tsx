"use client";

import { ChevronDown, ChevronUp, Link2, Maximize2, X } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { notify } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { useHotkeys } from "./hotkeys";

/** Content with panels beside it: each pane scrolls by itself on the desktop, all flow on the phone. */
export function Panes({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={cn("md:flex md:min-h-0 md:flex-1", className)}>{children}</div>;
}

const WIDTHS = {
  facts: "md:w-[272px]",
  next: "md:w-[324px]",
  rules: "md:w-[256px]",
  peek: "md:w-[420px]",
} as const;

/** One column; without a width it takes the room that is left. `side` says where its line is. */
export function Pane(props: {
  width?: keyof typeof WIDTHS;
  side?: "start" | "end";
  label?: string;
  scroll?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const { width, side = "end", label, scroll = true, className, children } = props;
  const Tag = width ? "aside" : "div";
  return (
    <Tag
      {...(label ? { "aria-label": label } : {})}
      // What scrolls must be reachable by the keyboard, also when nothing in it is.
      {...(scroll ? { tabIndex: 0 } : {})}
      className={cn(
        "min-w-0 outline-none",
        width
          ? cn("md:shrink-0 border-border", WIDTHS[width], side === "end" ? "md:border-s" : "md:border-e")
          : "md:flex-1",
        scroll ? "md:overflow-y-auto" : "md:flex md:flex-col md:overflow-hidden",
        className,
      )}
    >
      {children}
    </Tag>
  );
}

export type PeekProps = {
  label: string;
  onClose: () => void;
  /** Place in the list, from 1. */
  position?: { at: number; of: number };
  onPrevious?: (() => void) | undefined;
  onNext?: (() => void) | undefined;
  /** The record's own page. */
  href?: string;
  /** The promise and its button: fixed, always in sight. */
  footer?: ReactNode;
  children: ReactNode;
};

/** The panel of 420 at the right: pushes the table, Esc closes it. Desktop only; a phone opens the page. */
export function Peek({ label, onClose, position, onPrevious, onNext, href, footer, children }: PeekProps) {
  const t = useTranslations("common");
  useHotkeys([{ keys: "escape", label: t("keys.close"), group: "list", run: onClose }]);
  const copy = async () => {
    await navigator.clipboard.writeText(new URL(href ?? "", window.location.href).toString());
    notify({ tone: "done", title: t("copied") });
  };
  return (
    <aside
      data-peek
      aria-label={label}
      className="flex w-[420px] shrink-0 animate-peek-in flex-col border-border border-s bg-background max-md:hidden max-[1200px]:absolute max-[1200px]:inset-y-0 max-[1200px]:end-0 max-[1200px]:z-20 max-[1200px]:shadow-pop"
    >
      <div className="flex h-11 shrink-0 items-center gap-0.5 ps-4 pe-2.5 text-muted-foreground">
        <PeekButton
          label={t("peek.previous")}
          kbd="K"
          onClick={onPrevious}
          icon={<ChevronUp aria-hidden />}
        />
        <PeekButton label={t("peek.next")} kbd="J" onClick={onNext} icon={<ChevronDown aria-hidden />} />
        {position ? (
          <span className="ms-1 text-12">
            {t("peek.position", { position: position.at, total: position.of })}
          </span>
        ) : null}
        <span className="ms-auto" />
        {href ? (
          <>
            <PeekButton label={t("copyLink")} onClick={() => void copy()} icon={<Link2 aria-hidden />} />
            <Tooltip label={t("peek.expand")} kbd="↵">
              <Button asChild variant="ghost" size="sm" icon>
                <Link href={href} aria-label={t("peek.expand")}>
                  <Maximize2 aria-hidden />
                </Link>
              </Button>
            </Tooltip>
          </>
        ) : null}
        <PeekButton label={t("close")} kbd="Esc" onClick={onClose} icon={<X aria-hidden />} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
      {footer ? (
        <div className="flex shrink-0 flex-col gap-2.5 border-border border-t px-5 pt-3 pb-4">{footer}</div>
      ) : null}
    </aside>
  );
}

function PeekButton(props: {
  label: string;
  kbd?: string;
  icon: ReactNode;
  onClick: (() => void) | undefined;
}) {
  const { label, kbd, icon, onClick } = props;
  if (!onClick) return null;
  return (
    <Tooltip label={label} kbd={kbd}>
      <Button variant="ghost" size="sm" icon aria-label={label} onClick={onClick}>
        {icon}
      </Button>
    </Tooltip>
  );
}

/** The phone's fixed bar of actions above the tabs. */
export function ActionBar({ children }: { children: ReactNode }) {
  return (
    <div className="fixed inset-x-0 bottom-[calc(49px+env(safe-area-inset-bottom))] z-20 flex items-center gap-2 border-border border-t bg-background px-4 py-2 md:hidden">
      {children}
    </div>
  );
}
