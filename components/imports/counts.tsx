import { useFormatter, useTranslations } from "next-intl";
import { cn } from "@/components/ui/cn";
import type { ImportCounts } from "@/lib/imports/import-types";

const KEYS = ["created", "updated", "duplicate", "rejected"] as const;
const TONES = {
  created: "text-primary-text",
  updated: "text-foreground",
  duplicate: "text-foreground",
  rejected: "text-danger-text",
} as const;

/** What became of the rows, as four figures that add up to the rows of the file. */
export function Counts({ counts, className }: { counts: ImportCounts; className?: string }) {
  const t = useTranslations("imports.count");
  const format = useFormatter();
  return (
    <dl className={cn("grid grid-cols-4 gap-x-3", className)}>
      {KEYS.map((key) => (
        <div key={key} className="flex min-w-0 flex-col-reverse">
          <dt className="truncate text-12 text-muted-foreground">{t(key)}</dt>
          <dd
            className={cn(
              "truncate font-semibold text-20 tabular-nums",
              counts[key] === 0 ? "text-faint-foreground" : TONES[key],
            )}
          >
            {format.number(counts[key])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
