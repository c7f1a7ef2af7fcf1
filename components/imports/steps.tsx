import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";

export const STEPS = ["file", "plan", "check", "run", "result"] as const;
export type Step = (typeof STEPS)[number];

/** Where an import is on its way: which steps are behind, and the one at hand. */
export function Steps({ at }: { at: Step }) {
  const t = useTranslations("imports.step");
  const now = STEPS.indexOf(at);
  return (
    <ol aria-label={t("label")} className="flex items-center gap-2 text-12 max-md:hidden">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === now ? "step" : undefined}
          className={cn(
            "flex items-center gap-2 whitespace-nowrap",
            index === now ? "font-medium text-foreground" : "text-faint-foreground",
            index < now && "text-muted-foreground",
          )}
        >
          {index > 0 ? <span aria-hidden className="h-px w-4 bg-border" /> : null}
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
