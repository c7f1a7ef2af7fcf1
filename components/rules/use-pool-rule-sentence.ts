import { useTranslations } from "next-intl";
import type { PoolRule } from "@/lib/policies/pool-rule";
import { shown, spaced, verbatim } from "./condition-words";
import { useRuleNames } from "./names";
import { isEmpty, useRuleSentence } from "./use-rule-sentence";
import { useRuleWords } from "./use-rule-words";

/** What becomes of what lies in a pool, as one sentence in the reader's language, and its parts. */
export function usePoolRuleSentence() {
  const t = useTranslations("rules.pool");
  const sentence = useTranslations("rules.sentence");
  const builder = useTranslations("rules.builder");
  const empty = useTranslations("rules.clause")("empty");
  const reasons = useTranslations("enums.invalidReason");
  const words = useRuleWords();
  const { condition } = useRuleSentence();
  const { pools } = useRuleNames();
  const poolName = (id: string) => pools.find((pool) => pool.id === id)?.name ?? sentence("otherPool");
  const end = ({ end }: PoolRule): string =>
    end.kind === "invalidate"
      ? t("endInvalidate", { reason: reasons(end.reason) })
      : t("endMove", { pool: poolName(end.poolId) });
  const stay = ({ stay }: PoolRule): string => (Number.isFinite(stay.amount) ? words.span(stay) : empty);
  const said = (of: "when" | "except", rule: PoolRule): string => verbatim(condition(rule[of], of));
  const text = (rule: PoolRule): string => {
    const except = isEmpty(rule.except) ? "" : sentence("except", { who: said("except", rule) });
    const parts = { who: said("when", rule), stay: stay(rule), end: verbatim(end(rule)), except };
    return shown(spaced(t(isEmpty(rule.when) ? "all" : "some", parts)));
  };
  return {
    text,
    /** Each side in words, for saying what changed. */
    facets: (rule: PoolRule) => ({
      state: rule.on ? "on" : "off",
      name: rule.name,
      when: condition(rule.when, "when") || builder("anyCustomer"),
      except: condition(rule.except, "except") || builder("nobody"),
      stay: stay(rule),
      end: end(rule),
    }),
  };
}
