import { sql } from "drizzle-orm";
import { beforeEach, expect, it, vi } from "vitest";
import { newId } from "@/db/columns";
import { contacts, customers } from "@/db/schema/customers";
import { makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { wipe } from "@/db/testing/wipe";
import { findSimilar } from "@/lib/duplicates/find-similar";
import { FindSimilarInput } from "@/lib/duplicates/schema";
import { addMs, MINUTE } from "@/lib/time";
import { countPool } from "./count-pool";
import { createCustomer } from "./create-customer";
import { findDuplicate } from "./find-duplicate";
import { MOST_TYPED } from "./limit-lookups";
import { listMine } from "./list-mine";
import { listPool } from "./list-pool";
import { CreateCustomerInput, FindDuplicateInput } from "./schema";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const later = addMs(now, 11 * MINUTE);
/** The number that the pool shows as 138****5678. */
const PHONE = "13812345678";
let world: World;

beforeEach(async () => {
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now });
  const customerId = await world.customer({ name: "藏号公司" });
  await world.db.insert(contacts).values({
    ...{ id: newId(), customerId, phone: PHONE, phoneE164: `+86${PHONE}` },
    ...{ isPrimary: true, createdAt: now },
  });
});

/** Twenty of the ten thousand numbers that such a mask may hide. */
const guesses = (from: number) =>
  Array.from({ length: 20 }, (_, index) => `138${String(from + index).padStart(4, "0")}5678`);
const exact = (user: TestUser, phones: string[], at = now) =>
  findDuplicate(world.as(user, at), FindDuplicateInput.parse({ phones }));
const similar = (user: TestUser, phones: string[], emails: string[] = []) =>
  findSimilar(world.as(user), FindSimilarInput.parse({ phones, emails }));
const code = (work: Promise<unknown>) => work.then(() => "done").catch((error) => error.code);

it("nobody tries out what a mask hides by typing new customers", async () => {
  const rep = world.rep(0);
  expect(await exact(rep, [PHONE])).toMatchObject({ name: "藏号公司", by: "phone" });
  for (let tried = 0; tried + 40 <= MOST_TYPED; tried += 40) {
    await exact(rep, guesses(tried));
    await code(similar(rep, guesses(tried + 20)));
  }
  expect(await code(exact(rep, [PHONE]))).toBe("TOO_MANY_REQUESTS");
  expect(await code(similar(rep, [PHONE]))).toBe("TOO_MANY_REQUESTS");
  expect(await code(similar(rep, [], ["who@example.com"]))).toBe("TOO_MANY_REQUESTS");
  expect(await code(exact(world.manager, [PHONE]))).toBe("done");
  expect(await exact(rep, [PHONE], later)).toMatchObject({ by: "phone" });
  expect(await code(findDuplicate(world.as(rep), FindDuplicateInput.parse({ name: "藏号公司" })))).toBe(
    "done",
  );
});

it("who sees all contacts anyway compares as many as he likes", async () => {
  for (let tried = 0; tried < MOST_TYPED * 2; tried += 20) await exact(world.admin, guesses(tried));
  expect(await exact(world.admin, [PHONE])).toMatchObject({ by: "phone" });
});

it("a refused customer answers as often as a typed one, what is wrong with it aside, and a made one costs nothing", async () => {
  const rep = world.rep(1);
  const create = (given: object) =>
    code(
      createCustomer(
        world.as(rep),
        CreateCustomerInput.parse({ into: "pool", poolId: world.pool.id, ...given }),
      ),
    );
  const twenty = (first: string) => ({
    name: "甲乙丙",
    contacts: [first, ...guesses(0).slice(1)].map((phone) => ({ phone })),
  });
  for (const phone of [PHONE, "13812340000"]) {
    expect(await create({ ...twenty(phone), website: "no site" })).toBe("INVALID_INPUT");
  }
  for (let made = 0; made < 3; made += 1) {
    expect(await create({ name: `丁${made}戊`, contacts: [{ phone: `1370000000${made}` }] })).toBe("done");
  }
  for (let told = 0; told < MOST_TYPED; told += 20) {
    expect(await create(twenty(PHONE))).toBe("DUPLICATE_CUSTOMER");
  }
  expect(await create(twenty(PHONE))).toBe("TOO_MANY_REQUESTS");
  expect(await create({ name: "己庚辛", contacts: [{ phone: "13700000009" }] })).toBe("done");
  expect(await world.db.$count(customers, sql`name = '甲乙丙'`)).toBe(0);
});

it("nor by asking a list for many of them at once; what no mask hides is asked for as often as one likes", async () => {
  const rep = world.as(world.rep(0));
  const hidden = await world.customer({ name: "藏标签", tags: [PHONE, "VIP"] });
  const asking = (values: string[]) => JSON.stringify({ field: "tags", op: "has_any", values });
  const pool = world.pool.id;
  const plain = Array.from({ length: 20 }, (_, index) => `VIP ${index}`);
  for (let n = 0; n <= MOST_TYPED; n += 20) await listPool(rep, { pool, tag: "VIP", cond: asking(plain) });
  const found = await listPool(rep, { pool, cond: asking([PHONE, ...guesses(0).slice(0, 9)]) });
  expect(found.rows.map(({ id, tags }) => [id, tags])).toEqual([[hidden, ["138****5678", "VIP"]]]);
  for (let tried = 10; tried + 20 <= MOST_TYPED; tried += 20) {
    await listPool(rep, { pool, cond: asking(guesses(tried)) });
  }
  expect(await code(countPool(rep, { pool, cond: asking(guesses(0)) }))).toBe("TOO_MANY_REQUESTS");
  expect(await code(listMine(rep, { cond: asking(guesses(0)) }))).toBe("TOO_MANY_REQUESTS");
  expect(await code(listPool(rep, { pool, tag: PHONE, cond: asking(guesses(0)) }))).toBe("TOO_MANY_REQUESTS");
  expect(await code(listPool(rep, { pool, tag: "VIP" }))).toBe("done");
  const admin = world.as(world.admin);
  for (let n = 0; n < 8; n += 1) await listPool(admin, { pool, cond: asking(guesses(n * 20)) });
});
