import { beforeEach, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { countHit } from "@/lib/forms/count-hit";
import { addMs, DAY } from "@/lib/time";
import { comparedKey, MOST_COMPARED } from "./limit-compared";
import { bring, countsOf, csv } from "./testing/bring";

const testDb = useTestDb();
const NOW = new Date("2026-11-20T01:00:00Z");
const dryRun = { options: { dryRun: true } };
let world: World;

beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now: NOW });
});

/** As if dry runs had compared all but so many of the numbers of a day. */
const leave = (room: number) =>
  countHit(world.as(world.manager), comparedKey(world.manager.id), MOST_COMPARED, MOST_COMPARED - room, DAY);
const file = csv("甲,张三,13700000001,上海,", "乙,,13700000002,上海,", "丙,,,上海,");

it("nobody tries out what a mask hides by one dry run after the other", async () => {
  await leave(3);
  expect(countsOf(await bring(world, file, dryRun))).toMatchObject({ created: 3 });
  await expect(bring(world, file, dryRun)).rejects.toMatchObject({
    code: "TOO_MANY_REQUESTS",
    params: { limit: MOST_COMPARED, hours: 23 },
  });
  expect(countsOf(await bring(world, file, { ...dryRun, ctx: world.as(world.admin) }))).toMatchObject({
    rows: 3,
  });
  const tomorrow = { ...dryRun, ctx: world.as(world.manager, addMs(NOW, DAY)) };
  expect(countsOf(await bring(world, file, tomorrow))).toMatchObject({ created: 3 });
});

it("an import that is made, and leaves its trace, is not counted", async () => {
  await leave(0);
  expect(countsOf(await bring(world, file))).toMatchObject({ created: 3 });
});
