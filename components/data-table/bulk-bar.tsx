"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

/** What can be done with the selected rows, floating over the list; on the phone above the tabs. */
export function BulkBar({
  count,
  onClear,
  children,
}: {
  count: number;
  onClear: () => void;
  children: ReactNode;
}) {
  const t = useTranslations("common");
  if (count === 0) return null;
  return (
    <div
      role="toolbar"
      data-bulk
      aria-label={t("table.selected", { count })}
      className="absolute bottom-5 left-1/2 z-20 flex min-h-11 max-w-[calc(100%-40px)] -translate-x-1/2 animate-pop-in items-center gap-1.5 rounded-lg bg-popover py-1.5 ps-3.5 pe-1.5 shadow-pop max-md:fixed max-md:inset-x-3 max-md:bottom-[calc(61px+env(safe-area-inset-bottom))] max-md:max-w-none max-md:translate-x-0 max-md:overflow-x-auto"
    >
      <span aria-live="polite" className="whitespace-nowrap pe-2">
        {t("table.selected", { count })}
      </span>
      {children}
      <button
        type="button"
        aria-label={t("table.clearSelection")}
        onClick={onClear}
        className="hit grid size-7 shrink-0 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground max-md:ms-auto"
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}
