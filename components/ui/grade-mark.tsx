"use client";

import { useTranslations } from "next-intl";
import { cn } from "./cn";

const LOOK: Record<string, string> = {
  A: "bg-[color-mix(in_oklab,var(--foreground)_84%,var(--background))] text-background",
  B: "text-foreground ring-1 ring-muted-foreground ring-inset",
  C: "text-muted-foreground ring-1 ring-border ring-inset",
};

/** The grade of a customer: more ink for a better one, never a colour. */
export function GradeMark({ grade, faded = false }: { grade: string; faded?: boolean }) {
  const t = useTranslations("common");
  const look = faded ? "text-faint-foreground ring-1 ring-border ring-inset" : LOOK[grade];
  return (
    <span
      role="img"
      aria-label={t("grade", { grade })}
      title={t("grade", { grade })}
      className={cn(
        "inline-grid size-4.5 shrink-0 place-items-center rounded-sm font-semibold text-12 leading-none max-md:size-5",
        look ?? "text-faint-foreground",
      )}
    >
      {grade}
    </span>
  );
}
