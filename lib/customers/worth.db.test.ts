import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { customers, edits } from "@/db/schema/customers";
import { makeWorld, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { previewFile } from "@/lib/imports/preview-file";
import { importBytes, keep } from "@/lib/imports/testing/bring";
import { PRESETS } from "@/lib/policies/rule-presets";
import { addMs, DAY } from "@/lib/time";
import { createCustomer } from "./create-customer";
import { editCustomer } from "./edit-customer";
import { getCustomer } from "./get-customer";
import { getTimeline } from "./get-timeline";
import { CreateCustomerInput, EditCustomerInput } from "./schema";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
let world: World;
let made = 0;

beforeAll(async () => {
  world = await makeWorld(testDb().db, {
    now,
    policy: { claimLimits: { perDay: null, perWeek: null }, returnRules: [PRESETS.contract_end] },
  });
});

const stored = async (id: string) => {
  const [row] = await testDb().db.select().from(customers).where(eq(customers.id, id));
  if (!row) throw new Error("gone");
  return row;
};
async function create(given: object = {}): Promise<string> {
  made += 1;
  const facts = { into: "mine", poolId: world.pool.id, name: `客户 ${made}`, ...given };
  const { customerId } = await createCustomer(world.as(world.rep(0)), CreateCustomerInput.parse(facts));
  return customerId;
}
async function edit(customerId: string, changes: object): Promise<string[]> {
  const editedAt = (await stored(customerId)).editedAt.toISOString();
  const input = EditCustomerInput.parse({ customerId, editedAt, changes });
  return (await editCustomer(world.as(world.rep(0), addMs(now, DAY)), input)).fields;
}

describe("what a customer may be worth, and until when its contract runs", () => {
  it("are given with a new customer, shown, and changed", async () => {
    const id = await create({ expectedValue: 5_000_000, contractEndsOn: "2026-12-31" });
    const view = await getCustomer(world.as(world.rep(0)), { customerId: id });
    expect(view).toMatchObject({ expectedValue: 5_000_000, contractEndsOn: "2026-12-31" });
    expect(await edit(id, { expectedValue: 5_000_000, contractEndsOn: "2026-12-31" })).toEqual([]);
    expect(await edit(id, { expectedValue: 0, contractEndsOn: null })).toEqual([
      "expectedValue",
      "contractEndsOn",
    ]);
    expect(await stored(id)).toMatchObject({ expectedValue: 0, contractEndsOn: null });
    const [row] = await testDb().db.select().from(edits).where(eq(edits.customerId, id));
    expect(row?.changes).toEqual({
      expectedValue: { from: "5000000", to: "0" },
      contractEndsOn: { from: "2026-12-31", to: null },
    });
  });

  it("move the deadline with the end of the contract", async () => {
    const id = await create({ contractEndsOn: "2026-12-31" });
    const first = (await stored(id)).dueAt;
    expect(first).not.toBeNull();
    await edit(id, { contractEndsOn: "2027-01-31" });
    expect((await stored(id)).dueAt).toEqual(addMs(first ?? now, 31 * DAY));
    await edit(id, { contractEndsOn: null });
    expect((await stored(id)).dueAt).toBeNull();
  });

  it("are no contact data: a customer in the pool shows them, now and in its history", async () => {
    const id = await create({ into: "pool", expectedValue: 1 });
    const editedAt = (await stored(id)).editedAt.toISOString();
    const changes = { expectedValue: 13_812_345_678 };
    await editCustomer(
      world.as(world.manager),
      EditCustomerInput.parse({ customerId: id, editedAt, changes }),
    );
    const view = await getCustomer(world.as(world.rep(1)), { customerId: id });
    expect(view.expectedValue).toBe(13_812_345_678);
    const { items } = await getTimeline(world.as(world.rep(1)), { customerId: id, kinds: ["edit"] });
    expect(items).toMatchObject([{ changes: [{ field: "expectedValue", to: "13812345678" }] }]);
  });

  it.each([
    { expectedValue: -1 },
    { expectedValue: 1.5 },
    { expectedValue: 9_000_000_000_001 },
    { contractEndsOn: "2026-02-30" },
    { contractEndsOn: "31.12.2026" },
    { contractEndsOn: "0026-12-31" },
  ])("are refused when they are none: %j", (facts) => {
    const [field = ""] = Object.keys(facts);
    const customer = { into: "mine", poolId: world.pool.id, name: "x", ...facts };
    const created = CreateCustomerInput.safeParse(customer);
    expect(created.error?.issues.map(({ path }) => path.join("."))).toEqual([field]);
    const edited = { customerId: world.pool.id, editedAt: now.toISOString(), changes: facts };
    const read = EditCustomerInput.safeParse(edited);
    expect(read.error?.issues.map(({ path }) => path.join("."))).toEqual([`changes.${field}`]);
  });
});

describe("an import", () => {
  const bytes = (...lines: string[]) =>
    new TextEncoder().encode(["公司名称,预计金额,合同到期日", ...lines].join("\n"));
  const bring = (file: Uint8Array) =>
    importBytes(world.as(world.manager), { poolId: world.pool.id, fileName: "名单.csv", bytes: file });
  const named = async (name: string) => {
    const [row] = await testDb().db.select().from(customers).where(eq(customers.name, name));
    return row;
  };

  it("finds their columns, reads them, and refuses what is none with the row", async () => {
    const file = bytes('甲公司,"¥1,200.50",2027/1/31', "乙公司,很多,2027-02-30");
    const ctx = world.as(world.manager);
    const preview = await previewFile(ctx, { fileId: await keep(ctx, "名单.csv", file) });
    expect(preview.proposals.map(({ field }) => field)).toEqual(["name", "expectedValue", "contractEndsOn"]);
    const result = await bring(file);
    expect(result).toMatchObject({ created: 1, rejected: 1 });
    expect(result.skipped[0]?.reasons).toEqual([
      { code: "field_value", field: "expectedValue", value: "很多" },
      { code: "field_value", field: "contractEndsOn", value: "2027-02-30" },
    ]);
    expect(await named("甲公司")).toMatchObject({ expectedValue: 120_050, contractEndsOn: "2027-01-31" });
  });

  it("fills them where nothing stands, and changes nothing that does", async () => {
    await bring(bytes("丙公司,5,"));
    expect(await bring(bytes("丙公司,9,2027-03-01"))).toMatchObject({ created: 0, updated: 1 });
    const row = await named("丙公司");
    expect(row).toMatchObject({ expectedValue: 500, contractEndsOn: "2027-03-01" });
    const [filled] = await testDb()
      .db.select()
      .from(edits)
      .where(eq(edits.customerId, row?.id ?? ""));
    expect(filled?.changes).toEqual({ contractEndsOn: { from: null, to: "2027-03-01" } });
  });
});
