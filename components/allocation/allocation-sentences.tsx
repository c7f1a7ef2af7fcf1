"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import type { PolicyDocument } from "@/lib/policies/schema";
import { useAllocationSentence } from "./use-allocation-sentence";
import { useAutoText } from "./use-auto-text";

/** Who gets what lies in the pool, a sentence a rule; nothing where there are none. Without `poolId` nothing is said of today. */
export function AllocationSentences({ document, poolId }: { document: PolicyDocument; poolId?: string }) {
  const how = useAutoText(poolId);
  const t = useTranslations("allocation");
  const rules = useTranslations("rules.sentence");
  const { text } = useAllocationSentence();
  const { allocationRules, autoAllocate } = document;
  if (allocationRules.length === 0) return null;
  return (
    <div>
      <p className="text-12 text-muted-foreground">
        {t("list")} · {how(autoAllocate)}
      </p>
      <ol className="flex flex-col gap-1">
        {allocationRules.map((rule, index) => (
          <li key={rule.id} className={cn("flex gap-2", !rule.on && "text-muted-foreground")}>
            <span className="text-faint-foreground">{index + 1}</span>
            <span>
              {rule.name ? <b className="me-2 font-medium">{rule.name}</b> : null}
              {text(rule)} {rule.on ? null : <Badge>{rules("off")}</Badge>}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
