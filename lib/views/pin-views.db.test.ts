import { beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { deleteView } from "./delete-view";
import { editView } from "./edit-view";
import { pinViews } from "./pin-views";
import { listPins, listViews } from "./queries";
import { saveView } from "./save-view";
import { PinViewsInput } from "./schema";

const testDb = useTestDb({ max: 6 });
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
});
const save = async (
  user: TestUser,
  name: string,
  audience: "own" | "team" = "own",
  list: "pool" | "mine" = "pool",
) => (await saveView(world.as(user), { list, name, audience, state: { grade: "A" } })).viewId;
const pin = (user: TestUser, viewIds: string[], list: "pool" | "mine" = "pool") =>
  pinViews(world.as(user), PinViewsInput.parse({ list, viewIds }));
const pins = async (user: TestUser) => (await listPins(world.as(user))).map(({ name }) => name);
const code = (work: Promise<unknown>) => work.then(() => "done").catch((error) => error.code);

describe("pinned views", () => {
  it("stand in one's own order, list by list, and come first in the list's picker", async () => {
    const [rep, mate] = [world.rep(0), world.rep(1)];
    const [b, a, c] = [await save(rep, "B"), await save(rep, "A"), await save(rep, "C")];
    const mine = await save(rep, "M", "own", "mine");
    await pin(rep, [c, b, c]);
    await pin(rep, [mine], "mine");
    expect(await pins(rep)).toEqual(["C", "M", "B"]);
    const { views } = await listViews(world.as(rep), { list: "pool" });
    expect(views.map(({ id, pinned }) => [id, pinned])).toEqual([
      [c, true],
      [b, true],
      [a, false],
    ]);
    await pin(rep, [b, c]);
    expect((await listPins(world.as(rep))).filter(({ list }) => list === "pool").map(({ id }) => id)).toEqual(
      [b, c],
    );
    expect(await pins(mate)).toEqual([]);
    await deleteView(world.as(rep), { viewId: b });
    await pin(rep, [], "mine");
    expect(await listPins(world.as(rep))).toEqual([
      { id: c, list: "pool", name: "C", state: { grade: "A" } },
    ]);
    await pin(rep, []);
  });

  it("may be the team's, as long as one finds them; never a colleague's own or those of another list", async () => {
    const [rep, mate] = [world.rep(0), world.rep(1)];
    const shared = await save(world.manager, "Team", "team");
    const own = await save(mate, "Own");
    await pin(rep, [shared]);
    expect(await pins(rep)).toEqual(["Team"]);
    expect(await code(pin(rep, [shared, own]))).toBe("NOT_FOUND");
    expect(await code(pin(rep, [shared], "mine"))).toBe("NOT_FOUND");
    const stranger = await makeUser(world.db, now, { team: await makeTeam(world.db, now) });
    expect(await code(pin(stranger, [shared]))).toBe("NOT_FOUND");
    expect(await pins(rep)).toEqual(["Team"]);
    await editView(world.as(world.manager), { viewId: shared, revision: 1, audience: "own" });
    expect(await pins(rep)).toEqual([]);
  });

  it("are set by the last of several that set them at once, whole", async () => {
    const rep = world.rep(0);
    const ids = [await save(rep, "1"), await save(rep, "2"), await save(rep, "3")];
    await Promise.all(Array.from({ length: 8 }, (_, n) => pin(rep, n % 2 === 0 ? ids : ids.toReversed())));
    expect([
      ["1", "2", "3"],
      ["3", "2", "1"],
    ]).toContainEqual(await pins(rep));
    expect(() => PinViewsInput.parse({ list: "pool", viewIds: Array(11).fill(ids[0]) })).toThrow();
  });
});
