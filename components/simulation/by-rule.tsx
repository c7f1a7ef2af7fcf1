import { useTranslations } from "next-intl";
import { useFigures } from "@/components/dashboard/use-figures";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Meter } from "@/components/ui/meter";
import type { Outcome } from "@/lib/simulation/types";

/** Which rule would have taken how many, in the order of the rules. */
export function ByRule({ byRule, left }: { byRule: Outcome["byRule"]; left: Outcome["leftWithOwner"] }) {
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
      {left.byRule.length > 0 ? <WithOwner left={left} /> : null}
    </section>
  );
}

/** What went back because its owner left, and by which rule for that. */
function WithOwner({ left }: { left: Outcome["leftWithOwner"] }) {
  const t = useTranslations("simulation.left");
  const words = useRuleWords();
  const figures = useFigures();
  const others = left.all - left.byRule.reduce((sum, { count }) => sum + count, 0);
  return (
    <div className="mt-4 border-hairline border-t pt-3">
      <h3 className="font-medium">{t("title")}</h3>
      <p className="text-12 text-muted-foreground">{t("all", { count: left.all })}</p>
      <ul className="mt-1.5 flex flex-col gap-1">
        {left.byRule.map(({ rule, count }) => (
          <li key={rule.id} className="flex items-baseline gap-2">
            <span className="min-w-0 truncate">{words.long(rule)}</span>
            <b className="ms-auto font-medium">{figures.number(count)}</b>
          </li>
        ))}
        {others > 0 ? (
          <li className="flex items-baseline gap-2 text-muted-foreground">
            <span className="min-w-0 truncate">{t("none")}</span>
            <span className="ms-auto">{figures.number(others)}</span>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
