import { beforeAll, describe, expect, it } from "vitest";
import { LOCALES } from "@/db/enums";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { searchWords } from "./search-words";

const testDb = useTestDb();
let world: World;
beforeAll(async () => {
  world = await makeWorld(testDb().db, { now: new Date("2026-11-20T02:00:00.000Z") });
});

const BUDGET = {
  ...{ key: "f_ab12cd34", label: "预算", type: "choice" as const, retired: false, currency: "CNY" },
  options: [{ value: "o_big", label: "大", retired: false }],
};
const words = (list: "pool" | "mine", search: Record<string, string>, locale: (typeof LOCALES)[number]) =>
  searchWords(world.system(), list, search, { locale, fields: [BUDGET] });

describe("what an exported list was narrowed by", () => {
  it("stands in its reader's words, with names for ids", async () => {
    const { id: pool, name } = world.pool;
    const search = {
      ...{ pool, view: "neverHeld", grade: "A,B", idle: "20", bounced: "2" },
      ...{ tried: "1", fields: "f_ab12cd34:o_big", q: "华银" },
    };
    expect(await words("pool", search, "zh-CN")).toBe(
      `${name} · 没人领过 · 等级 A、B · 入海超过 20 天 · 回海 2 次以上 · 我跟过的 · 预算 大 · 名称 华银`,
    );
    expect(await words("pool", search, "zh-TW")).toContain("等級 A、B");
    const owner = world.rep(0);
    const mine = { owner: owner.id, stage: "new,contacted", due: "thisWeek", touched: "7", won: "1" };
    expect(await words("mine", mine, "zh-CN")).toContain(`${owner.name} · 阶段 `);
    expect(await words("mine", mine, "zh-CN")).toContain("到期 本周");
    expect(await words("mine", { ...mine, won: "" }, "zh-CN")).not.toContain("已成交");
  });

  it("is nothing when it was not, and holds no raw id in any language", async () => {
    for (const locale of LOCALES) {
      expect(await words("pool", {}, locale)).toBe("");
      expect(await words("mine", { view: "mine", cols: "region" }, locale)).toBe("");
      const search = {
        pool: world.pool.id,
        owner: world.rep(0).id,
        team: "00000000-0000-7000-8000-000000000000",
      };
      expect(await words("mine", search, locale)).not.toMatch(/[0-9a-f]{8}-/);
    }
  });
});
