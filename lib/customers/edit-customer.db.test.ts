import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { contacts, customers, edits } from "@/db/schema/customers";
import { makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { addMs, HOUR } from "@/lib/time";
import { createCustomer } from "./create-customer";
import { editCustomer } from "./edit-customer";
import { getCustomer } from "./get-customer";
import { getTimeline } from "./get-timeline";
import { revealContacts } from "./reveal-contacts";
import { CreateCustomerInput, EditCustomerInput } from "./schema";

const testDb = useTestDb({ max: 12 });
const now = new Date("2026-11-20T02:00:00Z");
let world: World;

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now, policy: { claimLimits: { perDay: null, perWeek: null } } });
});

let made = 0;
async function newCustomer(user: TestUser, given: object = {}): Promise<string> {
  made += 1;
  const facts = { into: "mine", poolId: world.pool.id, name: `客户 ${made}`, ...given };
  return (await createCustomer(world.as(user), CreateCustomerInput.parse(facts))).customerId;
}

const seenAt = async (customerId: string) => {
  const [row] = await testDb().db.select().from(customers).where(eq(customers.id, customerId));
  return (row?.editedAt ?? now).toISOString();
};

async function edit(user: TestUser, customerId: string, given: object, at = addMs(now, HOUR)) {
  const editedAt = await seenAt(customerId);
  return editCustomer(world.as(user, at), EditCustomerInput.parse({ customerId, editedAt, ...given }));
}

const storedContacts = (customerId: string) =>
  testDb().db.select().from(contacts).where(eq(contacts.customerId, customerId));

describe("an edit", () => {
  it("writes what changed, and what it was before, field by field", async () => {
    const id = await newCustomer(world.rep(0), { region: "杭州", tags: ["a"], note: "旧" });
    const edited = await edit(world.rep(0), id, {
      changes: { region: "苏州", tags: ["a", "b"], note: "旧", grade: "A", industry: "" },
    });
    expect(edited.fields.sort()).toEqual(["grade", "region", "tags"]);
    const [row] = await testDb().db.select().from(edits).where(eq(edits.customerId, id));
    expect(row).toMatchObject({
      userId: world.rep(0).id,
      changes: {
        region: { from: "杭州", to: "苏州" },
        tags: { from: "a", to: "a, b" },
        grade: { from: "C", to: "A" },
      },
    });
    const view = await getCustomer(world.as(world.rep(0)), { customerId: id });
    expect(view).toMatchObject({ region: "苏州", grade: "A", note: "旧" });
    expect(view.editedAt.toISOString()).toBe(edited.editedAt);
    const { items } = await getTimeline(world.as(world.rep(0)), { customerId: id, kinds: ["edit"] });
    expect(items).toHaveLength(1);
  });

  it("that changes nothing writes nothing", async () => {
    const id = await newCustomer(world.rep(0), { region: "杭州" });
    expect((await edit(world.rep(0), id, { changes: { region: "杭州" } })).fields).toEqual([]);
    expect(await testDb().db.$count(edits, eq(edits.customerId, id))).toBe(0);
    expect(await seenAt(id)).toBe(now.toISOString());
  });

  it("adds, changes and removes contacts, and keeps one of them the main one", async () => {
    const id = await newCustomer(world.rep(0), { contacts: [{ name: "方工", phone: "13812340001" }] });
    const [first] = await storedContacts(id);
    await logFollowUp(
      world.as(world.rep(0)),
      LogFollowUpInput.parse({ customerId: id, contactId: first?.id, channel: "call", outcome: "connected" }),
    );
    await edit(world.rep(0), id, { contacts: { add: [{ name: "郑主管", phone: "13812340002" }] } });
    await edit(world.rep(0), id, {
      contacts: { change: [{ id: first?.id, title: "采购", phone: "13812340003" }] },
    });
    expect(await storedContacts(id)).toMatchObject([
      { name: "郑主管", isPrimary: false },
      { name: "方工", title: "采购", phoneE164: "+8613812340003", isPrimary: true },
    ]);
    await edit(world.rep(0), id, { contacts: { remove: [first?.id] } });
    expect(await storedContacts(id)).toMatchObject([{ name: "郑主管", isPrimary: true }]);
    const { items } = await getTimeline(world.as(world.rep(0)), { customerId: id });
    expect(items.filter((item) => item.kind === "follow_up")).toMatchObject([{ contactName: null }]);
    const [, , addition] = items.filter((item) => item.kind === "edit");
    expect(addition).toMatchObject({ changes: [{ to: "郑主管" }, { to: "13812340002" }] });
    const foreign = await storedContacts(await newCustomer(world.rep(0), { contacts: [{ name: "他人" }] }));
    const taken = edit(world.rep(0), id, { contacts: { remove: [foreign[0]?.id] } });
    await expect(taken).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("an edit meets another", () => {
  it("and says who changed which fields; nothing of it is written", async () => {
    const id = await newCustomer(world.rep(0));
    const editedAt = await seenAt(id);
    await edit(world.manager, id, { changes: { region: "苏州" }, contacts: { add: [{ name: "陈工" }] } });
    const stale = editCustomer(
      world.as(world.rep(0), addMs(now, 2 * HOUR)),
      EditCustomerInput.parse({ customerId: id, editedAt, changes: { grade: "A" } }),
    );
    await expect(stale).rejects.toMatchObject({
      code: "EDITED_MEANWHILE",
      params: { by: world.manager.name, fields: "region,contact", at: await seenAt(id) },
    });
    expect(await getCustomer(world.as(world.rep(0)), { customerId: id })).toMatchObject({ grade: "C" });
  });

  it("at the same time: one is written, even within one millisecond", async () => {
    const id = await newCustomer(world.rep(0));
    const editedAt = await seenAt(id);
    const grades = ["A", "B"] as const;
    const settled = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) =>
        editCustomer(
          world.as(world.rep(0)),
          EditCustomerInput.parse({
            customerId: id,
            editedAt,
            changes: { grade: grades[n % 2], note: `${n}` },
          }),
        ),
      ),
    );
    expect(settled.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await testDb().db.$count(edits, eq(edits.customerId, id))).toBe(1);
  });

  it("that went into other hands: STALE_OWNERSHIP, or out of sight", async () => {
    const id = await newCustomer(world.rep(0));
    await transferCustomers(world.as(world.manager), {
      customerIds: [id],
      userId: world.rep(1).id,
      note: "",
    });
    const late = addMs(now, HOUR);
    const mine = edit(world.rep(0), id, { version: 1, changes: { grade: "A" } }, late);
    await expect(mine).rejects.toMatchObject({ code: "NOT_FOUND" });
    const old = edit(world.manager, id, { version: 1, changes: { grade: "A" } }, late);
    await expect(old).rejects.toMatchObject({ code: "STALE_OWNERSHIP" });
  });
});

describe("who edits", () => {
  it("is the owner, his manager and admins; of what lies in a pool its managers and admins", async () => {
    const owned = await newCustomer(world.rep(0));
    const pooled = await newCustomer(world.rep(0), { into: "pool" });
    const otherManager = await makeUser(testDb().db, now, {
      ...{ role: "manager", team: await makeTeam(testDb().db, now) },
    });
    const cases: [TestUser, string, string | null][] = [
      [world.rep(1), owned, "NOT_FOUND"],
      [otherManager, owned, "NOT_FOUND"],
      [world.rep(0), pooled, "NOT_YOURS"],
      [otherManager, pooled, "NOT_FOUND"],
      [world.rep(0), owned, null],
      [world.manager, owned, null],
      [world.admin, owned, null],
      [world.manager, pooled, null],
      [world.admin, pooled, null],
    ];
    for (const [user, id, refused] of cases) {
      const before = await seenAt(id);
      const done = edit(user, id, { changes: { note: user.id } });
      if (refused) {
        await expect(done).rejects.toMatchObject({ code: refused });
        expect(await seenAt(id)).toBe(before);
      } else await done;
    }
  });

  it("and a colleague who sees who has just claimed it is told nothing more", async () => {
    const id = await newCustomer(world.rep(0), { into: "pool" });
    await claimCustomer(world.as(world.rep(0)), { customerId: id });
    const done = edit(world.rep(1), id, { changes: { grade: "A" } }, now);
    await expect(done).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("masks", () => {
  it("are never stored: what comes back as it was shown is no change, what was changed inside is refused", async () => {
    const id = await newCustomer(world.rep(1), {
      ...{
        into: "pool",
        note: "打 13812345678 找陈工",
        tags: ["13812345678", "重点"],
        contacts: [{ name: "陈屿", phone: "13812340009" }],
      },
    });
    await claimCustomer(world.as(world.rep(0)), { customerId: id });
    const view = await getCustomer(world.as(world.rep(0)), { customerId: id });
    const [shown] = view.contacts;
    expect(view.note).toBe("打 138****5678 找陈工");
    const kept = await edit(world.rep(0), id, {
      changes: { note: view.note, tags: view.tags, grade: "A" },
      contacts: { change: [{ id: shown?.id, name: shown?.name, title: "采购" }] },
    });
    expect(kept.fields.sort()).toEqual(["grade", `contact.${shown?.id}.title`].sort());
    const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
    expect(row).toMatchObject({ note: "打 13812345678 找陈工", tags: ["13812345678", "重点"] });
    expect(await storedContacts(id)).toMatchObject([{ name: "陈屿", phone: "13812340009" }]);
    const inside = edit(world.rep(0), id, { changes: { note: `${view.note}，急` } });
    await expect(inside).rejects.toMatchObject({ code: "INVALID_INPUT", params: { problem: "masked" } });
    const other = edit(world.rep(0), id, { contacts: { change: [{ id: shown?.id, name: "周*" }] } });
    await expect(other).rejects.toMatchObject({ code: "INVALID_INPUT", params: { problem: "masked" } });
    const phone = { customerId: id, editedAt: now.toISOString() };
    const masked = { contacts: { change: [{ id: shown?.id, phone: shown?.phone }] } };
    expect(EditCustomerInput.safeParse({ ...phone, ...masked }).success).toBe(false);
    await revealContacts(world.as(world.rep(0)), { customerId: id });
    await edit(world.rep(0), id, { changes: { note: "星号 *** 也行" } });
  });
});

describe("name and code", () => {
  it("may not become those of another customer", async () => {
    await newCustomer(world.rep(1), { name: "宁波知微光学", creditCode: "91110000802100433B" });
    const id = await newCustomer(world.rep(0), { name: "知微光学" });
    const renamed = edit(world.rep(0), id, { changes: { name: "宁波知微光学" } }, addMs(now, 24 * HOUR));
    await expect(renamed).rejects.toMatchObject({
      code: "DUPLICATE_CUSTOMER",
      params: { by: "name", customerId: null, ownerName: null },
    });
    const coded = edit(world.rep(0), id, { changes: { creditCode: "91110000802100433b" } });
    await expect(coded).rejects.toMatchObject({ code: "DUPLICATE_CUSTOMER", params: { by: "creditCode" } });
    const wrong = edit(world.rep(0), id, { changes: { creditCode: "91110000802100433C" } });
    await expect(wrong).rejects.toMatchObject({ code: "INVALID_INPUT", params: { field: "creditCode" } });
    await edit(world.rep(0), id, { changes: { name: "知微光学仪器", creditCode: "91440300708461136T" } });
    const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
    expect(row).toMatchObject({ identityKey: "cc:91440300708461136T", nameKey: "知微光学仪器" });
  });
});
