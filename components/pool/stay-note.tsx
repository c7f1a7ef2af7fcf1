"use client";

import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useRuleWords } from "@/components/rules/use-rule-words";
import type { Stay } from "@/lib/clean-up/types";
import { useEndWords } from "./use-end-words";

/** From when a rule of the pool takes the customer out if nobody claims it, and what becomes of it then. */
export function StayNote({ stay }: { stay: Stay | null }) {
  const t = useTranslations("rules.pool");
  const { moment } = useMoments();
  const words = useRuleWords();
  const endWords = useEndWords();
  const now = useNow();
  if (!stay) return null;
  const { end, endsAt, rule } = stay;
  return (
    <p className="mt-2 text-muted-foreground text-xs">
      {t("stayEnds", { moment: moment(endsAt, now), end: endWords(end), rule: words.long(rule) })}
    </p>
  );
}
