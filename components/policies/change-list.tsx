"use client";

import { ArrowRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import type { PolicyChange } from "@/lib/policies/rules";
import { isPolicyField } from "./fields";
import { usePolicyWords } from "./use-policy-words";

/** What differs between two versions, field by field: before, after, and whom it favours. */
export function ChangeList({ changes }: { changes: readonly PolicyChange[] }) {
  const t = useTranslations("policy");
  const words = usePolicyWords();
  return (
    <ul className="flex flex-col gap-1">
      {changes.map(({ field, from, to, effect }) =>
        isPolicyField(field) ? (
          <li key={field} className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
            <span className="text-muted-foreground">{words.name(field)}</span>
            <span className="text-muted-foreground line-through">{words.value(field, from)}</span>
            <ArrowRight aria-label={t("preview.becomes")} className="size-3 text-faint-foreground" />
            <span className="font-medium">{words.value(field, to)}</span>
            {effect === "other" ? null : (
              <Badge tone={effect === "stricter" ? "warning" : "grey"}>{t(`effect.${effect}`)}</Badge>
            )}
          </li>
        ) : null,
      )}
    </ul>
  );
}
