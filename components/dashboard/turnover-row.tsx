import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { shareBps } from "@/lib/stats/rules";
import type { BounceBar, Compared, Overview } from "@/lib/stats/types";
import { behindHref, type DashboardAddress } from "./address";
import { NumberLink } from "./number-link";
import { useFigures } from "./use-figures";

/** From so many times on, all are told together. */
const OFTEN = 3;

type Props = { overview: Overview; address: DashboardAddress };

/** How long customers stay in hands and in the pool, and how often they come back to it. */
export function TurnoverRow({ overview, address }: Props) {
  const t = useTranslations("dashboard.turnover");
  const { medians, counts } = overview;
  const of = (...measures: (keyof typeof counts.now)[]) =>
    measures.reduce((sum, measure) => sum + (counts.now[measure] ?? 0), 0);
  return (
    <section
      aria-label={t("title")}
      className="grid shrink-0 grid-cols-[1fr_1fr_2.6fr] border-hairline border-b max-md:grid-cols-2"
    >
      <Stay
        label={t("held")}
        seconds={{ now: medians.now.held, before: medians.before.held }}
        href={behindHref(address, { kind: "returned" })}
        text={(count) => t("heldText", { count })}
        count={of("released", "reclaimed", "departed")}
      />
      <Stay
        label={t("pooled")}
        seconds={{ now: medians.now.pooled, before: medians.before.pooled }}
        href={behindHref(address, { kind: "left" })}
        text={(count) => t("pooledText", { count })}
        count={of("claimed", "assigned", "invalidated")}
      />
      <Bounces bars={overview.bounces} address={address} />
    </section>
  );
}

function Stay(props: {
  label: string;
  seconds: Compared<number | null>;
  href: string;
  text: (count: string) => ReactNode;
  count: number;
}) {
  const { label, seconds, href, text, count } = props;
  const t = useTranslations("dashboard");
  const figures = useFigures();
  const parts = seconds.now === null ? null : figures.parts(seconds.now);
  const difference = (seconds.now ?? 0) - (seconds.before ?? 0);
  return (
    <div className="min-w-0 border-hairline border-s px-5 py-3.5 first:border-s-0 max-md:px-4 max-md:py-2.5">
      <h2 className="truncate text-12 text-muted-foreground">{label}</h2>
      <p className="mt-1 font-semibold text-20 tracking-[-0.01em] max-md:mt-0">
        <NumberLink href={parts ? href : null}>
          {parts?.amount ?? "–"}
          {parts ? (
            <span className="ms-1 font-normal text-13 text-muted-foreground tracking-normal">
              {parts.unit}
            </span>
          ) : null}
        </NumberLink>
      </p>
      <p className="mt-0.5 text-12 text-faint-foreground">
        {parts === null ? (
          t("turnover.none")
        ) : (
          <>
            {text(figures.number(count))}
            {seconds.before === null || Math.abs(difference) < 60 ? null : (
              <>
                {" · "}
                {t(difference > 0 ? "compare.longer" : "compare.shorter", {
                  value: figures.duration(Math.abs(difference)),
                })}
              </>
            )}
          </>
        )}
      </p>
    </div>
  );
}

/** The bars up to OFTEN times, the last of them for that often or more. */
function gather(bars: readonly BounceBar[]): BounceBar[] {
  const customers = (fits: (bounces: number) => boolean) =>
    bars.reduce((sum, bar) => sum + (fits(bar.bounces) ? bar.customers : 0), 0);
  return [0, 1, 2, OFTEN].map((bounces) => ({
    bounces,
    customers: customers((times) => (bounces === OFTEN ? times >= OFTEN : times === bounces)),
  }));
}

function Bounces({ bars, address }: { bars: readonly BounceBar[]; address: DashboardAddress }) {
  const t = useTranslations("dashboard.turnover");
  const figures = useFigures();
  const gathered = gather(bars);
  const all = gathered.reduce((sum, bar) => sum + bar.customers, 0);
  const most = Math.max(1, ...gathered.map((bar) => bar.customers));
  const never = gathered[0]?.customers ?? 0;
  const title =
    all === never
      ? t("bouncesNone")
      : t("bounces", {
          share: figures.percent(shareBps(all - never, all) ?? 0),
          often: figures.number(gathered[OFTEN]?.customers ?? 0),
        });
  return (
    <div className="min-w-0 border-hairline border-s px-5 py-3.5 max-md:col-span-2 max-md:border-s-0 max-md:border-t max-md:px-4">
      <h2 className="text-12 text-muted-foreground">{title}</h2>
      <table className="mt-1.5 w-full">
        <caption className="sr-only">{title}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("timesHead")}</th>
            <th scope="col">{t("customers")}</th>
          </tr>
        </thead>
        <tbody>
          {gathered.map(({ bounces, customers }) => (
            <tr key={bounces} className="text-12">
              <th scope="row" className="w-20 whitespace-nowrap pe-3 text-muted-foreground">
                {bounces === OFTEN ? t("timesMore", { times: OFTEN }) : t("times", { times: bounces })}
              </th>
              <td className="w-full">
                <Link
                  href={behindHref(address, {
                    kind: "bounced",
                    minBounces: bounces,
                    ...(bounces === OFTEN ? {} : { maxBounces: bounces }),
                  })}
                  prefetch={false}
                  className="group flex h-[18px] items-center gap-2 max-md:h-11"
                >
                  <span
                    className="block h-1.5 min-w-0.5 rounded-[2px] bg-chart-1"
                    style={{ width: `${(customers / most) * 80}%` }}
                  />
                  <span className="group-hover:text-primary-text">{figures.number(customers)}</span>
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
