import { useTranslations } from "next-intl";
import type { RuleProblem } from "./validate";

/** What is wrong with a rule, in words. */
export function useProblemText(): (problem: RuleProblem) => string {
  const t = useTranslations("rules.problems");
  return ({ code, max }) => (code === "span_missing" ? t(code, { max }) : t(code));
}
