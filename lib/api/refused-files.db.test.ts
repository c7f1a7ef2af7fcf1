import { beforeAll, describe, expect, it, vi } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { textXlsx } from "@/lib/imports/testing/build-xlsx";
import { call, tokenFor } from "./testing/client";

const testDb = useTestDb();
let world: World;
let token: string;

beforeAll(async () => {
  vi.stubEnv("DATABASE_URL", testDb().url);
  vi.stubEnv("AUTH_SECRET", "s".repeat(32));
  world = await makeWorld(testDb().db, { now: new Date() });
  token = await tokenFor(world.as(world.manager));
});

function send(bytes: BlobPart, name: string, more: Record<string, string> = {}) {
  const form = new FormData();
  form.set("file", new File([bytes], name));
  for (const [field, value] of Object.entries({ pool: world.pool.id, ...more })) form.set(field, value);
  return call("POST", "/imports", { token, raw: form });
}

describe("a file that is not taken", () => {
  const old = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(4096)]);
  it.each<[string, BlobPart, string, string, RegExp]>([
    ["an old workbook", old, "a.xls", "old_xls", /old XLS file/],
    ["a web page", "<html><table></table></html>", "a.xls", "html", /web page/],
    ["JSON", '{"name": "x"}', "a.json", "not_spreadsheet", /JSON/],
    [
      "a workbook that is called CSV",
      new Uint8Array(textXlsx([["name"], ["x"]])),
      "a.csv",
      "extension_mismatch",
      /\.csv.*XLSX/,
    ],
  ])("%s is told what is wrong with it", async (_what, bytes, name, reason, sentence) => {
    const { status, body } = await send(bytes, name);
    expect([status, body.code, (body.params as { reason: string }).reason]).toEqual([
      422,
      "IMPORT_FILE_UNREADABLE",
      reason,
    ]);
    expect(body.detail).toMatch(sentence);
  });

  it.each([
    ["options", '{"onDuplicate": "boom"}', "options.onDuplicate"],
    ["options", '{"table": {"headerRow": -1}}', "options.table.headerRow"],
    ["mapping", '{"name": "no_such"}', "mapping.name"],
  ])("names what is wrong with the %s as the caller does", async (part, json, field) => {
    const { status, body } = await send("name\nx\n", "a.csv", { [part]: json });
    expect([status, body.params]).toEqual([422, { field }]);
  });
});
