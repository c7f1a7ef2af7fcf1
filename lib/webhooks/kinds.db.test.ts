import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { useTestDb } from "@/db/testing";
import { withClocks } from "@/db/testing/clocks";
import { makeUser, makeWorld, type World } from "@/db/testing/factories";
import { recordActivity } from "@/lib/activities/record-activity";
import { editCustomer } from "@/lib/customers/edit-customer";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { answerRequest } from "@/lib/requests/answer-request";
import { requestProtection } from "@/lib/requests/request-protection";
import { addMs, DAY } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { reactivateUser } from "@/lib/users/reactivate-user";
import { TEST_KIND, WEBHOOK_KINDS, type WebhookKind } from "./catalogue";
import { createEndpoint } from "./create-endpoint";
import { bodyOf } from "./deliver-webhooks";
import { messageOf } from "./openapi";

const NOW = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
const DOCS = readFileSync(new URL("../../docs/webhooks.md", import.meta.url), "utf8");
let world: World;

beforeAll(async () => {
  process.env.AUTH_SECRET ||= "a secret that only this test knows, and nobody else";
  world = await makeWorld(testDb().db, {
    now: NOW,
    policy: withClocks({ requests: DEFAULT_POLICY.requests }),
  });
  const facts = { url: "https://hooks.example.com/", description: "", kinds: ["*" as const] };
  await createEndpoint(world.as(world.admin), facts);
});

const kindsNow = async () =>
  (await testDb().sql<{ kind: string }[]>`select distinct kind from webhook_messages`)
    .map(({ kind }) => kind)
    .sort();

describe("every kind", () => {
  it("stands in the documentation, with what it carries", () => {
    for (const kind of [...WEBHOOK_KINDS, TEST_KIND]) expect(DOCS, kind).toContain(`\`${kind}\``);
  });

  it("beside the ledger is told when it happens", async () => {
    const rep = world.rep(0);
    const customerId = await world.customer({
      owner: rep,
      at: addMs(NOW, -DAY),
      name: "厦门说到公司",
      tags: ["13912345678", "VIP"],
    });
    const as = world.as(rep);
    await logFollowUp(as, {
      ...{ customerId, contactId: null, channel: "call", outcome: "connected", note: "13800001234" },
      ...{ nextStep: "", nextStepAt: null },
    } as never);
    await recordDeal(as, { customerId, title: "order, call 13800001234", amount: 100 });
    const [row] = await testDb().sql`select edited_at from customers where id = ${customerId}`;
    await editCustomer(as, {
      ...{
        customerId,
        editedAt: new Date(String(row?.edited_at)).toISOString(),
        changes: { region: "福建" },
        custom: {},
      },
      contacts: {
        add: [{ name: "李", title: null, phone: "13800001234", email: null, wechat: null, isPrimary: true }],
        change: [],
        remove: [],
      },
    });
    await recordActivity(as, { customerId, kind: "visit", note: "" });
    const { requestId } = await requestProtection(as, { customerId, days: 3, reason: "tender" });
    await answerRequest(world.as(world.manager), { requestId, approve: true, note: "" });
    const leaver = await makeUser(testDb().db, NOW);
    await deactivateUser(world.as(world.admin), { userId: leaver.id, receiverId: null, note: "" });
    await reactivateUser(world.as(world.admin), { userId: leaver.id });
    const document = { ...world.pool.policy, coolDownDays: 3 };
    await publishPolicy(world.as(world.admin), { poolId: world.pool.id, baseVersion: 1, document, note: "" });
    await testDb().sql`insert into imports (id, pool_id, file_name, file_hash, mapping, state, started_at)
      values (gen_random_uuid(), ${world.pool.id}, 'a.csv', '', '[]', 'running', ${NOW.toISOString()})`;
    await testDb().sql`update imports set state = 'finished', finished_at = ${NOW.toISOString()}`;
    const told = await kindsNow();
    const beside = WEBHOOK_KINDS.filter(
      (kind) => !kind.startsWith("customer.") || kind === "customer.edited",
    );
    expect(beside.filter((kind) => !told.includes(kind))).toEqual([]);
    expect(told.filter((kind) => !(WEBHOOK_KINDS as readonly string[]).includes(kind))).toEqual([]);
    // Every message is what the document of the API says of its kind, and no more.
    const messages = await testDb().sql<
      { kind: WebhookKind; at: Date; data: unknown }[]
    >`select kind, at, data from webhook_messages`;
    for (const { kind, at, data } of messages) {
      const body = { type: kind, timestamp: new Date(at).toISOString(), data };
      expect(messageOf(kind).parse(body), kind).toEqual(body);
    }
    const [edit] = await testDb().sql`select data from webhook_messages where kind = 'customer.edited'`;
    expect(edit?.data).toMatchObject({
      fields: ["contact", "region"],
      customer: { id: customerId, name: "厦门说到公司" },
    });
    const sent = messages.map((message) =>
      bodyOf({ ...message, at: new Date(message.at).toISOString() } as never),
    );
    expect(sent.join("\n")).not.toMatch(/13800001234/);
    expect(sent.filter((body) => body.includes("order, call 138****1234"))).toHaveLength(1);
    expect(
      sent.every((body) => !body.includes("tags") || body.includes('"tags":["139****5678","VIP"]')),
    ).toBe(true);
    const [lane] = await testDb()
      .sql`select count(*)::int as due, count(distinct subject)::int as subjects from webhook_deliveries`;
    const [lanes] = await testDb().sql`select count(*)::int as n from webhook_lanes`;
    expect(lanes?.n).toBe(lane?.subjects);
  });
});
