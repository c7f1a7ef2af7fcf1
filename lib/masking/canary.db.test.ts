import { beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/db/columns";
import { contacts, edits } from "@/db/schema/customers";
import { makePool, makeTeam, makeUser, makeWorld, type TestUser, type World } from "@/db/testing/factories";
import { useTestDb } from "@/db/testing/index";
import { recordActivity } from "@/lib/activities/record-activity";
import type { Ctx } from "@/lib/context";
import { addField } from "@/lib/custom-fields/add-field";
import { AddFieldInput } from "@/lib/custom-fields/schema";
import { countMine, stripOf } from "@/lib/customers/count-mine";
import { findDuplicate } from "@/lib/customers/find-duplicate";
import { getCustomer, neighboursOf } from "@/lib/customers/get-customer";
import { getPoolFacets } from "@/lib/customers/get-pool-facets";
import { getTimeline } from "@/lib/customers/get-timeline";
import { listCustomers } from "@/lib/customers/list-customers";
import { listMine } from "@/lib/customers/list-mine";
import { listPool } from "@/lib/customers/list-pool";
import { markChurnRisk } from "@/lib/customers/mark-churn-risk";
import { peekCustomer } from "@/lib/customers/peek-customer";
import { readLoss } from "@/lib/customers/read-loss";
import { revealContacts } from "@/lib/customers/reveal-contacts";
import { FindDuplicateInput } from "@/lib/customers/schema";
import { searchCustomers } from "@/lib/customers/search-customers";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { previewFollowUp } from "@/lib/follow-ups/preview-follow-up";
import { listPlans, listRecentFollowUps } from "@/lib/follow-ups/queries";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { listEvents } from "@/lib/ledger/queries";
import { listNotifications } from "@/lib/notifications/queries";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { addMs, DAY, HOUR } from "@/lib/time";
import { todayOf } from "@/lib/today/queries";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
/** When the viewers look: after the pool has stopped telling who took what. */
const viewed = addMs(now, 3 * HOUR);
const noLimits = { claimLimits: { perDay: null, perWeek: null } };

/** Contact data that stands for one customer: nothing else in the world looks like it. */
type Canary = { phone: string; second: string; email: string; wechat: string; person: string };
type Seeded = { id: string; canary: Canary };

let world: World;
/** A field of the organisation's own that holds text. */
let memoKey = "";
let outsider: TestUser;
let otherManager: TestUser;
const seeded: Record<string, Seeded> = {};

const canaryOf = (n: number): Canary => ({
  phone: `1397770${String(1000 + n)}`,
  second: `0571-8877${String(1000 + n)}`,
  email: `canary.person${n}@leaks${n}.example`,
  wechat: `canary_wx_${n}`,
  person: `金丝雀${n}`,
});

const sentence = ({ phone, second, email, wechat }: Canary) =>
  `手机 ${phone}，座机${second}，邮箱${email}，微信：${wechat}`;

async function plant(n: number, given: Parameters<World["customer"]>[0]): Promise<Seeded> {
  const canary = canaryOf(n);
  const { phone, second, email, wechat, person } = canary;
  const text = sentence(canary);
  const id = await world.customer({
    ...{ name: `客户${n}`, grade: "A", note: text, address: text, tags: [phone], nameKey: `k${n}` },
    ...{ extra: { 备用联系: text, 传真: second, 联系邮箱: email }, custom: { [memoKey]: text }, ...given },
  });
  const shared = { customerId: id, createdAt: now, title: text };
  const { db } = testDb();
  await db.insert(contacts).values([
    { id: newId(), ...shared, name: person, phone, phoneE164: `+86${phone}`, email, wechat, isPrimary: true },
    {
      id: newId(),
      ...shared,
      name: `${person}二`,
      phone: second,
      phoneE164: `+86${second.slice(1).replace("-", "")}`,
    },
  ]);
  await db.insert(edits).values({
    ...{ customerId: id, userId: world.admin.id, at: now },
    changes: {
      note: { from: null, to: text },
      [`custom.${memoKey}`]: { from: second, to: text },
      "contact.x.phone": { from: second, to: phone },
      "contact.x.email": { from: null, to: email },
      "contact.x.wechat": { from: null, to: wechat },
      "contact.x.name": { from: null, to: person },
    },
  });
  return { id, canary };
}

/** Gives a customer a whole tenure full of contact data, in the hands of the first rep, who then has to let it go. */
async function workOn({ id, canary }: Seeded): Promise<void> {
  const text = sentence(canary);
  const as = (at: Date) => world.as(world.rep(0), at);
  await claimCustomer(as(addMs(now, -5 * DAY)), { customerId: id });
  const plan = { nextStep: text, nextStepAt: addMs(now, DAY).toISOString() };
  await logFollowUp(
    as(addMs(now, -5 * DAY + HOUR)),
    LogFollowUpInput.parse({ customerId: id, channel: "call", outcome: "connected", note: text, ...plan }),
  );
  await protectCustomer(as(addMs(now, -4 * DAY)), { customerId: id, days: 1, reason: text });
  const told = as(addMs(now, -4 * DAY));
  await recordActivity(told, { customerId: id, kind: "enquiry", note: text });
  await markChurnRisk(told, { customerId: id, risk: true, note: text });
  await recordDeal(as(addMs(now, -3 * DAY)), { customerId: id, title: text, amount: 1 });
  await releaseCustomer(as(addMs(now, -2 * DAY)), { customerId: id, reason: "other", note: text });
}

beforeAll(async () => {
  const { db } = testDb();
  world = await makeWorld(db, { now, policy: noLimits });
  const memo = AddFieldInput.parse({ label: "备忘", type: "text" });
  memoKey = (await addField(world.as(world.admin), memo)).key;
  const otherTeam = await makeTeam(db, now);
  outsider = await makeUser(db, now, { team: otherTeam });
  otherManager = await makeUser(db, now, { role: "manager", team: otherTeam });
  const foreign = await makePool(db, addMs(now, -365 * DAY), {
    members: [outsider, otherManager],
    policy: noLimits,
  });
  const long = { at: addMs(now, -20 * DAY) };
  seeded.pooled = await plant(1, long);
  seeded.worked = await plant(2, long);
  seeded.unseen = await plant(3, long);
  seeded.seen = await plant(4, long);
  seeded.colleague = await plant(5, long);
  seeded.invalid = await plant(6, long);
  seeded.foreign = await plant(7, { ...long, pool: foreign });
  seeded.foreignHeld = await plant(8, { ...long, pool: foreign, owner: outsider });
  for (const one of [seeded.worked, seeded.unseen, seeded.seen, seeded.colleague, seeded.invalid])
    await workOn(one);
  const claim = (user: TestUser, one: Seeded) => claimCustomer(world.as(user), { customerId: one.id });
  await claim(world.rep(1), seeded.unseen);
  await claim(world.rep(1), seeded.seen);
  await revealContacts(world.as(world.rep(1)), { customerId: seeded.seen.id });
  await claim(world.rep(2), seeded.colleague);
  await invalidateCustomer(world.as(world.manager), {
    ...{ customerId: seeded.invalid.id, reason: "other", note: sentence(seeded.invalid.canary) },
  });
});

/** Everything that this viewer can have the server say: each query, about each customer, found by each way. */
function everything(ctx: Ctx): (() => Promise<unknown>)[] {
  const all = Object.values(seeded);
  const perCustomer = all.flatMap(({ id }) => [
    () => peekCustomer(ctx, { customerId: id }),
    () => getCustomer(ctx, { customerId: id }),
    () => getTimeline(ctx, { customerId: id, limit: 100 }),
    () => neighboursOf(ctx, { customerId: id }),
    () => readLoss(ctx, { customerId: id }),
    () => previewFollowUp(ctx, { customerId: id }),
  ]);
  const searches = all.flatMap(({ canary }) =>
    [canary.phone.slice(-4), canary.phone.slice(3), canary.person, canary.email, canary.wechat, "客户"].map(
      (q) => () => searchCustomers(ctx, { q }),
    ),
  );
  const duplicates = all.map(
    ({ canary }) =>
      () =>
        findDuplicate(ctx, FindDuplicateInput.parse({ phones: [canary.phone] })),
  );
  const pools = ["entered", "grade", "name", "region", "bounces"] as const;
  return [
    ...perCustomer,
    ...searches,
    ...duplicates,
    ...pools.map((sort) => () => listPool(ctx, { sort, limit: 100 })),
    ...[world.pool.id].map((pool) => () => listPool(ctx, { pool, limit: 100 })),
    () => getPoolFacets(ctx, {}),
    () => listCustomers(ctx, { limit: 100 }),
    () => listMine(ctx, { limit: 100 }),
    () => listMine(ctx, { view: "all", limit: 100 }),
    ...world.reps.map((rep) => () => listMine(ctx, { owner: rep.id, limit: 100 })),
    () => countMine(ctx, { view: "all" }),
    () => stripOf(ctx, { view: "all" }),
    () => todayOf(ctx),
    () => listPlans(ctx),
    () => listRecentFollowUps(ctx, { limit: 100 }),
    () => listNotifications(ctx, { limit: 100 }),
    () => listEvents(ctx, { limit: 100 } as Parameters<typeof listEvents>[1]),
  ];
}

/** All that was said, refusals included: they could leak as well. */
async function heard(user: TestUser): Promise<string> {
  const said: unknown[] = [];
  for (const ask of everything(world.as(user, viewed))) {
    said.push(await ask().catch((error: unknown) => error));
  }
  return said
    .map((one) => (one instanceof Error ? `${one} ${JSON.stringify(one)}` : JSON.stringify(one)))
    .join("\n");
}

const squeezed = (text: string) => text.replace(/[\s()-]/g, "");

/** Which customers' contact data stand in what was said. */
function leaked(said: string): string[] {
  const dense = squeezed(said);
  return Object.entries(seeded)
    .filter(([, { canary }]) => {
      const secrets = [canary.phone, squeezed(canary.second), canary.email, canary.wechat];
      return secrets.some((secret) => dense.includes(secret)) || said.includes(`"${canary.person}"`);
    })
    .map(([name]) => name)
    .sort();
}

describe("contact data leaves the server", () => {
  const expected: [string, () => TestUser, string[]][] = [
    ["an admin, of every customer", () => world.admin, Object.keys({})],
    ["a manager, of what his team holds", () => world.manager, ["colleague", "seen", "unseen"]],
    ["another team's manager, of what his team holds", () => otherManager, ["foreignHeld"]],
    ["a rep who lost what he held, of none", () => world.rep(0), []],
    ["an owner, of what he has looked at", () => world.rep(1), ["seen"]],
    ["an owner who has not looked, of none", () => world.rep(2), []],
    ["an outsider who has not looked, of none", () => outsider, []],
  ];

  it.each(expected)("for %s", async (who, user, customers) => {
    const allowed = who.startsWith("an admin") ? Object.keys(seeded).sort() : customers;
    expect(leaked(await heard(user()))).toEqual(allowed);
  });

  it("and the test would notice", () => {
    const [one] = Object.values(seeded);
    expect(leaked(JSON.stringify({ phone: one?.canary.phone }))).toEqual(["pooled"]);
    expect(leaked(`tel ${one?.canary.phone.slice(0, 3)} ${one?.canary.phone.slice(3)}`)).toEqual(["pooled"]);
  });
});
