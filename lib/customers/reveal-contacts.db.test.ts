import { and, eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { reveals } from "@/db/schema/activity";
import { tenures } from "@/db/schema/ledger";
import { makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { undoClaim } from "@/lib/ownership/undo-claim";
import { addMs } from "@/lib/time";
import { createCustomer } from "./create-customer";
import { getCustomer } from "./get-customer";
import { revealContacts } from "./reveal-contacts";
import { CreateCustomerInput } from "./schema";

const testDb = useTestDb({ max: 12 });
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, policy: { claimLimits: { perDay: null, perWeek: null } } });
});

let made = 0;
async function pooled(): Promise<{ customerId: string; phone: string }> {
  made += 1;
  const phone = `138${String(10_000_000 + made)}`;
  const facts = {
    into: "pool",
    poolId: world.pool.id,
    name: `客户 ${made}`,
    contacts: [{ name: "陈工", phone }],
  };
  const { customerId } = await createCustomer(world.as(world.manager), CreateCustomerInput.parse(facts));
  return { customerId, phone };
}

const looks = (customerId: string, user: TestUser) =>
  testDb().db.$count(reveals, and(eq(reveals.customerId, customerId), eq(reveals.userId, user.id)));

describe("looking at the contacts", () => {
  it("shows them to the owner from then on, is recorded every time, and ends the undo", async () => {
    const rep = world.rep(0);
    const { customerId, phone } = await pooled();
    const held = await claimCustomer(world.as(rep), { customerId });
    const before = await getCustomer(world.as(rep), { customerId });
    expect(before).toMatchObject({ canReveal: true, contacts: [{ masked: true, phoneE164: null }] });
    const shown = await revealContacts(world.as(rep, addMs(now, 1_000)), { customerId });
    expect(shown.contacts).toMatchObject([{ name: "陈工", phone, phoneE164: `+86${phone}`, masked: false }]);
    await revealContacts(world.as(rep, addMs(now, 2_000)), { customerId });
    expect(await looks(customerId, rep)).toBe(2);
    const [tenure] = await testDb().db.select().from(tenures).where(eq(tenures.customerId, customerId));
    expect(tenure?.revealedAt).toEqual(addMs(now, 1_000));
    const after = await getCustomer(world.as(rep), { customerId });
    expect(after).toMatchObject({
      canReveal: false,
      contacts: [{ phone }],
      permits: { undoClaimUntil: null },
    });
    const undone = undoClaim(world.as(rep, addMs(now, 3_000)), { customerId, version: held.version });
    await expect(undone).rejects.toMatchObject({ code: "UNDO_EXPIRED" });
  });

  it("is his manager's and an admin's too, and recorded, without ending the owner's undo", async () => {
    const { customerId, phone } = await pooled();
    const held = await claimCustomer(world.as(world.rep(0)), { customerId });
    for (const user of [world.manager, world.admin]) {
      const { contacts } = await revealContacts(world.as(user), { customerId });
      expect(contacts).toMatchObject([{ phone }]);
      expect(await looks(customerId, user)).toBe(1);
    }
    await undoClaim(world.as(world.rep(0), addMs(now, 1_000)), { customerId, version: held.version });
  });

  it("is refused to everybody else, and nothing is recorded", async () => {
    const { customerId } = await pooled();
    const stranger = await makeUser(testDb().db, now, {
      ...{ role: "manager", team: await makeTeam(testDb().db, now) },
    });
    const before = await testDb().db.$count(reveals);
    const refused = async (user: TestUser, code: string) => {
      const asked = revealContacts(world.as(user), { customerId });
      await expect(asked).rejects.toMatchObject({ code });
    };
    await refused(world.rep(0), "NOT_OWNED");
    await refused(world.manager, "NOT_OWNED");
    await refused(stranger, "NOT_FOUND");
    await claimCustomer(world.as(world.rep(0)), { customerId });
    await refused(world.rep(1), "NOT_FOUND");
    await refused(stranger, "NOT_FOUND");
    expect(await testDb().db.$count(reveals)).toBe(before);
  });

  it("at the same time as the undo: one wins, and who gave it back has seen nothing", async () => {
    for (let round = 0; round < 12; round += 1) {
      const { customerId } = await pooled();
      const rep = world.rep(round % 3);
      const held = await claimCustomer(world.as(rep), { customerId });
      const [look, undo] = await Promise.allSettled([
        revealContacts(world.as(rep), { customerId }),
        undoClaim(world.as(rep), { customerId, version: held.version }),
      ]);
      expect([look.status, undo.status].sort()).toEqual(["fulfilled", "rejected"]);
      expect(await looks(customerId, rep)).toBe(look.status === "fulfilled" ? 1 : 0);
    }
  });
});

it("the record can't be changed or taken away", async () => {
  const { customerId } = await pooled();
  await revealContacts(world.as(world.admin), { customerId });
  for (const statement of [
    sql`update reveals set at = now()`,
    sql`delete from reveals`,
    sql`truncate reveals`,
  ]) {
    await expect(testDb().db.execute(statement)).rejects.toThrow();
  }
});
