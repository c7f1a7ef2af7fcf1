import { beforeEach, describe, expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeTeam, makeUser, makeWorld, type World } from "@/db/testing/factories";
import { createTeam } from "./create-team";
import { deleteTeam } from "./delete-team";
import { listTeams } from "./queries";
import { renameTeam } from "./rename-team";
import { setTeamMembers } from "./set-team-members";

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
let world: World;

beforeEach(async () => {
  world = await makeWorld(testDb().db, { now });
});

describe("teams", () => {
  test("are founded of people, who leave the team they were in", async () => {
    const ctx = world.as(world.admin);
    const name = `South ${world.team.name}`;
    const { teamId } = await createTeam(ctx, { name, memberIds: [world.rep(0).id] });
    const teams = await listTeams(ctx);
    expect(teams.find((team) => team.id === teamId)).toMatchObject({
      members: [{ userId: world.rep(0).id }],
    });
    expect(teams.find((team) => team.id === world.team.id)?.members).toHaveLength(3);
    await expect(createTeam(ctx, { name, memberIds: [] })).rejects.toMatchObject({ code: "DUPLICATE_NAME" });
  });

  test("take people in and let others go, and nobody is in two", async () => {
    const ctx = world.as(world.admin);
    const other = await makeTeam(world.db, now);
    const guest = await makeUser(world.db, now, { team: other });
    const change = { teamId: world.team.id, add: [guest.id], remove: [world.rep(1).id] };
    expect(await setTeamMembers(ctx, change)).toMatchObject({ added: 1, removed: 1 });
    const teams = await listTeams(ctx);
    const members = (id: string) => teams.find((team) => team.id === id)?.members.map((one) => one.userId);
    expect(members(world.team.id)).toContain(guest.id);
    expect(members(world.team.id)).not.toContain(world.rep(1).id);
    expect(members(other.id)).toEqual([]);
  });

  test("are renamed, but not to another's name", async () => {
    const ctx = world.as(world.admin);
    const other = await makeTeam(world.db, now);
    await expect(renameTeam(ctx, { teamId: world.team.id, name: other.name })).rejects.toMatchObject({
      code: "DUPLICATE_NAME",
    });
    await expect(renameTeam(ctx, { teamId: world.pool.id, name: "Nowhere" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  test("are dissolved; their people stay, in none", async () => {
    const ctx = world.as(world.admin);
    await world.customers(2, { owner: world.rep(0) });
    expect(await deleteTeam(ctx, { teamId: world.team.id })).toMatchObject({ left: 4 });
    expect((await listTeams(ctx)).map((team) => team.id)).not.toContain(world.team.id);
    expect(await listTeams(world.as(world.manager))).toEqual([]);
    await expect(deleteTeam(ctx, { teamId: world.team.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("a manager sees his own, with what it holds", async () => {
    await makeTeam(world.db, now);
    await world.customers(2, { owner: world.rep(0) });
    expect(await listTeams(world.as(world.manager))).toMatchObject([{ id: world.team.id, heldCount: 2 }]);
  });
});
