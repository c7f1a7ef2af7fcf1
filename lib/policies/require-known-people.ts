import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { uuids } from "@/lib/sql-values";
import type { AllocationRule } from "./allocation-rule";

/** What is wrong with whom a rule of allocation names. */
export type PeopleProblem = {
  problem: "person_unknown" | "person_left" | "team_unknown";
  field: "to";
  label: string;
};

type Person = { id: string; name: string; left: boolean };

/** Finds the first person or team that a rule names and that isn't there, or has left. */
export async function findStrangers(
  db: Tx,
  rules: readonly AllocationRule[],
): Promise<(rule: AllocationRule) => PeopleProblem | null> {
  const userIds = rules.flatMap(({ to }) => (to.kind === "people" ? to.userIds : []));
  const teamIds = rules.flatMap(({ to }) => (to.kind === "teams" ? to.teamIds : []));
  const people =
    userIds.length === 0
      ? []
      : await db.execute<Person>(sql`
          select id, name, deactivated_at is not null as left from users where id = any (${uuids(userIds)})`);
  const teams =
    teamIds.length === 0
      ? []
      : await db.execute<{ id: string }>(sql`select id from teams where id = any (${uuids(teamIds)})`);
  const byId = new Map(people.map((one) => [one.id, one]));
  const problem = (code: PeopleProblem["problem"], label: string): PeopleProblem => ({
    problem: code,
    field: "to",
    label,
  });
  return ({ to }) => {
    if (to.kind === "everybody") return null;
    if (to.kind === "teams") {
      const stranger = to.teamIds.find((id) => !teams.some((team) => team.id === id));
      return stranger === undefined ? null : problem("team_unknown", stranger);
    }
    const stranger = to.userIds.find((id) => byId.get(id)?.left !== false);
    if (stranger === undefined) return null;
    const person = byId.get(stranger);
    return person ? problem("person_left", person.name) : problem("person_unknown", stranger);
  };
}
