import Link from "next/link";
import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { dashboardHref, heldHref } from "./address";
import { HoldingBar, holdingWords } from "./holding-bar";
import { type RankedPerson, rank } from "./people";
import { OutlierBadge, type PeopleProps } from "./people-table";
import { useFigures } from "./use-figures";

/** How many cards stand there before one asks for all, unless more of them need attention. */
const FIRST_CARDS = 4;

/** A card for each person, whoever needs attention first. Phone. */
export function PeopleCards({ people, address, sort, all }: PeopleProps) {
  const t = useTranslations("dashboard.people");
  const ranked = rank(people, sort);
  const standOut = ranked.filter((person) => person.outlier).length;
  const shown = all ? ranked : ranked.slice(0, Math.max(FIRST_CARDS, standOut));
  const widest = Math.max(1, ...people.map((person) => person.cap ?? person.held - person.free));
  return (
    <div className="md:hidden">
      <ul>
        {shown.map((person) => (
          <PersonCard
            key={person.id}
            person={person}
            widest={widest}
            href={heldHref(address, { owner: person.id })}
          />
        ))}
      </ul>
      {people.length > shown.length || all ? (
        <Link
          href={dashboardHref(address, { all: all ? null : "1" })}
          scroll={false}
          className="flex h-12 items-center px-4 text-primary-text"
        >
          {all ? t("fewer") : t("all")}
        </Link>
      ) : null}
    </div>
  );
}

function PersonCard({ person, widest, href }: { person: RankedPerson; widest: number; href: string }) {
  const t = useTranslations("dashboard.people");
  const figures = useFigures();
  const counted = figures.number(person.held - person.free);
  const holding = person.cap === null ? counted : `${counted}/${figures.number(person.cap)}`;
  const first = person.firstContactSeconds === null ? "–" : figures.duration(person.firstContactSeconds);
  return (
    <li className={cn("border-hairline border-b", person.outlier && "bg-warning-subtle/45")}>
      <Link href={href} prefetch={false} className="flex min-h-15 items-center gap-2.5 px-4 py-2.5">
        <Avatar name={person.name} size="lg" />
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 font-medium">
            {person.name}
            {person.active ? null : <Badge>{t("left")}</Badge>}
            {person.outlier ? <OutlierBadge /> : null}
          </span>
          <span className="block text-12 text-muted-foreground">
            {t("card", { holding, first, reclaimed: figures.number(person.reclaimed) })}
          </span>
        </span>
        <HoldingBar
          person={person}
          widest={widest}
          label={holdingWords(t, person)}
          className="w-14 max-xl:w-14"
        />
      </Link>
    </li>
  );
}
