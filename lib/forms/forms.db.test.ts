import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import {
  makePool,
  makeTeam,
  makeUser,
  makeWorld,
  type TestPool,
  type TestUser,
  type World,
} from "@/db/testing/factories";
import { addField } from "@/lib/custom-fields/add-field";
import { retireField } from "@/lib/custom-fields/retire-field";
import { createCustomer } from "@/lib/customers/create-customer";
import { foldName } from "@/lib/customers/normalise";
import { CreateCustomerInput } from "@/lib/customers/schema";
import { maskText } from "@/lib/masking/free-text";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { restoreCustomer } from "@/lib/ownership/restore-customer";
import { addMs, DAY, HOUR, MINUTE } from "@/lib/time";
import { createForm } from "./create-form";
import { switchForm } from "./edit-form";
import { makePageToken } from "./page-token";
import { getPublicForm, listForms, listSubmissions } from "./queries";
import { renewPage } from "./renew-page";
import { acceptSubmission, discardSubmission } from "./review-submission";
import { CreateFormInput } from "./schema";
import { settleSubmissions } from "./settle-submissions";
import { submitForm } from "./submit-form";

const NOW = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb({ max: 16 });
let world: World;
let south: TestPool;
let form: { formId: string; key: string };

beforeAll(async () => {
  process.env.AUTH_SECRET ||= "a secret that only this test knows, and nobody else";
  world = await makeWorld(testDb().db, { now: NOW });
  south = await makePool(testDb().db, addMs(NOW, -DAY));
});

const field = (name: string, required = false) => ({ field: name, label: name, required });
beforeEach(async () => {
  await testDb().sql`delete from submissions`;
  await testDb().sql`delete from submission_limits`;
  form = await createForm(
    world.as(world.admin),
    CreateFormInput.parse({
      ...{ title: "官网咨询", locale: "zh-CN", poolId: world.pool.id, consent: "同意联系", thanks: "谢谢" },
      fields: [
        field("name", true),
        ...["contactName", "phone", "email", "region", "note", "website"].map((f) => field(f)),
      ],
      routes: [{ field: "region", values: ["深圳", "广州"], poolId: south.id }],
    }),
  );
});

const outside = (at = NOW) => ({
  db: testDb().db,
  actor: { kind: "system" as const, job: "sign-in" },
  now: at,
});
let sent = 0;
type Sending = {
  values?: Record<string, string>;
  trap?: string;
  openMs?: number;
  token?: string;
  at?: Date;
  sender?: string;
  consent?: boolean;
};
const send = (given: Sending = {}) => {
  const at = given.at ?? NOW;
  sent += 1;
  return submitForm(outside(at), {
    ...{ key: form.key, trap: given.trap ?? "", consent: given.consent ?? true },
    token: given.token ?? makePageToken(form.key, addMs(at, -(given.openMs ?? 30_000))),
    values: {
      name: `深圳市启明第${sent}贸易有限公司`,
      phone: `1380000${String(1000 + sent)}`,
      ...given.values,
    },
    sender: given.sender ?? `10.0.0.${sent}`,
  });
};
const rows = () =>
  testDb().sql<{ state: string; reasons: string[]; outcome: string | null; customer_id: string | null }[]>`
    select state, reasons, outcome, customer_id from submissions order by received_at, id`;

describe("what is sent to a form", () => {
  it("becomes a customer in the pool that its answers lead to, with the form in the ledger", async () => {
    expect(
      await send({ values: { region: "广东深圳", note: "要 200 台", email: "Li@Example.com" } }),
    ).toEqual({
      ...{ outcome: "thanks", thanks: "谢谢", redirectUrl: null },
    });
    const [row] = await rows();
    expect(row).toMatchObject({ state: "done", outcome: "created", reasons: [] });
    const [customer] = await testDb().sql`select * from customers where id = ${row?.customer_id ?? ""}`;
    expect(customer).toMatchObject({
      state: "pooled",
      pool_id: south.id,
      source: "官网咨询",
      note: "要 200 台",
      activity_count: 1,
    });
    const [event] = await testDb().sql`select * from events where customer_id = ${row?.customer_id ?? ""}`;
    expect(event).toMatchObject({
      ...{ kind: "created", actor_kind: "system", actor_job: "sources", reason: "form" },
      facts: { source: "form", sourceId: form.formId, sourceName: "官网咨询" },
    });
    const [contact] = await testDb()
      .sql`select * from contacts where customer_id = ${row?.customer_id ?? ""}`;
    expect(contact).toMatchObject({
      phone_e_164: expect.stringMatching(/^\+86138/),
      email: "Li@Example.com",
      is_primary: true,
    });
  });

  it("is an enquiry of a customer that is there, in whose hands it may be, and the answer doesn't tell", async () => {
    const owner = world.rep(0);
    const held = await world.customer({
      owner,
      name: "厦门鹭江机械有限公司",
      nameKey: "厦门鹭江机械",
      at: addMs(NOW, -DAY),
    });
    await testDb().sql`insert into contacts (id, customer_id, phone, phone_e_164, is_primary, created_at)
      values (gen_random_uuid(), ${held}, '13900008888', '+8613900008888', true, ${NOW.toISOString()})`;
    const fresh = await send({});
    const known = await send({ values: { name: "鹭江机械", phone: "139 0000 8888", note: "想再买" } });
    expect(known).toEqual(fresh);
    const [, row] = await rows();
    expect(row).toMatchObject({ state: "done", outcome: "enquiry", customer_id: held });
    const [activity] = await testDb()
      .sql`select kind, note, user_id from activities where customer_id = ${held}`;
    expect(activity).toEqual({
      ...{ kind: "enquiry", user_id: null },
      note: "官网咨询\nname: 鹭江机械\nphone: 139 0000 8888\n想再买",
    });
    const [customer] = await testDb()
      .sql`select owner_id, version, activity_count from customers where id = ${held}`;
    expect(customer).toEqual({ owner_id: owner.id, version: 1, activity_count: 1 });
  });

  it("counts once, however often the page is sent", async () => {
    const token = makePageToken(form.key, addMs(NOW, -MINUTE));
    const values = { name: "佛山双击电器有限公司", phone: "13800007000" };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => send({ token, values, sender: "10.1.1.1" })));
    await send({ token, values, sender: "10.1.1.1" });
    expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(["thanks"]));
    expect(await rows()).toHaveLength(1);
    expect(await testDb().sql`select 1 from customers where name = '佛山双击电器有限公司'`).toHaveLength(1);
    expect(
      await testDb()
        .sql`select 1 from activities a join customers c on c.id = a.customer_id where c.name = '佛山双击电器有限公司'`,
    ).toHaveLength(1);
  });

  it("is sent as a page of its own when something else is written on one that was sent, and loses no time by it", async () => {
    const token = makePageToken(form.key, addMs(NOW, -MINUTE));
    const values = { name: "珠海改号电器有限公司", phone: "13800007001" };
    expect(await send({ token, values })).toMatchObject({ outcome: "thanks" });
    const right = { ...values, phone: "13800007002" };
    expect(await send({ token, values: right })).toEqual({ outcome: "again", waited: true });
    expect(await rows()).toHaveLength(1);
    const next = renewPage(outside(), form.key, true);
    expect(await send({ token: next, values: right })).toMatchObject({ outcome: "thanks" });
    expect((await rows()).map(({ state, outcome }) => [state, outcome])).toEqual([
      ["done", "created"],
      ["done", "enquiry"],
    ]);
    const fresh = renewPage(outside(), form.key);
    await send({ token: fresh, values: { name: "珠海抢快电器有限公司" } });
    expect((await rows()).at(-1)).toMatchObject({ state: "held", reasons: ["too_fast"] });
  });

  it("of a customer that is there says who wrote and how to reach him, as free text is masked", async () => {
    const owner = world.rep(0);
    const name = "汕头老客户玩具有限公司";
    const held = await world.customer({ owner, name, nameKey: foldName(name) });
    await send({
      values: {
        ...{ name, contactName: "欧阳娜娜", phone: "13911112222" },
        ...{ email: "na@toys.example", region: "潮州", note: "要样品" },
      },
    });
    const [activity] = await testDb().sql<
      { note: string }[]
    >`select note from activities where customer_id = ${held}`;
    expect(activity?.note.split("\n")).toEqual([
      ...["官网咨询", `name: ${name}`, "contactName: 欧*", "phone: 13911112222"],
      ...["email: na@toys.example", "region: 潮州", "要样品"],
    ]);
    expect(maskText(activity?.note ?? "")).not.toMatch(/13911112222|na@toys/);
    await testDb().sql`update submissions set state = 'received', settled_at = null`;
    expect(await settleSubmissions(world.system(addMs(NOW, MINUTE)))).toEqual({ settled: 1, failed: 0 });
    expect(await testDb().sql`select 1 from activities where customer_id = ${held}`).toHaveLength(1);
  });

  it("asks for nothing that its page doesn't show: a field of the organisation's that is retired", async () => {
    const asAdmin = world.as(world.admin);
    const added = await addField(asAdmin, { label: "预算", type: "text", options: [], requiredStages: [] });
    form = await createForm(
      asAdmin,
      CreateFormInput.parse({
        ...{ title: "预算表", locale: "zh-CN", poolId: world.pool.id },
        fields: [field("name", true), field(`custom.${added.key}`, true)],
      }),
    );
    expect(await send({})).toEqual({ outcome: "missing", fields: [`custom.${added.key}`] });
    await retireField(asAdmin, { fieldId: added.fieldId });
    expect((await getPublicForm(outside(), { key: form.key }))?.fields.map((one) => one.field)).toEqual([
      "name",
    ]);
    expect(await send({})).toMatchObject({ outcome: "thanks" });
  });

  it("races somebody who enters the same company: one customer, and nothing lost", async () => {
    for (let n = 0; n < 12; n++) {
      const name = `东莞竞速第${n}精密有限公司`;
      const phone = `1370000${String(2000 + n)}`;
      const typed = CreateCustomerInput.parse({
        into: "pool",
        poolId: world.pool.id,
        name,
        contacts: [{ phone }],
      });
      const outcomes = await Promise.allSettled([
        send({ values: { name, phone } }),
        createCustomer(world.as(world.rep(0)), typed),
        send({ values: { name: name.replace("有限公司", "公司"), phone } }),
      ]);
      expect(outcomes[0]?.status).toBe("fulfilled");
      expect(outcomes[2]?.status).toBe("fulfilled");
      if (outcomes[1]?.status === "rejected")
        expect(outcomes[1].reason).toMatchObject({ code: "DUPLICATE_CUSTOMER" });
      const found = await testDb().sql`
        select c.id, c.activity_count from customers c join contacts k on k.customer_id = c.id where k.phone_e_164 = ${`+86${phone}`}`;
      expect(new Set(found.map(({ id }) => id)).size).toBe(1);
      expect(found[0]?.activity_count).toBe(2);
    }
    expect((await rows()).every(({ state }) => state === "done")).toBe(true);
  }, 60_000);

  it("keeps what fits no field", async () => {
    await send({
      values: {
        website: "not a site at all",
        phone: "call me",
        email: "x@y.example",
        name: "甲".repeat(300),
      },
    });
    const [row] = await rows();
    const [customer] = await testDb()
      .sql`select name, website, extra from customers where id = ${row?.customer_id ?? ""}`;
    expect(customer).toMatchObject({
      website: null,
      extra: { website: "not a site at all", name: "甲".repeat(300) },
    });
    const [contact] = await testDb()
      .sql`select phone, phone_e_164 as e164 from contacts where customer_id = ${row?.customer_id ?? ""}`;
    expect(contact).toEqual({ phone: "call me", e164: null });
  });

  it("is settled by the job when whoever took it in died", async () => {
    await send({});
    await testDb()
      .sql`update submissions set state = 'received', customer_id = null, outcome = null, settled_at = null`;
    await testDb().sql`delete from operations`;
    expect(await settleSubmissions(world.system(addMs(NOW, MINUTE)))).toEqual({ settled: 1, failed: 0 });
    expect(await rows()).toMatchObject([{ state: "done", outcome: "enquiry" }]);
    expect(await settleSubmissions(world.system(addMs(NOW, HOUR)))).toEqual({ settled: 0, failed: 0 });
  });

  it("died between the customer and its enquiry: each is there once", async () => {
    await send({});
    await testDb().sql`update submissions set state = 'received', settled_at = null`;
    await settleSubmissions(world.system(addMs(NOW, MINUTE)));
    const [row] = await rows();
    expect(row?.state).toBe("done");
    expect(
      await testDb().sql`select 1 from activities where customer_id = ${row?.customer_id ?? ""}`,
    ).toHaveLength(1);
  });
});

describe("what is not taken", () => {
  it.each([
    ["a token of nobody", () => "made.up.mark", false],
    ["no token", () => "", false],
    ["a token of another form", () => makePageToken("another", addMs(NOW, -MINUTE)), false],
    [
      "a token that was changed",
      () => makePageToken(form.key, addMs(NOW, -MINUTE)).replace(/^./, "z"),
      false,
    ],
    ["a page that was open for two days", () => makePageToken(form.key, addMs(NOW, -2 * DAY)), true],
    ["a page of tomorrow", () => makePageToken(form.key, addMs(NOW, DAY)), false],
  ])("%s", async (_, token, waited) => {
    expect(await send({ token: token() })).toEqual({ outcome: "again", waited });
    expect(await rows()).toEqual([]);
  });

  it("what lacks a field, an address or the consent, which says which", async () => {
    expect(await send({ values: { name: " ", email: "no address" }, consent: false })).toEqual({
      ...{ outcome: "missing", fields: ["name", "email", "consent"] },
    });
    expect(await rows()).toEqual([]);
  });

  it("anything by a closed form", async () => {
    await switchForm(world.as(world.admin), { formId: form.formId, open: false });
    expect(await send()).toEqual({ outcome: "closed" });
    expect(await getPublicForm(outside(), { key: form.key })).toBeNull();
    await switchForm(world.as(world.admin), { formId: form.formId, open: true });
    expect(await send()).toMatchObject({ outcome: "thanks" });
  });

  it("too many of one connection, whichever of its addresses they come from", async () => {
    const from = (sender: string) =>
      send({ sender }).then(
        ({ outcome }) => outcome,
        (error) => error.code,
      );
    for (let n = 0; n < 6; n++) expect(await from(`2001:db8:1:2:${n}::1`)).toBe("thanks");
    expect(await from("2001:db8:1:2:ffff:ffff:ffff:ffff")).toBe("TOO_MANY_REQUESTS");
    expect(await from("2001:db8:1:3::1")).toBe("thanks");
    for (let n = 0; n < 6; n++) expect(await from("::ffff:10.7.7.7")).toBe("thanks");
    expect(await from("10.7.7.7")).toBe("TOO_MANY_REQUESTS");
    expect(await from("::ffff:10.7.7.8")).toBe("thanks");
  });

  it("too many of one sender, for ten minutes; others go on", async () => {
    for (let n = 0; n < 6; n++) await send({ sender: "10.9.9.9" });
    await expect(send({ sender: "10.9.9.9" })).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
    expect(await send({ sender: "10.9.9.8" })).toMatchObject({ outcome: "thanks" });
    expect(await send({ sender: "10.9.9.9", at: addMs(NOW, 11 * MINUTE) })).toMatchObject({
      outcome: "thanks",
    });
    expect(await rows()).toHaveLength(8);
    const kept = await testDb().sql`select sender from submissions`;
    expect(JSON.stringify(kept)).not.toContain("10.9.9");
  });
});

describe("what looks like spam", () => {
  it.each([
    ["a filled trap", { trap: "https://x" }, ["trap"]],
    ["done in a second", { openMs: 900 }, ["too_fast"]],
    ["many links", { values: { note: "see http://a.example and http://b.example" } }, ["links"]],
    ["words of its trade", { values: { note: "Cheap BACKLINK packages" } }, ["words"]],
    ["the same in full width", { values: { note: "ｃａｓｉｎｏ" } }, ["words"]],
    ["words in Chinese", { values: { note: "专业代开发票，欢迎咨询" } }, ["words"]],
    ["markup", { values: { note: "<a href=x>hi</a>" } }, ["markup"]],
    [
      "several at once",
      { trap: "x", openMs: 10, values: { note: "[url=http://x.example]casino[/url] www.y.example" } },
      ["trap", "too_fast", "links", "words", "markup"],
    ],
    ["such words in the field for a site", { values: { website: "https://best-casino.example" } }, ["words"]],
    [
      "pages of links in the field for a site",
      { values: { website: '<a href="http://x.example">x</a> http://y.example' } },
      ["links", "markup"],
    ],
    ["words with something between that nobody sees", { values: { note: "ca\u200bsi\u00adno" } }, ["words"]],
  ] as [string, Sending, string[]][])(
    "%s: it is thanked for, and waits for a person",
    async (_, given, reasons) => {
      expect(await send(given)).toMatchObject({ outcome: "thanks" });
      expect(await rows()).toMatchObject([{ state: "held", reasons, customer_id: null }]);
      const before = await testDb().sql`select count(*)::int as n from customers`;
      expect(await settleSubmissions(world.system(addMs(NOW, HOUR)))).toEqual({ settled: 0, failed: 0 });
      expect(await testDb().sql`select count(*)::int as n from customers`).toEqual(before);
    },
  );

  it.each([
    ...["请发报价单", "Our site is https://example.com, please call", "a < b, c > d", "预算 20 万"],
    "我们的网站：https://www.qiming.example/cn",
  ])("%s doesn't", async (note) => {
    await send({ values: { note, website: "https://www.qiming.example" } });
    expect(await rows()).toMatchObject([{ state: "done", reasons: [] }]);
  });

  it("becomes a customer when a manager says so, or is put aside and can be taken back", async () => {
    await send({ trap: "x" });
    const manager = world.as(world.manager);
    const [row] = (await listSubmissions(manager, { state: "held" })).rows;
    const submissionId = row?.id ?? "";
    expect(await discardSubmission(manager, { submissionId })).toMatchObject({ state: "discarded" });
    await expect(discardSubmission(manager, { submissionId: crypto.randomUUID() })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    expect(await acceptSubmission(manager, { submissionId, values: { name: "珠海改名科技" } })).toMatchObject(
      { state: "done" },
    );
    await expect(acceptSubmission(manager, { submissionId, values: {} })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const [listed] = (await listSubmissions(manager, {})).rows;
    expect(listed).toMatchObject({ state: "done", outcome: "created", customer: { name: "珠海改名科技" } });
    // What has become a customer is masked for who is no admin.
    expect(JSON.stringify(listed?.values)).not.toMatch(/1380000\d{4}/);
    expect(JSON.stringify((await listSubmissions(world.as(world.admin), {})).rows)).toMatch(/1380000\d{4}/);
    expect(await listForms(manager)).toContainEqual(
      expect.objectContaining({ id: form.formId, held: 0, done: 1 }),
    );
  });

  it("tells a manager neither whose enquiry it is when he doesn't see the customer, nor what a mask hides", async () => {
    const other = await makeUser(testDb().db, NOW, {
      role: "manager",
      team: await makeTeam(testDb().db, NOW),
    });
    const phone = "13711112222";
    await createCustomer(
      world.as(world.rep(0)),
      CreateCustomerInput.parse({
        ...{ into: "mine", poolId: world.pool.id, name: "别组的客户有限公司" },
        contacts: [{ phone }],
      }),
    );
    const { key } = await createForm(
      world.as(world.admin),
      CreateFormInput.parse({
        ...{ title: "全填", locale: "zh-CN", poolId: world.pool.id },
        fields: ["name", "contactName", "phone", "email", "wechat"].map((f) => field(f)),
      }),
    );
    await submitForm(outside(), {
      ...{ key, trap: "", consent: true, sender: "10.0.1.1" },
      token: makePageToken(key, addMs(NOW, -MINUTE)),
      values: {
        name: "随便一家",
        contactName: "段正淳",
        phone,
        email: "duan@dali.example",
        wechat: "duan_dali",
      },
    });
    const seenBy = async (user: TestUser) => (await listSubmissions(world.as(user), {})).rows[0];
    const name = "别组的客户有限公司";
    expect(await seenBy(world.admin)).toMatchObject({ outcome: "enquiry", customer: { name } });
    expect(await seenBy(world.manager)).toMatchObject({ customer: { name } });
    const seen = await seenBy(other);
    expect(seen).toMatchObject({ state: "done", outcome: "enquiry", customer: null });
    expect(JSON.stringify(seen)).not.toMatch(/正淳|1111|duan|别组/);
  });
});

it("of a customer that is marked invalid waits for a person, and is its enquiry once it is restored", async () => {
  const manager = world.as(world.manager);
  const { customerId } = await createCustomer(
    manager,
    CreateCustomerInput.parse({ name: "厦门回头有限公司", into: "pool", poolId: world.pool.id }),
  );
  await invalidateCustomer(manager, { customerId, reason: "closed_down", note: "" });
  await send({ values: { name: "厦门回头有限公司", note: "又开张了" } });
  expect(await rows()).toMatchObject([{ state: "held", reasons: ["marked_invalid"], customer_id: null }]);
  await restoreCustomer(manager, { customerId, note: "" });
  const [held] = (await listSubmissions(manager, {})).rows;
  await acceptSubmission(manager, { submissionId: held?.id ?? "", values: {} });
  expect(await rows()).toMatchObject([{ state: "done", outcome: "enquiry", customer_id: customerId }]);
});

it("waits when its pool is closed, and goes on to the next when only its route is", async () => {
  const closed = await makePool(testDb().db, addMs(NOW, -DAY));
  const facts = { title: "另一个", locale: "en", fields: [field("name")], poolId: closed.id };
  const other = await createForm(world.as(world.admin), CreateFormInput.parse(facts));
  await testDb().db.execute(
    sql`update pools set archived_at = ${NOW.toISOString()}::timestamptz where id = ${closed.id}::uuid`,
  );
  const token = makePageToken(other.key, addMs(NOW, -MINUTE));
  await submitForm(outside(), {
    key: other.key,
    token,
    trap: "",
    consent: false,
    values: { name: "江门关池有限公司" },
    sender: "1",
  });
  expect(await rows()).toMatchObject([{ state: "held", reasons: ["pool_closed"] }]);
});

it("is framed by sites alone: what would say more in the policy of the page is none", () => {
  const origins = (...given: string[]) =>
    CreateFormInput.shape.origins.safeParse(given).data ?? `refused ${given.join(" ")}`;
  expect(origins("https://www.example.com/path", "http://localhost:8080", "https://*.example.com")).toEqual([
    ...["https://www.example.com", "http://localhost:8080", "https://*.example.com"],
  ]);
  expect(origins("https://例え.example")).toEqual(["https://xn--r8jz45g.example"]);
  expect(origins("http://[::1]:3000")).toEqual(["http://[::1]:3000"]);
  for (const bad of [
    "https://a.example;sandbox",
    "https://a.example,b.example",
    "https://*",
    "https://a.*",
    "ftp://a.example",
    "javascript:alert(1)",
    "https://'self'",
    "null",
  ]) {
    expect(origins(bad)).toBe(`refused ${bad}`);
  }
});
