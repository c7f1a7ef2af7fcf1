import { createHmac } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { makeWorld, type World } from "@/db/testing/factories";
import { listInboxes, listSubmissions } from "@/lib/forms/queries";
import { acceptSubmission } from "@/lib/forms/review-submission";
import { createInbox } from "./create-inbox";
import { editInbox } from "./edit-inbox";
import { receivePost } from "./receive-post";

const NOW = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb({ max: 16 });
let world: World;
let inbox: { inboxId: string; key: string; secret: string | null };

beforeAll(async () => {
  process.env.AUTH_SECRET ||= "a secret that only this test knows, and nobody else";
  world = await makeWorld(testDb().db, { now: NOW });
});
const facts = () => ({ name: "官网邮件", poolId: world.pool.id, routes: [] });
beforeEach(async () => {
  await testDb().sql`delete from submissions`;
  inbox = await createInbox(world.as(world.admin), { ...facts(), signed: false });
});

const outside = () => ({ db: testDb().db, actor: { kind: "system" as const, job: "sign-in" }, now: NOW });
const post = (
  body: string | Uint8Array,
  headers: Record<string, string> = {},
  contentType = "application/json",
) =>
  receivePost(outside(), {
    ...{ key: inbox.key, contentType, headers },
    body: typeof body === "string" ? new TextEncoder().encode(body) : body,
  });
const stored = () => testDb().sql`select * from submissions order by id`;

describe("a post", () => {
  it("is stored as it came, becomes a customer, and its names are remembered", async () => {
    const body =
      '{"company":"中山来信照明有限公司","phone":"13700009999","order_no":"A-1","message":"要样品"}';
    expect(await post(body)).toMatchObject({ state: "done" });
    const [row] = await stored();
    expect(row).toMatchObject({ raw: body, state: "done", outcome: "created" });
    const [customer] = await testDb()
      .sql`select source, note, pool_id from customers where id = ${row?.customer_id}`;
    expect(customer).toEqual({ source: "官网邮件", note: "要样品\norder_no: A-1", pool_id: world.pool.id });
    const [listed] = (await listInboxes(world.as(world.admin))).filter(({ id }) => id === inbox.inboxId);
    expect(listed).toMatchObject({
      done: 1,
      mapping: { company: "name", phone: "phone", order_no: null, message: "note" },
    });
    expect(await post(body.replace("A-1", "A-2"))).toMatchObject({ state: "done" });
    expect((await stored()).map(({ outcome }) => outcome)).toEqual(["created", "enquiry"]);
  });

  it.each([
    ["half of a pair of characters", String.raw`{"company":"半个字公司\ud83d","message":"\udc00"}`],
    [
      "a pair that is cut in two",
      JSON.stringify({ company: "切半公司", message: `${"长".repeat(4_999)}😀` }),
    ],
    ["a zero character in a name", String.raw`{"company":"零字公司","a\u0000b":"x","c\ud83d":"y"}`],
    [
      "half a character in the name of a file",
      String.raw`{"company":"半名公司","attachments":[{"filename":"\ud83d.txt","content":"aGk=","content_type":"text/\ud83d"}]}`,
    ],
    ["a name without end", JSON.stringify({ company: "长名公司", ["k".repeat(100_000)]: "x" })],
  ])("with %s is kept and settled all the same", async (_, body) => {
    expect(await post(body)).toMatchObject({ state: "done" });
    const [row] = await stored();
    expect(row).toMatchObject({ raw: body, outcome: "created" });
    expect(Object.keys(row?.values).every((name) => name.length <= 200)).toBe(true);
  });

  it("that comes again under the same id counts once", async () => {
    const body = '{"company":"惠州重投电子有限公司"}';
    const answers = await Promise.all([1, 2, 3].map(() => post(body, { "idempotency-key": "k-1" })));
    answers.push(await post(body, { "idempotency-key": "k-1" }));
    expect(answers.at(-1)).toMatchObject({ state: "repeated" });
    const [first, ...others] = await stored();
    expect(others).toEqual([]);
    expect(new Set(answers.map(({ submissionId }) => submissionId))).toEqual(new Set([first?.id]));
    const mail = "From: a@b.example\r\nSubject: x\r\nMessage-ID: <1@b>\r\n\r\n公司：惠州重投二";
    await post(mail, {}, "message/rfc822");
    expect(await post(mail, {}, "message/rfc822")).toMatchObject({ state: "repeated" });
    expect(await stored()).toHaveLength(2);
  });

  it("that reads like spam waits for a person; links and pages alone don't make it that", async () => {
    const mail = (subject: string, body: string) =>
      `From: a@b.example\r\nSubject: ${subject}\r\nContent-Type: text/html\r\n\r\n<p>公司：茂名${subject}公司</p><p>${body}</p>`;
    expect(await post(mail("Best", "On<b>line</b> Casino"), {}, "message/rfc822")).toMatchObject({
      state: "held",
    });
    const links = '<a href="https://a.example">A</a> https://b.example https://c.example';
    expect(await post(mail("Links", links), {}, "message/rfc822")).toMatchObject({ state: "done" });
    expect((await stored()).map(({ reasons }) => reasons)).toEqual([["words"], []]);
  });

  it("of a customer that is there says who wrote, by the names that the post uses", async () => {
    await post('{"company":"阳江来信刀剪有限公司","phone":"13700007001"}');
    const again =
      '{"company":"阳江来信刀剪有限公司","name":"欧阳娜","phone":"13700007002","wechat":"ouyang77","qty":"9"}';
    expect(await post(again)).toMatchObject({ state: "done" });
    const notes = await testDb().sql<{ note: string }[]>`
      select a.note from activities a join customers c on c.id = a.customer_id where c.name = '阳江来信刀剪有限公司' order by a.id`;
    expect(notes.map(({ note }) => note.split("\n"))).toEqual([
      ["官网邮件"],
      [
        "官网邮件",
        "company: 阳江来信刀剪有限公司",
        "name: 欧*",
        "phone: 13700007002",
        "WeChat: ouyang77",
        "qty: 9",
      ],
    ]);
  });

  it("that names nobody waits; a person maps it, and the next is settled by itself", async () => {
    expect(await post('{"机构":"湛江未识水产","号码":"13600001111"}')).toMatchObject({ state: "held" });
    const [row] = (await listSubmissions(world.as(world.manager), { state: "held" })).rows;
    expect(row).toMatchObject({
      reasons: ["no_name"],
      values: [{ name: "号码" }, { name: "机构" }].map((one) => expect.objectContaining(one)),
    });
    const mapping = { 机构: "name", 号码: "phone" };
    await editInbox(world.as(world.admin), { ...facts(), inboxId: inbox.inboxId, mapping, open: true });
    expect(
      await acceptSubmission(world.as(world.manager), { submissionId: row?.id ?? "", values: {} }),
    ).toMatchObject({ state: "done" });
    expect(await post('{"机构":"湛江未识水产二","号码":"13600001112"}')).toMatchObject({ state: "done" });
  });

  it.each([
    ["broken JSON", new TextEncoder().encode("{"), "application/json"],
    ["bytes that are no text", Uint8Array.from([0xff, 0xfe, 0x00, 0x9c]), "application/octet-stream"],
    ["text with a NUL", new TextEncoder().encode("a\u0000b"), "text/plain"],
  ])("that can't be read is kept all the same: %s", async (_, body, type) => {
    expect(await post(body, {}, type)).toMatchObject({ state: "held" });
    const [row] = await stored();
    expect(row?.reasons).toEqual(["unreadable"]);
    expect([Buffer.from(body).toString("utf8"), Buffer.from(body).toString("base64")]).toContain(row?.raw);
  });

  it("must be signed where that is asked", async () => {
    inbox = await createInbox(world.as(world.admin), { ...facts(), signed: true });
    const body = '{"company":"汕头签名玩具有限公司"}';
    const signature = createHmac("sha256", inbox.secret ?? "")
      .update(body)
      .digest("hex");
    for (const headers of [{}, { "x-signature": "00" }, { "x-signature": signature.replace(/^./, "x") }]) {
      await expect(post(body, headers as Record<string, string>)).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
    }
    expect(await stored()).toHaveLength(0);
    expect(await post(body, { "x-hub-signature-256": `sha256=${signature}` })).toMatchObject({
      state: "done",
    });
    expect(JSON.stringify(await testDb().sql`select secret from inboxes`)).not.toContain(inbox.secret);
  });

  it("to nobody, or to a closed inbox, isn't taken", async () => {
    await editInbox(world.as(world.admin), { ...facts(), inboxId: inbox.inboxId, mapping: {}, open: false });
    await expect(post("{}")).rejects.toMatchObject({ code: "NOT_FOUND" });
    inbox = { ...inbox, key: "unknown-key" };
    await expect(post("{}")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
