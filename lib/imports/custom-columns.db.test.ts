import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { customers, edits } from "@/db/schema/customers";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { addField } from "@/lib/custom-fields/add-field";
import { readFieldDefs } from "@/lib/custom-fields/read-defs";
import { retireField } from "@/lib/custom-fields/retire-field";
import { AddFieldInput } from "@/lib/custom-fields/schema";
import { previewFile } from "./preview-file";
import { importBytes, keep } from "./testing/bring";

const testDb = useTestDb();
const now = new Date("2026-11-20T01:00:00Z");
let world: World;
const keys: Record<string, string> = {};

beforeAll(async () => {
  world = await makeWorld(testDb().db, { now });
  const add = async (input: Parameters<typeof AddFieldInput.parse>[0] & object) => {
    const { key } = await addField(world.as(world.admin), AddFieldInput.parse(input));
    return key;
  };
  keys.budget = await add({ label: "年预算", type: "money" });
  keys.lines = await add({ label: "产品线", type: "multiple_choice", options: ["机床", "激光"] });
  keys.ends = await add({ label: "合同到期", type: "date" });
  keys.level = await add({
    label: "级别",
    type: "choice",
    options: ["集团", "单厂"],
    requiredStages: ["new"],
  });
  const old = await addField(world.as(world.admin), AddFieldInput.parse({ label: "旧栏", type: "text" }));
  keys.old = old.key;
  await retireField(world.as(world.admin), { fieldId: old.fieldId });
});

const HEADER = "公司名称,年预算,产品线,合同到期,级别,旧栏,别的";
const bytes = (...lines: string[]) => new TextEncoder().encode([HEADER, ...lines].join("\n"));
const bring = (file: Uint8Array, options: object = {}) =>
  importBytes(world.as(world.manager), {
    ...{ poolId: world.pool.id, fileName: "名单.csv", bytes: file, options },
  });
const named = async (name: string) => {
  const [row] = await testDb().db.select().from(customers).where(eq(customers.name, name));
  return row;
};
const optionOf = async (key: string | undefined, label: string) => {
  const field = (await readFieldDefs(world.db)).find((one) => one.key === key);
  return field?.options.find((one) => one.label === label)?.value;
};

describe("columns of the organisation's own fields", () => {
  it("are proposed by their names; a retired field has no column", async () => {
    const ctx = world.as(world.manager);
    const file = bytes("甲公司,1,机床,2027-01-31,集团,x,y");
    const preview = await previewFile(ctx, { fileId: await keep(ctx, "名单.csv", file) });
    expect(preview.proposals.map(({ field }) => field)).toEqual([
      ...["name", keys.budget, keys.lines, keys.ends, keys.level, null, null],
    ]);
  });

  it("become values, each as its field keeps it", async () => {
    const result = await bring(bytes('甲公司,"¥1,200.5",机床、激光,2027/1/31,集团,x,y', "乙公司,,,,单厂,,"));
    expect(result).toMatchObject({ created: 2, rejected: 0 });
    const [machine, laser] = [await optionOf(keys.lines, "机床"), await optionOf(keys.lines, "激光")];
    expect((await named("甲公司"))?.custom).toEqual({
      ...{ [keys.budget ?? ""]: 120050, [keys.lines ?? ""]: [machine, laser] },
      ...{ [keys.ends ?? ""]: "2027-01-31", [keys.level ?? ""]: await optionOf(keys.level, "集团") },
    });
    expect((await named("甲公司"))?.extra).toEqual({ 旧栏: "x", 别的: "y" });
    expect(Object.keys((await named("乙公司"))?.custom ?? {})).toEqual([keys.level]);
  });

  it("refuse a row for each cell that doesn't fit and for a field that a new customer needs; the rest comes in", async () => {
    const file = bytes(
      "丙公司,很多,车床,2027-02-30,集团,,",
      "丁公司,1,,,,,",
      "戊公司,1,,,分厂,,",
      "己公司,1,,,集团,,",
    );
    const dry = await bring(file, { dryRun: true });
    expect(await named("己公司")).toBeUndefined();
    const { skipped, ...counts } = await bring(file);
    expect(counts).toMatchObject({ rows: 4, created: 1, rejected: 3 });
    expect(dry).toMatchObject({ rows: 4, created: 1, rejected: 3, importId: null });
    expect(skipped).toEqual(dry.skipped);
    expect(skipped.map(({ reasons }) => reasons.map(({ field, code }) => `${field}:${code}`))).toEqual([
      ["年预算:field_value", "产品线:field_value", "合同到期:field_value"],
      ["级别:field_required"],
      ["级别:field_value"],
    ]);
  });

  it("fill what is empty and change nothing that stands", async () => {
    await bring(bytes("庚公司,5,,,集团,,"));
    const result = await bring(bytes("庚公司,9,,2027-03-01,单厂,,"));
    expect(result).toMatchObject({ created: 0, updated: 1 });
    const row = await named("庚公司");
    expect(row?.custom).toMatchObject({ [keys.budget ?? ""]: 500, [keys.ends ?? ""]: "2027-03-01" });
    const [edit] = await testDb()
      .db.select()
      .from(edits)
      .where(eq(edits.customerId, row?.id ?? ""));
    expect(edit?.changes).toEqual({ [`custom.${keys.ends}`]: { from: null, to: "2027-03-01" } });
  });

  it("a mapping to a field that isn't there, or twice to one, is refused as a whole", async () => {
    const file = bytes("辛公司,1,,,集团,,");
    const bad = (mapping: Record<string, string>) =>
      importBytes(world.as(world.manager), {
        ...{ poolId: world.pool.id, fileName: "名单.csv", bytes: file },
        mapping: { 公司名称: "name", ...mapping } as never,
      });
    const refusals = [
      { 别的: keys.old ?? "" },
      { 别的: "f_99999999" },
      { 别的: keys.level ?? "", 级别: keys.level ?? "" },
    ];
    for (const mapping of refusals) {
      await expect(bad(mapping)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    }
    await expect(bad({ 别的: "f_nonsense'" })).rejects.toThrow();
    expect(await named("辛公司")).toBeUndefined();
  });
});
