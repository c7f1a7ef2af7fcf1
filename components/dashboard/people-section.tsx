import { UsersRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { rank } from "./people";
import { PeopleCards } from "./people-cards";
import { type PeopleProps, PeopleTable } from "./people-table";

/** The people: who holds how much, who keeps up, who needs attention, and by which rule. */
export function PeopleSection(props: PeopleProps) {
  const t = useTranslations("dashboard.people");
  const { people, sort } = props;
  const standOut = rank(people, sort).filter((person) => person.outlier).length;
  if (people.length === 0) {
    return <EmptyState icon={UsersRound} title={t("nobody")} text={t("nobodyText")} />;
  }
  return (
    <section aria-labelledby="people" className="shrink-0">
      <header className="flex h-11 items-center gap-2 px-5 max-md:px-4">
        <h2 id="people" className="font-medium max-md:text-16">
          {t("title")}
        </h2>
        <p className="truncate text-muted-foreground">
          {t("count", { count: people.length })}
          {" · "}
          {t("attention", { count: standOut })}
        </p>
        <p className="ms-auto flex shrink-0 items-center gap-3 text-12 text-muted-foreground max-md:hidden">
          <span className="flex items-center gap-1.5">
            <i aria-hidden className="size-2 rounded-[2px] bg-chart-1" />
            {t("held")}
          </span>
          <span className="flex items-center gap-1.5">
            <i aria-hidden className="size-2 rounded-[2px] bg-chart-2" />
            {t("full")}
          </span>
          <span className="flex items-center gap-1.5">
            <i aria-hidden className="h-3 w-0.5 bg-foreground" />
            {t("cap")}
          </span>
        </p>
      </header>
      <PeopleTable {...props} />
      <PeopleCards {...props} />
      <div className="px-5 pt-2 pb-6 text-12 text-faint-foreground max-md:px-4">
        {standOut > 0 ? <p>{t("outlierRule")}</p> : null}
        <p>{t("idleRule")}</p>
      </div>
    </section>
  );
}
