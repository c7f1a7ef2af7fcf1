import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { listSubmissions } from "@/lib/forms/queries";
import { createInbox } from "./create-inbox";
import { openAttachment } from "./open-attachment";
import { receivePost } from "./receive-post";

const NOW = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb({ max: 6 });
let world: World;
let key: string;

beforeAll(() => {
  process.env.AUTH_SECRET ||= "a secret that only this test knows, and nobody else";
});
beforeEach(async () => {
  await wipe(testDb());
  world = await makeWorld(testDb().db, { now: NOW });
  const facts = { name: "官网邮件", poolId: world.pool.id, routes: [], signed: false };
  key = (await createInbox(world.as(world.admin), facts)).key;
});

const post = (body: string | Buffer, contentType: string) =>
  receivePost(
    { db: testDb().db, actor: { kind: "system", job: "sign-in" }, now: NOW },
    { key, contentType, headers: {}, body: typeof body === "string" ? new TextEncoder().encode(body) : body },
  );
const only = async (user = world.admin) => {
  const { rows } = await listSubmissions(world.as(user), {});
  const [row] = rows;
  if (!row || rows.length !== 1) throw new Error("there is not one submission");
  return row;
};
const open = (submissionId: string, place: number, user = world.admin) =>
  openAttachment(world.as(user), { submissionId, place });

/** Bytes that are no text in any encoding. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff, 0xfe]);
const MAIL = [
  "From: li@qiming.example",
  "Subject: =?UTF-8?B?6K+i5Lu3?=",
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "公司：中山来信照明有限公司",
  "--b",
  "Content-Type: image/png",
  "Content-Transfer-Encoding: base64",
  "Content-Disposition: attachment; filename*=UTF-8''%E5%9B%BE%E7%BA%B8.png",
  "",
  PNG.toString("base64"),
  "--b",
  'Content-Type: application/pdf; name="=?gb18030?B?0a+82w==?=.pdf"',
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from("%PDF-1.7").toString("base64"),
  "--b--",
  "",
].join("\r\n");

const FORM = Buffer.concat([
  Buffer.from('--x\r\nContent-Disposition: form-data; name="company"\r\n\r\n惠州附件电子有限公司\r\n'),
  Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="../../a.png"\r\n'),
  Buffer.from("Content-Type: image/png\r\n\r\n"),
  PNG,
  Buffer.from('\r\n--x\r\nContent-Disposition: form-data; name="none"; filename=""\r\n\r\n\r\n--x--\r\n'),
]);
const JSON_POST = JSON.stringify({
  ...{ company: "汕头附件玩具有限公司", message: "看附件" },
  Attachments: [{ Name: "a.png", ContentType: "image/png", Content: PNG.toString("base64") }],
});

describe("what is attached to a post", () => {
  it.each([
    ["a mail", MAIL, "message/rfc822", ["图纸.png", "询价.pdf"]],
    ["a form", FORM, "multipart/form-data; boundary=x", ["a.png"]],
    ["JSON", JSON_POST, "application/json", ["a.png"]],
  ])("to %s is named, counted and kept, byte by byte", async (_, body, type, names) => {
    expect(await post(body, type)).toMatchObject({ state: "done" });
    const row = await only();
    expect(row.files.map(({ name }) => name)).toEqual(names);
    expect(row.files[0]).toMatchObject({ type: "image/png", size: PNG.length });
    expect((await open(row.id, 0)).bytes).toEqual(PNG);
    await expect(open(row.id, names.length)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const [activity] = await world.db.execute<{ note: string }>(sql`select note from activities`);
    for (const name of names) expect(activity?.note).toContain(`+ ${name} (`);
    // The bytes are nothing that was said.
    expect(JSON.stringify(row.values)).not.toContain(PNG.toString("base64"));
  });

  it("is opened by a manager as long as it is no customer's, then by admins alone", async () => {
    await post(JSON_POST.replace("company", "unknown"), "application/json");
    const held = await only(world.manager);
    expect(held).toMatchObject({ state: "held", mayOpen: true });
    expect((await open(held.id, 0, world.manager)).bytes).toEqual(PNG);
    await testDb().sql`delete from submissions`;
    await post(JSON_POST, "application/json");
    const done = await only(world.manager);
    expect(done).toMatchObject({ state: "done", mayOpen: false });
    await expect(open(done.id, 0, world.manager)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await open(done.id, 0)).name).toBe("a.png");
  });

  it("stays in what was said where it is no file: a list of words, or of things without bytes", async () => {
    const said = {
      company: "佛山附件陶瓷有限公司",
      attachments: ["a", "b"],
      attachment: [{ name: "x", content: "不是" }],
    };
    await post(JSON.stringify(said), "application/json");
    const row = await only();
    expect(row.files).toEqual([]);
    expect(row.values.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["attachments", "attachment.0.name"]),
    );
  });
});

describe("an enquiry about a customer", () => {
  const ask = () => post('{"company":"江门来询灯饰有限公司","message":"再要一批"}', "application/json");
  const told = () =>
    world.db.execute<{ user_id: string; customer_id: string; params: Record<string, unknown> }>(
      sql`select user_id, customer_id, params from notifications where kind = 'enquiry_received'`,
    );

  it("that is owned tells its owner, once for each; one in the pool tells nobody", async () => {
    await ask();
    const row = await only();
    expect([...(await told())]).toEqual([]);
    const id = row.customer?.id ?? "";
    await world.db.execute(sql`delete from submissions`);
    const { claimCustomer } = await import("@/lib/ownership/claim-customer");
    await claimCustomer(world.as(world.rep(0)), { customerId: id });
    await ask();
    await ask();
    const owner = { user_id: world.rep(0).id, customer_id: id };
    const params = { name: "江门来询灯饰有限公司", from: "官网邮件" };
    expect([...(await told())]).toEqual([
      { ...owner, params },
      { ...owner, params },
    ]);
  });
});
