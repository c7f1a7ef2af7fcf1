import { ArrowDown, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { PersonRow } from "@/lib/stats/types";
import { behindHref, type DashboardAddress, dashboardHref, heldHref } from "./address";
import { HoldingBar, holdingWords } from "./holding-bar";
import { NumberLink } from "./number-link";
import { type PeopleSort, type RankedPerson, rank, together } from "./people";
import { useFigures } from "./use-figures";

/** How many rows stand there before one asks for all. */
const FIRST_ROWS = 8;

export type PeopleProps = {
  people: PersonRow[];
  address: DashboardAddress;
  sort: PeopleSort;
  /** Show everybody, not only the first. */
  all: boolean;
  firstContactSeconds: number | null;
};

/** A row for each person: what he holds and may hold, and what he did in the period. Desktop. */
export function PeopleTable({ people, address, sort, all, firstContactSeconds }: PeopleProps) {
  const t = useTranslations("dashboard.people");
  const ranked = rank(people, sort);
  const widest = Math.max(1, ...people.map((person) => person.cap ?? person.held - person.free));
  const shown = all ? ranked : ranked.slice(0, FIRST_ROWS);
  return (
    <div className="max-md:hidden">
      <Table>
        <thead>
          <Tr>
            <Th className="w-56">{t("name")}</Th>
            {COLUMNS.map((column) => (
              <SortHead key={column} column={column} sort={sort} address={address} all={all} />
            ))}
          </Tr>
        </thead>
        <tbody>
          {shown.map((person) => (
            <PersonLine key={person.id} person={person} widest={widest} address={address} />
          ))}
          <Whole
            people={people}
            firstContactSeconds={firstContactSeconds}
            toggle={
              people.length > FIRST_ROWS ? (
                <Link
                  href={dashboardHref(address, {
                    sort: sort === "reclaimed" ? null : sort,
                    all: all ? null : "1",
                  })}
                  scroll={false}
                  className="ms-2 text-primary-text"
                >
                  {all ? t("fewer") : t("all")}
                </Link>
              ) : null
            }
          />
        </tbody>
      </Table>
    </div>
  );
}

const COLUMNS: readonly PeopleSort[] = [
  "held",
  "today",
  "taken",
  "firstContact",
  "qualified",
  "reclaimed",
  "won",
  "idle",
];
const headOf = (column: PeopleSort) => (column === "held" ? "holding" : column);

function SortHead(props: { column: PeopleSort; sort: PeopleSort; address: DashboardAddress; all: boolean }) {
  const { column, sort, address, all } = props;
  const t = useTranslations("dashboard.people");
  const on = column === sort;
  const label = t(headOf(column));
  return (
    <Th
      numeric={column !== "held"}
      className={column === "held" ? "" : "w-[8.5%]"}
      {...(on ? { "aria-sort": "descending" as const } : {})}
    >
      <Link
        href={dashboardHref(address, { sort: column === "reclaimed" ? null : column, all: all ? "1" : null })}
        scroll={false}
        prefetch={false}
        aria-label={t("sort", { column: label })}
        className={cn(
          "inline-flex items-center gap-0.5 rounded-sm hover:text-foreground",
          on && "text-foreground",
        )}
      >
        {label}
        {on ? <ArrowDown aria-hidden className="size-3" /> : null}
      </Link>
    </Th>
  );
}

function PersonLine(props: { person: RankedPerson; widest: number; address: DashboardAddress }) {
  const { person, widest, address } = props;
  const t = useTranslations("dashboard.people");
  const figures = useFigures();
  const behind = (kind: "taken" | "contacted" | "qualified" | "won") =>
    behindHref(address, { kind, personId: person.id });
  const number = (value: number, href: string) => (
    <NumberLink href={value > 0 ? href : null}>{figures.number(value)}</NumberLink>
  );
  const seconds = person.firstContactSeconds;
  return (
    <Tr className={cn(person.outlier && "[&_td]:bg-warning-subtle/45")}>
      <Td>
        <span className="flex items-center gap-2 whitespace-nowrap">
          <Avatar name={person.name} />
          <NumberLink href={heldHref(address, { owner: person.id })}>{person.name}</NumberLink>
          {person.active ? null : <Badge>{t("left")}</Badge>}
          {person.outlier ? <OutlierBadge /> : null}
        </span>
      </Td>
      <Td>
        <span className="flex items-center gap-2.5">
          <HoldingBar person={person} widest={widest} label={holdingWords(t, person)} />
          <NumberLink href={heldHref(address, { owner: person.id })} className="min-w-11">
            {figures.number(person.held - person.free)}
            {person.cap === null ? null : (
              <span className="text-faint-foreground">/{figures.number(person.cap)}</span>
            )}
          </NumberLink>
        </span>
      </Td>
      <Td numeric>
        {figures.number(person.claimedToday)}
        {person.dailyLimit === null ? null : (
          <span className="text-faint-foreground">/{figures.number(person.dailyLimit)}</span>
        )}
      </Td>
      <Td numeric>
        <FollowedOfTaken person={person} href={person.taken > 0 ? behind("taken") : null} />
      </Td>
      <Td numeric>
        <NumberLink href={seconds === null ? null : behind("contacted")}>
          {seconds === null ? "–" : figures.duration(seconds)}
        </NumberLink>
      </Td>
      <Td numeric>{number(person.qualified, behind("qualified"))}</Td>
      <Td numeric>
        {number(
          person.reclaimed,
          behindHref(address, { kind: "returned", sources: ["reclaimed"], personId: person.id }),
        )}
      </Td>
      <Td numeric>{number(person.won, behind("won"))}</Td>
      <Td numeric muted>
        <IdleDays person={person} address={address} />
      </Td>
    </Tr>
  );
}

/** Of the customers taken in the period, how many have been followed up since. */
function FollowedOfTaken({ person, href }: { person: RankedPerson; href: string | null }) {
  const figures = useFigures();
  return (
    <NumberLink href={href} className={cn(person.outlier && "font-medium text-warning-text")}>
      {figures.number(person.followed)}
      <span className={cn(!person.outlier && "text-faint-foreground")}>/{figures.number(person.taken)}</span>
    </NumberLink>
  );
}

/** How long the customer has waited that waits longest, and the way to it. */
export function IdleDays({ person, address }: { person: PersonRow; address: DashboardAddress }): ReactNode {
  const figures = useFigures();
  const days = person.longestIdleDays;
  if (days === null) return "–";
  return (
    <NumberLink href={days > 0 ? heldHref(address, { owner: person.id, idle: days }) : null}>
      {figures.days(days)}
    </NumberLink>
  );
}

export function OutlierBadge() {
  const t = useTranslations("dashboard.people");
  return (
    <Badge tone="warning">
      <TriangleAlert aria-hidden />
      {t("outlier")}
    </Badge>
  );
}

function Whole(props: {
  people: readonly PersonRow[];
  firstContactSeconds: number | null;
  toggle: ReactNode;
}) {
  const { people, firstContactSeconds, toggle } = props;
  const t = useTranslations("dashboard.people");
  const figures = useFigures();
  const all = together(people);
  return (
    <Tr className="text-muted-foreground [&_td]:border-b-0">
      <Td className="whitespace-nowrap">
        {t("whole", { count: people.length })}
        {toggle}
      </Td>
      <Td>
        <span className="flex items-center gap-2.5">
          <span className="w-37 max-xl:w-24" />
          <span>
            {figures.number(all.held)}
            {all.cap === null ? null : (
              <span className="text-faint-foreground">/{figures.number(all.cap)}</span>
            )}
          </span>
        </span>
      </Td>
      <Td numeric>{figures.number(all.claimedToday)}</Td>
      <Td numeric>
        {figures.number(all.followed)}
        <span className="text-faint-foreground">/{figures.number(all.taken)}</span>
      </Td>
      <Td numeric>{firstContactSeconds === null ? "–" : figures.duration(firstContactSeconds)}</Td>
      <Td numeric>{figures.number(all.qualified)}</Td>
      <Td numeric>{figures.number(all.reclaimed)}</Td>
      <Td numeric>{figures.number(all.won)}</Td>
      <Td numeric>{all.longestIdleDays === null ? "–" : figures.days(all.longestIdleDays)}</Td>
    </Tr>
  );
}
