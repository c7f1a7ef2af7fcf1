"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFigures } from "@/components/dashboard/use-figures";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { SimulatedPerson } from "@/lib/simulation/types";
import { LoadLine } from "./load-line";

const FIRST = 8;

/** Whom the draft would have hit, how hard, and what it would have left in his hands. */
export function People({ people, version }: { people: readonly SimulatedPerson[]; version: number }) {
  const t = useTranslations("simulation.people");
  const [all, setAll] = useState(false);
  const shown = all ? people : people.slice(0, FIRST);
  return (
    <section aria-label={t("title")} className="border-hairline border-t pt-1">
      <h2 className="flex min-h-11 items-center px-5 font-medium max-md:px-4 max-md:text-16">{t("title")}</h2>
      <PeopleTable people={shown} version={version} />
      <ul className="md:hidden">
        {shown.map((person) => (
          <PersonCard key={person.userId} person={person} />
        ))}
      </ul>
      {people.length > FIRST ? (
        <div className="px-5 pt-2 max-md:px-4">
          <Button variant="text" size="sm" onClick={() => setAll(!all)}>
            {all ? t("fewer") : t("all", { count: people.length })}
          </Button>
        </div>
      ) : null}
      <p className="px-5 pt-2 pb-4 text-12 text-faint-foreground max-md:px-4">{t("loadNote")}</p>
    </section>
  );
}

function PeopleTable({ people, version }: { people: readonly SimulatedPerson[]; version: number }) {
  const t = useTranslations("simulation.people");
  const figures = useFigures();
  return (
    <Table className="max-md:hidden">
      <thead>
        <Tr>
          <Th>{t("name")}</Th>
          <Th numeric>{t("draft")}</Th>
          <Th numeric>{t("inForce", { version })}</Th>
          <Th numeric>{t("real")}</Th>
          <Th numeric>{t("idle")}</Th>
          <Th numeric>{t("deals")}</Th>
          <Th className="w-56 ps-6">{t("load")}</Th>
        </Tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Tr key={person.userId}>
            <Td>
              <Link
                href={`/members/${person.userId}`}
                className="flex items-center gap-2 whitespace-nowrap hover:text-primary-text"
              >
                <Avatar name={person.name} />
                {person.name}
              </Link>
            </Td>
            <Td numeric className="font-medium">
              {figures.number(person.reclaimed.draft)}
            </Td>
            <Td numeric muted>
              {figures.number(person.reclaimed.inForce)}
            </Td>
            <Td numeric muted>
              {figures.number(person.reclaimed.real)}
            </Td>
            <Td numeric>{figures.days(Math.round(person.idleDays))}</Td>
            <Td numeric className={person.deals.count > 0 ? "font-medium text-warning-text" : ""}>
              {figures.number(person.deals.count)}
            </Td>
            <Td className="ps-6">
              <LoadLine person={person} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function PersonCard({ person }: { person: SimulatedPerson }) {
  const t = useTranslations("simulation.people");
  const figures = useFigures();
  const { reclaimed, idleDays, deals } = person;
  return (
    <li className="border-hairline border-b">
      <Link href={`/members/${person.userId}`} className="flex min-h-15 items-center gap-2.5 px-4 py-2.5">
        <Avatar name={person.name} size="lg" />
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{person.name}</span>
          <span className="block text-12 text-muted-foreground">
            {t("card", {
              ...{ draft: reclaimed.draft, real: reclaimed.real },
              idle: figures.days(Math.round(idleDays)),
            })}
          </span>
          {deals.count > 0 ? (
            <span className="block text-12 text-warning-text">{t("cardDeals", { count: deals.count })}</span>
          ) : null}
        </span>
        <LoadLine person={person} className="w-20" />
      </Link>
    </li>
  );
}
