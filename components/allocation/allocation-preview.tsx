"use client";

import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import type { AllocationCount } from "@/lib/allocation/preview-allocation";
import { useAllocationWords } from "./use-allocation-words";

/** What each rule of allocation of the draft would deal out now, and to how many people. */
export function AllocationPreview({ counts }: { counts: readonly AllocationCount[] }) {
  const t = useTranslations("allocation");
  const words = useAllocationWords();
  if (counts.length === 0) return null;
  return (
    <Section title={t("previewTitle")}>
      <ul className="flex flex-col">
        {counts.map(({ id, rule, hit, people, concerned }) => (
          <li key={id} className="flex items-baseline justify-between gap-3 leading-6">
            <span className="min-w-0 truncate">{words(rule)}</span>
            <span className="shrink-0 text-muted-foreground">
              {t("previewLine", { hit, people })}
              {concerned > hit ? ` · ${t("previewStay", { count: concerned - hit })}` : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
