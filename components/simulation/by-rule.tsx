import { useTranslations } from "next-intl";
import { useFigures } from "@/components/dashboard/use-figures";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Meter } from "@/components/ui/meter";
import type { Outcome } from "@/lib/simulation/types";

/** Which rule would have taken how many, in the order of the rules. */
export function ByRule({ byRule }: { byRule: Outcome["byRule"] }) {
  const t = useTranslations("simulation.byRule");
  const words = useRuleWords();
  const figures = useFigures();
  const most = Math.max(1, ...byRule.map(({ reclaimed }) => reclaimed));
  return (
    <section className="min-w-0 px-5 pb-5 max-md:px-4">
      <h2 className="flex min-h-11 items-center font-medium max-md:text-16">{t("title")}</h2>
      {byRule.length === 0 ? <p className="text-12 text-muted-foreground">{t("none")}</p> : null}
      <ul className="flex flex-col gap-2.5">
        {byRule.map(({ rule, reclaimed }) => (
          <li key={rule.id}>
            <div className="flex items-baseline gap-2">
              <span className="min-w-0 truncate" title={words.long(rule)}>
                {words.long(rule)}
              </span>
              <b className="ms-auto font-medium">{figures.number(reclaimed)}</b>
            </div>
            <Meter
              label={t("label", { rule: words.long(rule), count: reclaimed })}
              value={reclaimed}
              max={most}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
