import Link from "next/link";
import { useTranslations } from "next-intl";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { useMoney } from "@/components/customers/use-money";
import { useFigures } from "@/components/dashboard/use-figures";
import { useRuleWords } from "@/components/rules/use-rule-words";
import { Badge } from "@/components/ui/badge";
import type { SimulatedExample } from "@/lib/simulation/types";

/** Whom the draft would have taken, when, by which rule, and what came after that in the same hands. */
export function Examples(props: { examples: readonly SimulatedExample[]; currency: string }) {
  const { examples, currency } = props;
  const t = useTranslations("simulation.examples");
  return (
    <section
      aria-label={t("title", { count: examples.length })}
      className="border-hairline border-t pt-1 pb-3"
    >
      <h2 className="flex min-h-11 items-baseline gap-2 px-5 pt-3 font-medium max-md:px-4 max-md:text-16">
        {t("title", { count: examples.length })}
        {examples.length > 0 ? (
          <span className="font-normal text-12 text-faint-foreground">{t("order")}</span>
        ) : null}
      </h2>
      {examples.length === 0 ? (
        <p className="px-5 pb-3 text-12 text-muted-foreground max-md:px-4">{t("none")}</p>
      ) : null}
      <ul>
        {examples.map((example) => (
          <Example key={example.customerId} example={example} currency={currency} />
        ))}
      </ul>
    </section>
  );
}

function Example({ example, currency }: { example: SimulatedExample; currency: string }) {
  const t = useTranslations("simulation.examples");
  const { moment } = useMoments();
  const now = useNow();
  const rules = useRuleWords();
  const figures = useFigures();
  const { deals, idleDays } = example;
  return (
    <li className="grid grid-cols-[minmax(0,1.3fr)_72px_minmax(0,1.5fr)_minmax(0,1.5fr)_88px] items-center gap-x-4 border-hairline border-b px-5 py-2 last:border-b-0 max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-y-0.5 max-md:px-4 max-md:py-2.5">
      <Link
        href={`/customers/${example.customerId}`}
        className="hit-line truncate font-medium hover:text-primary-text"
      >
        {example.name}
      </Link>
      <span className="truncate text-muted-foreground max-md:text-end">{example.userName}</span>
      <span className="truncate max-md:col-span-2 max-md:text-12">
        {t("taken", { moment: moment(example.at, now) })}{" "}
        <span className="text-muted-foreground">{rules.short(example.rule)}</span>
      </span>
      <span className="flex min-w-0 items-center gap-2 text-12 text-muted-foreground max-md:col-span-2">
        {deals.count > 0 ? (
          <Badge tone="warning">
            <Afterwards example={example} currency={currency} />
          </Badge>
        ) : (
          <span className="truncate">
            <Afterwards example={example} currency={currency} />
          </span>
        )}
      </span>
      <span className="text-end text-12 text-muted-foreground max-md:hidden">
        {t("idle", { days: figures.number(Math.round(idleDays * 10) / 10) })}
      </span>
    </li>
  );
}

/** What came after, in words: a deal, work, an end, or nothing. */
function Afterwards({ example, currency }: { example: SimulatedExample; currency: string }) {
  const t = useTranslations("simulation.examples");
  const kinds = useTranslations("enums.eventKind");
  const { moment } = useMoments();
  const now = useNow();
  const money = useMoney();
  const { deals, dealAt, workedAt, ended } = example;
  if (dealAt && deals.count > 0) {
    const said = { moment: moment(dealAt, now), value: money(deals.value, currency) };
    return <>{deals.count === 1 ? t("deal", said) : t("deals", { ...said, count: deals.count })}</>;
  }
  if (workedAt) return <>{t("worked", { moment: moment(workedAt, now) })}</>;
  if (ended) return <>{t("ended", { moment: moment(ended.at, now), kind: kinds(ended.kind) })}</>;
  return <>{t("still")}</>;
}
