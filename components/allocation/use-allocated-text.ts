"use client";

import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import type { Why } from "@/lib/allocation/types";
import type { AllocationProof } from "@/lib/customers/timeline-types";
import { useAllocationWords } from "./use-allocation-words";

type Standing = Pick<Why, "held" | "cap" | "free" | "method"> & { turnSince: Date | string | null };

/** Why it was this person: whose turn it was, or who held the least; and among how many. */
export function useWhyText(): (name: string, why: Standing) => string {
  const t = useTranslations("allocation");
  const now = useNow();
  const { moment } = useMoments();
  return (name, { method, held, cap, turnSince, free }) => {
    const standing = t("held", { hasCap: cap === null ? "no" : "yes", held, cap: cap ?? 0 });
    const because =
      method === "in_turn"
        ? t("why.in_turn", { name, since: turnSince === null ? "never" : moment(turnSince, now) })
        : t("why.fewest_held", { name, held: standing });
    return t("why.both", { because, among: t("why.among", { count: free }) });
  };
}

/** An allocation in the history of a customer: by which rule, and why to him. */
export function useAllocatedText() {
  const t = useTranslations("allocation");
  const words = useAllocationWords();
  const whyOf = useWhyText();
  return (
    proof: AllocationProof,
    { by, to, fromPool }: { by: string | null; to: string; fromPool: string },
  ): { title: string; lines: string[] } => ({
    title: t("timeline.title", { by: by ?? "none", rule: words(proof.rule), to, fromPool }),
    lines: [whyOf(to, { ...proof, method: proof.rule.method })],
  });
}
