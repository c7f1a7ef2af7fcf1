import { useTranslations } from "next-intl";
import type { AllocationBrief } from "@/lib/policies/allocation-rule";

/** What a rule of allocation is called where it is but named: its admin's name, or how it gives to whom. */
export function useAllocationWords(): (rule: AllocationBrief) => string {
  const t = useTranslations("allocation");
  return ({ name, method, to }) => name || t("short", { method, to });
}
