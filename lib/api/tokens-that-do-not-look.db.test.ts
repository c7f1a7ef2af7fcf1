import { beforeAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/db/columns";
import { contacts } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { revealContacts } from "@/lib/customers/reveal-contacts";
import { writeExports } from "@/lib/exports/write-exports";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { call, send, tokenFor } from "./testing/client";

const testDb = useTestDb();
const now = new Date();
const PHONE = "13812345678";
let world: World;
let pooled: string;
let held: string;

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  world = await makeWorld(testDb().db, { now });
  [pooled, held] = [await world.customer({ name: "池中" }), await world.customer({ name: "手中" })];
  const row = { phone: PHONE, isPrimary: true, createdAt: now };
  await world.db.insert(contacts).values([
    { ...row, id: newId(), customerId: pooled, phoneE164: `+86${PHONE}` },
    { ...row, id: newId(), customerId: held, phone: "13912345678", phoneE164: "+8613912345678" },
  ]);
  await claimCustomer(world.as(world.rep(0)), { customerId: held });
  await revealContacts(world.as(world.rep(0)), { customerId: held });
});

const WITHOUT = ["*.read", "customers.export"];
const WITH = [...WITHOUT, "contacts.reveal"];
/** All that these calls say, in one text. */
const said = async (token: string, paths: string[]): Promise<string> =>
  (await Promise.all(paths.map(async (path) => (await send("GET", path, { token })).text()))).join("\n");

describe("a token without contacts.reveal", () => {
  const paths = () => [
    ...[`/customers/${pooled}`, `/customers/${held}`, `/customers/${held}/timeline`],
    ...["/customers?limit=50", `/lists/pool?pool=${world.pool.id}`, "/lists/mine?view=all", "/search?q=5678"],
  ];

  it("sees what is masked for somebody as masked, whoever's it is", async () => {
    for (const who of [world.admin, world.manager, world.rep(0)]) {
      const blind = await said(await tokenFor(world.as(who), WITHOUT), paths());
      expect(blind).toContain("手中");
      expect(blind).not.toMatch(/123456|12345678/);
      const seeing = await said(await tokenFor(world.as(who), WITH), paths());
      expect(seeing).toContain("13912345678");
    }
  });

  it("finds nothing by the tail of a number, and whole ones so often", async () => {
    const token = await tokenFor(world.as(world.admin), WITHOUT);
    expect((await call("GET", "/search?q=5678", { token })).body.data).toEqual([]);
    const tries = Array.from({ length: 31 }, () => call("GET", `/search?q=${PHONE}`, { token }));
    const refused = (await Promise.all(tries)).filter(({ status }) => status === 429);
    expect(refused).toHaveLength(1);
  });

  it("fetches no file that is as its person sees the list", async () => {
    const admin = world.as(world.admin);
    const [blind, seeing] = [await tokenFor(admin, WITHOUT), await tokenFor(admin, WITH)];
    const body = {
      list: "pool",
      format: "csv",
      locale: "en",
      search: { pool: world.pool.id, cols: "phone" },
    };
    const asked = await call("POST", "/exports", { token: blind, body });
    expect(asked.status).toBe(202);
    await writeExports(world.system());
    const file = `/exports/${asked.body.exportId}/file`;
    expect(await call("GET", file, { token: blind })).toMatchObject({
      ...{ status: 403, body: { code: "SCOPE_MISSING", params: { permission: "contacts.reveal" } } },
    });
    expect(await (await send("GET", file, { token: seeing })).text()).toContain(PHONE);
  });
});
