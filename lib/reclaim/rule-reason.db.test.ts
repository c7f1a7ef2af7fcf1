import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { useTestDb } from "@/db/testing";
import { makePool, makeWorld } from "@/db/testing/factories";
import { wipe } from "@/db/testing/wipe";
import { getCustomer } from "@/lib/customers/get-customer";
import { composeEmail } from "@/lib/notifications/email";
import type { NotificationRow } from "@/lib/notifications/types";
import { noDeal, noFollowUp, returnRule } from "@/lib/policies/return-rule";
import { diffPolicies } from "@/lib/policies/rules";
import { DEFAULT_POLICY, PolicyDocument } from "@/lib/policies/schema";
import { sendReminders } from "@/lib/reminders/send-reminders";
import { addMs, DAY } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { reclaimDue } from "./reclaim-due";

const testDb = useTestDb();
const now = new Date("2026-11-20T02:00:00Z");
const REASON = "Whoever isn't called for ten days buys elsewhere, 'as we saw in May'";

test("the reason of a rule is told to who holds, and kept in the ledger of what it took; other rules give none", async () => {
  const rules = [{ ...noFollowUp(10), reason: REASON }, noDeal(90)];
  const world = await makeWorld(testDb().db, { now, policy: { returnRules: rules } });
  const silent = await makePool(testDb().db, now, { policy: { returnRules: [noFollowUp(10)] } });
  const owner = world.rep(0);
  const told = await world.customer({ owner });
  const late = await world.customer({ owner, at: addMs(now, -85 * DAY), qualifiedAt: addMs(now, -DAY) });
  const quiet = await world.customer({ owner, pool: silent });
  const { deadline } = await getCustomer(world.as(owner), { customerId: told });
  expect(deadline?.whole.reason).toBe(REASON);
  expect(await reclaimDue(world.system(addMs(now, 10 * DAY)))).toEqual({ reclaimed: 3 });
  const rows = await world.db.execute<{ customer_id: string; rule: string; note: string | null }>(
    sql`select customer_id, rule, note from events where kind = 'reclaimed'`,
  );
  expect(new Map(rows.map(({ customer_id, rule, note }) => [customer_id, [rule, note]]))).toEqual(
    new Map([
      [told, ["no_follow_up", REASON]],
      [late, ["no_deal", null]],
      [quiet, ["no_follow_up", null]],
    ]),
  );
});

test.each([
  ["zh-CN", "原因：", "每位客户的原因"],
  ["zh-TW", "原因：", "每位客戶的原因"],
  ["en", "Reason: ", "The reason stands in the history of each"],
] as const)(
  "it is told before the deadline and when the customer is gone, in %s; of several rules none is",
  async (locale, label, several) => {
    await wipe(testDb());
    const rules = [{ ...noFollowUp(10), reason: REASON }, noDeal(90)];
    const world = await makeWorld(testDb().db, { now, reps: 2, policy: { returnRules: rules } });
    const [one, other] = [world.rep(0), world.rep(1)];
    await world.customers(2, { owner: one });
    await world.customer({ owner: other });
    await world.customer({ owner: other, at: addMs(now, -85 * DAY), qualifiedAt: now });
    await sendReminders(world.system(addMs(now, 9 * DAY)), {});
    await reclaimDue(world.system(addMs(now, 10 * DAY)));
    const rows = await world.db.execute<Pick<NotificationRow, "kind" | "params"> & { user_id: string }>(
      sql`select user_id, kind, params from notifications where user_id in (${one.id}, ${other.id})`,
    );
    const told = (userId: string, kind: NotificationRow["kind"]) => {
      const row = rows.find((one) => one.user_id === userId && one.kind === kind);
      if (!row) throw new Error(kind);
      const message = { ...{ id: "n", kind, params: row.params, customerId: null, at: now, readAt: null } };
      return composeEmail(message, { locale, name: "Li" }, null).text;
    };
    expect(told(one.id, "deadline_near")).toContain(`${label}${REASON}\n`);
    expect(told(one.id, "reclaimed")).toContain(`${label}${REASON}\n`);
    expect(told(other.id, "reclaimed")).toContain(several);
    expect(told(other.id, "reclaimed")).not.toContain(REASON);
  },
);

test("that of a rule for leavers stands with what he held, unless whoever lets him go says why", async () => {
  const { reason: _, ...plain } = returnRule({
    id: "left",
    clock: { since: "owner_left", span: { amount: 0, unit: "days" } },
  });
  const world = await makeWorld(testDb().db, {
    now,
    policy: { returnRules: [{ ...plain, reason: REASON }] },
  });
  await world.customer({ owner: world.rep(0) });
  await world.customer({ owner: world.rep(1) });
  const letGo = (userId: string, note: string) =>
    deactivateUser(world.as(world.admin), { userId, receiverId: null, note });
  await letGo(world.rep(0).id, "");
  await letGo(world.rep(1).id, "moved to Taipei");
  const rows = await world.db.execute<{ note: string }>(
    sql`select note from events where kind = 'departed' and from_owner_id in (${world.rep(0).id}, ${world.rep(1).id}) order by seq`,
  );
  expect(rows.map(({ note }) => note)).toEqual([REASON, "moved to Taipei"]);
});

test("another reason is a change of the rule that moves no deadline; one that is too long is refused", () => {
  const before = { ...DEFAULT_POLICY, returnRules: [noFollowUp(10)] };
  const after = { ...DEFAULT_POLICY, returnRules: [{ ...noFollowUp(10), reason: REASON }] };
  expect(diffPolicies(before, after)).toHaveLength(1);
  expect(diffPolicies(after, PolicyDocument.parse(after))).toEqual([]);
  const long = { ...noFollowUp(10), reason: "x".repeat(201) };
  expect(PolicyDocument.safeParse({ ...before, returnRules: [long] }).success).toBe(false);
});
