import Link from "next/link";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useMoney } from "@/components/customers/use-money";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Badge } from "@/components/ui/badge";
import type { StayExample, StayOutcome } from "@/lib/simulation/types";

/** What the rules for those in the pool would have ended, what really became of them, and who they were. */
export function Stays({ stays, currency }: { stays: StayOutcome; currency: string }) {
  const t = useTranslations("simulation.stays");
  const words = useRuleWords();
  const money = useMoney();
  const { stays: count, ended, really, taken, deals, byRule, examples } = stays;
  const outcome =
    taken > 0
      ? t("taken", { taken, deals: deals.count, value: money(deals.value, currency) })
      : t("takenNone");
  return (
    <section aria-label={t("title")} className="border-hairline border-t pt-1 pb-3">
      <h2 className="flex min-h-11 items-center px-5 pt-3 font-medium max-md:px-4 max-md:text-16">
        {t("title")}
      </h2>
      <div className="px-5 pb-2 max-md:px-4">
        <p>{t("lead", { stays: count, ended, really })}</p>
        {ended > 0 ? <p>{outcome}</p> : null}
        <ul className="mt-1 text-muted-foreground">
          {byRule.map(({ rule, ended }) => (
            <li key={rule.id}>{t("rule", { rule: words.long(rule), count: ended })}</li>
          ))}
        </ul>
      </div>
      <ul>
        {examples.map((example) => (
          <Stay key={`${example.customerId} ${example.since}`} example={example} />
        ))}
      </ul>
    </section>
  );
}

function Stay({ example }: { example: StayExample }) {
  const t = useTranslations("simulation.stays");
  const kinds = useTranslations("enums.eventKind");
  const { moment } = useMoments();
  const now = useNow();
  const { name, customerId, since, at, ended, deals } = example;
  return (
    <li className="grid grid-cols-[minmax(0,1.2fr)_minmax(0,1.6fr)_minmax(0,1.2fr)] items-center gap-x-4 border-hairline border-b px-5 py-2 last:border-b-0 max-md:grid-cols-1 max-md:gap-y-0.5 max-md:px-4">
      <Link
        href={`/customers/${customerId}`}
        className="hit-line truncate font-medium hover:text-primary-text"
      >
        {name}
      </Link>
      <span className="truncate">{t("example", { since: moment(since, now), at: moment(at, now) })}</span>
      <span className="flex min-w-0 items-center gap-2 text-12 text-muted-foreground">
        {ended ? t("ended", { moment: moment(ended.at, now), kind: kinds(ended.kind) }) : t("still")}
        {deals.count > 0 ? <Badge tone="warning">{t("sold", { count: deals.count })}</Badge> : null}
      </span>
    </li>
  );
}
