import type { Db, Tx } from "@/db/client";
import { newId } from "@/db/columns";
import type { Role } from "@/db/enums";
import { organizations, teams, users } from "@/db/schema/people";
import { policies, poolMembers, pools } from "@/db/schema/pools";
import { firstContact, noDeal, noFollowUp } from "@/lib/policies/return-rule";
import { DEFAULT_POLICY, type PolicyDocument } from "@/lib/policies/schema";

export type Person = {
  id: string;
  email: string;
  name: string;
  role: Role;
  teamId: string | null;
  diligence: number;
};
export type DemoPool = { id: string; name: string; memberIds: string[] };
export type Company = {
  people: Person[];
  reps: Person[];
  admin: Person;
  pools: { main: DemoPool; key: DemoPool; south: DemoPool };
};

/** Name, team and how reliably each follows up; the last decides what the dashboard has to tell. */
const REPS = [
  ["周宁", 0, 0.93],
  ["李薇", 0, 0.97],
  ["陈屿", 0, 0.85],
  ["林沐", 0, 0.45],
  ["赵珩", 0, 0.8],
  ["许言", 0, 0.88],
  ["王砚", 1, 0.75],
  ["何苗", 1, 0.9],
] as const;

function makePeople(teamIds: readonly [string, string]): Person[] {
  const person = (email: string, name: string, role: Role, teamId: string | null, diligence = 1): Person => ({
    ...{ id: newId(), email: `${email}@example.com`, name, role, teamId, diligence },
  });
  return [
    person("admin", "方岚", "admin", null),
    person("manager", "沈屹", "manager", teamIds[0]),
    ...REPS.map(([name, team, diligence], i) =>
      person(`rep${i + 1}`, name, "rep", teamIds[team] ?? null, diligence),
    ),
  ];
}

async function makePool(
  tx: Tx,
  name: string,
  position: number,
  document: PolicyDocument,
  members: Person[],
  at: Date,
): Promise<DemoPool> {
  const id = newId();
  await tx.insert(pools).values({ id, name, position, createdAt: at });
  await tx.insert(policies).values({ poolId: id, version: 1, document, publishedAt: at });
  await tx.insert(poolMembers).values(members.map((one) => ({ poolId: id, userId: one.id, joinedAt: at })));
  return { id, name, memberIds: members.map((one) => one.id) };
}

/** Founds the demo company: an organisation, two teams, ten people and three pools. */
export async function foundCompany(tx: Tx, passwordHash: string, at: Date): Promise<Company> {
  await tx
    .insert(organizations)
    .values({ id: newId(), name: "远帆销售", timeZone: "Asia/Shanghai", currency: "CNY", createdAt: at });
  const teamIds = [newId(), newId()] as const;
  await tx.insert(teams).values([
    { id: teamIds[0], name: "华东一组", createdAt: at },
    { id: teamIds[1], name: "华南组", createdAt: at },
  ]);
  const people = makePeople([...teamIds]);
  await tx
    .insert(users)
    .values(people.map(({ diligence: _, ...person }) => ({ ...person, passwordHash, createdAt: at })));
  const [admin] = people;
  if (!admin) throw new Error("the demo has no admin");
  const reps = people.filter((one) => one.role === "rep");
  const leads = people.filter((one) => one.role !== "rep");
  const main = await makePool(tx, "默认公海", 0, DEFAULT_POLICY, people, at);
  const key = await makePool(
    tx,
    "大客户公海",
    1,
    {
      ...DEFAULT_POLICY,
      holdingCap: 8,
      claimLimits: { perDay: 1, perWeek: 3 },
      returnRules: [firstContact(48), noFollowUp(30), noDeal(180)],
      coolDownDays: 30,
    },
    [...leads, ...reps.slice(0, 4)],
    at,
  );
  const south = await makePool(tx, "华南公海", 2, DEFAULT_POLICY, [...leads, ...reps.slice(6)], at);
  return { people, reps, admin, pools: { main, key, south } };
}

/** Whether there is a company already; then the demo leaves it alone. */
export async function isFounded(db: Db): Promise<boolean> {
  const rows = await db.select({ id: organizations.id }).from(organizations).limit(1);
  return rows.length > 0;
}
