import { ChartNoAxesColumn } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { Overview, PeopleStats } from "@/lib/stats/types";
import type { DashboardAddress } from "./address";
import { FlowFigure } from "./flow-figure";
import { InOutFigure } from "./in-out-figure";
import { Kpis } from "./kpis";
import type { PeopleSort } from "./people";
import { PeopleSection } from "./people-section";
import { TurnoverRow } from "./turnover-row";

type Props = {
  overview: Overview;
  people: PeopleStats;
  address: DashboardAddress;
  sort: PeopleSort;
  all: boolean;
  reachesHeld: boolean;
};

const nothingYet = ({ utilisation, counts }: Overview) =>
  (utilisation.now?.customers ?? 0) === 0 &&
  Object.keys(counts.now).length === 0 &&
  Object.keys(counts.before).length === 0;

/** Everything below the head: numbers, charts, people; or what has to happen before there is anything. */
export function DashboardBody({ overview, people, address, sort, all, reachesHeld }: Props) {
  const t = useTranslations("dashboard.empty");
  if (overview.asOf === null || nothingYet(overview)) {
    return (
      <EmptyState
        icon={ChartNoAxesColumn}
        title={t("title")}
        text={overview.asOf === null ? t("pending") : t("text")}
        action={
          <Button asChild>
            <Link href="/imports">{t("import")}</Link>
          </Button>
        }
      />
    );
  }
  return (
    <>
      <Kpis overview={overview} address={address} reachesHeld={reachesHeld} />
      <div className="grid shrink-0 border-hairline border-b xl:grid-cols-[minmax(0,584fr)_minmax(0,600fr)]">
        <InOutFigure overview={overview} address={address} className="pb-3" />
        <FlowFigure
          overview={overview}
          address={address}
          className="border-hairline pb-3 max-xl:border-t xl:border-s"
        />
      </div>
      <TurnoverRow overview={overview} address={address} />
      <PeopleSection {...people} address={address} sort={sort} all={all} />
    </>
  );
}
