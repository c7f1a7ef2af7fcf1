import { beforeAll, describe, expect, it, test } from "vitest";
import { makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import type { Condition } from "@/lib/conditions/schema";
import { deleteView } from "./delete-view";
import { editView } from "./edit-view";
import { listViews } from "./queries";
import { saveView } from "./save-view";
import { sameState, viewStateOf } from "./schema";
import { setDefaultView } from "./set-default-view";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;
let stranger: TestUser;
let chief: TestUser;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, reps: 2 });
  const team = await makeTeam(testDb().db, now);
  stranger = await makeUser(testDb().db, now, { team });
  chief = await makeUser(testDb().db, now, { role: "manager", team });
});

const named = async (user: TestUser) =>
  (await listViews(world.as(user), { list: "pool" })).views.map(
    ({ name, mine }) => `${name}${mine ? "*" : ""}`,
  );

const code = (work: Promise<unknown>) => work.then(() => "done").catch((error) => error.code);

describe("whose a view is", () => {
  it("own ones are nobody else's, a team's are its manager's, everybody's are an admin's", async () => {
    const save = (user: TestUser, name: string, audience: "own" | "team" | "everyone") =>
      saveView(world.as(user), { list: "pool", name, audience, state: { grade: "A" } });
    const own = await save(world.rep(0), "own", "own");
    const team = await save(world.manager, "team", "team");
    const all = await save(world.admin, "all", "everyone");
    expect(await named(world.rep(0))).toEqual(["own*", "team", "all"]);
    expect(await named(world.rep(1))).toEqual(["team", "all"]);
    expect(await named(world.manager)).toEqual(["team*", "all"]);
    expect(await named(stranger)).toEqual(["all"]);
    expect(await code(save(world.rep(0), "x", "team"))).toBe("FORBIDDEN");
    expect(await code(save(world.manager, "x", "everyone"))).toBe("FORBIDDEN");

    const edit = (user: TestUser, viewId: string, more: object = { name: "new" }) =>
      code(editView(world.as(user), { viewId, revision: 1, ...more }));
    expect(await edit(world.rep(1), own.viewId)).toBe("NOT_FOUND");
    expect(await edit(world.admin, own.viewId)).toBe("NOT_FOUND");
    expect(await edit(world.rep(0), team.viewId)).toBe("NOT_YOURS");
    expect(await edit(chief, team.viewId)).toBe("NOT_FOUND");
    expect(await edit(world.manager, all.viewId)).toBe("NOT_YOURS");
    expect(await edit(world.rep(0), own.viewId, { audience: "everyone" })).toBe("FORBIDDEN");
    expect(await edit(world.manager, team.viewId, { name: "team" })).toBe("done");
    expect(await edit(world.manager, team.viewId)).toBe("EDITED_MEANWHILE");

    const remove = (user: TestUser, viewId: string) => code(deleteView(world.as(user), { viewId }));
    expect(await remove(world.rep(1), own.viewId)).toBe("NOT_FOUND");
    expect(await remove(world.rep(1), all.viewId)).toBe("NOT_YOURS");
    expect(await remove(world.rep(0), own.viewId)).toBe("done");
    expect(await named(world.rep(0))).toEqual(["team", "all"]);
  });

  it("a list opens with the reader's own choice, else with everybody's; a view that goes takes the choice along", async () => {
    const save = (user: TestUser, name: string, audience: "own" | "everyone") =>
      saveView(world.as(user), { list: "mine", name, audience, state: {} });
    const opens = async (user: TestUser) => (await listViews(world.as(user), { list: "mine" })).defaultId;
    const common = (await save(world.admin, "common", "everyone")).viewId;
    const own = (await save(world.rep(0), "own", "own")).viewId;
    const set = (user: TestUser, viewId: string | null, forEveryone = false) =>
      setDefaultView(world.as(user), { list: "mine", viewId, forEveryone });
    await set(world.admin, common, true);
    expect(await opens(world.rep(0))).toBe(common);
    await set(world.rep(0), own);
    expect([await opens(world.rep(0)), await opens(world.rep(1))]).toEqual([own, common]);
    expect(await code(set(world.rep(1), own))).toBe("NOT_FOUND");
    expect(await code(set(world.rep(1), common, true))).toBe("FORBIDDEN");
    const admins = (await save(world.admin, "own", "own")).viewId;
    expect(await code(set(world.admin, admins, true))).toBe("INVALID_INPUT");
    await deleteView(world.as(world.rep(0)), { viewId: own });
    expect(await opens(world.rep(0))).toBe(common);
    await set(world.admin, null, true);
    expect(await opens(world.rep(0))).toBeNull();
  });
});

describe("what a view keeps", () => {
  const cond: Condition = { field: "grade", op: "in", values: ["A"] };
  test.each([
    [
      "pool",
      { pool: "018f4e4e-0000-7000-8000-000000000001", grade: "A,B", cursor: "x", since: "y" },
      { grade: "A,B" },
    ],
    ["pool", { view: "all", sort: "entered", grade: "Z", nonsense: "1" }, {}],
    [
      "pool",
      { cond: JSON.stringify(cond), cols: "region,industry-120,nothing" },
      { cond: JSON.stringify(cond), cols: "region,industry-120" },
    ],
    ["pool", { cond: "{" }, { cond: '{"any":[]}' }],
    [
      "mine",
      { due: "thisWeek", q: " 长乐 ", saved: "018f4e4e-0000-7000-8000-000000000001" },
      { due: "thisWeek", q: "长乐" },
    ],
  ] as const)("%s %j is %j", (list, search, kept) => {
    const state = viewStateOf(list, search);
    expect(state).toEqual(kept);
    expect(viewStateOf(list, state)).toEqual(state);
    expect(sameState(state, Object.fromEntries(Object.entries(state).reverse()))).toBe(true);
  });
});
