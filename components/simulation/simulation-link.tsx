import { ArrowRight, History } from "lucide-react";
import { useTranslations } from "next-intl";

/** The way from a draft to what it would have done. */
export function SimulationLink({ onOpen }: { onOpen: () => void }) {
  const t = useTranslations("simulation");
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex min-h-11 w-full items-center gap-2 border-hairline border-b px-5 py-2 text-start hover:bg-muted max-md:px-4"
    >
      <History aria-hidden className="size-4 shrink-0 text-muted-foreground" />
      <span className="min-w-0 flex-1">{t("open")}</span>
      <ArrowRight aria-hidden className="size-4 shrink-0 text-muted-foreground" />
    </button>
  );
}
