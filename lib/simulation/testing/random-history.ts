import { sql } from "drizzle-orm";
import fc from "fast-check";
import { GRADES, INTENTS, type OUTCOMES, STAGES } from "@/db/enums";
import type { TestUser, World } from "@/db/testing/factories";
import { editCustomer } from "@/lib/customers/edit-customer";
import { EditCustomerInput } from "@/lib/customers/schema";
import { recordDeal } from "@/lib/deals/record-deal";
import { mergeCustomers } from "@/lib/duplicates/merge-customers";
import { DomainError } from "@/lib/errors";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { cancelLeave } from "@/lib/leaves/cancel-leave";
import { recordLeave } from "@/lib/leaves/record-leave";
import { assignCustomers } from "@/lib/ownership/assign-customers";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { undoClaim } from "@/lib/ownership/undo-claim";
import { unprotectCustomer } from "@/lib/ownership/unprotect-customer";
import { answerRequest } from "@/lib/requests/answer-request";
import { requestProtection } from "@/lib/requests/request-protection";
import { withdrawRequest } from "@/lib/requests/withdraw-request";
import { addMs, DAY, dayOf, HOUR, MINUTE } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { reactivateUser } from "@/lib/users/reactivate-user";
import { type Beside, setCap, sweepUntil } from "./jobs-beside";

const KINDS = [
  ...([
    "claim",
    "claim",
    "claim",
    "claim",
    "claim",
    "claim",
    "assign",
    "assign",
    "followUp",
    "followUp",
    "followUp",
    "forward",
  ] as const),
  ...([
    "thin",
    "note",
    "deal",
    "protect",
    "unprotect",
    "ask",
    "ask",
    "answer",
    "release",
    "transfer",
    "undo",
  ] as const),
  ...([
    "grade",
    "intent",
    "stage",
    "tags",
    "region",
    "leave",
    "leave",
    "cancelLeave",
    "letGo",
    "merge",
  ] as const),
];

const Deed = fc.record({
  kind: fc.constantFrom(...KINDS),
  who: fc.nat(7),
  what: fc.nat(15),
  how: fc.nat(99),
});
type Deed = typeof Deed extends fc.Arbitrary<infer T> ? T : never;

/** Deeds one after the other, with the clock jumping between them. */
export const History = fc.array(
  fc.record({
    jump: fc.oneof(
      fc.integer({ min: 1, max: 6 * HOUR }),
      fc.integer({ min: 1, max: 3 * DAY }),
      fc.integer({ min: 1, max: 20 * DAY }),
    ),
    deed: Deed,
  }),
  { minLength: 15, maxLength: 60 },
);
export type History = typeof History extends fc.Arbitrary<infer T> ? T : never;

const pick = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
};

const followUp = (customerId: string, outcome: (typeof OUTCOMES)[number], more: object = {}) =>
  LogFollowUpInput.parse({ customerId, channel: "call", outcome, ...more });

async function edit(world: World, customerId: string, at: Date, changes: object): Promise<unknown> {
  const [row] = await world.db.execute<{ edited_at: string }>(
    sql`select edited_at from customers where id = ${customerId}::uuid`,
  );
  const editedAt = new Date(row?.edited_at ?? 0).toISOString();
  return editCustomer(world.as(world.admin, at), EditCustomerInput.parse({ customerId, editedAt, changes }));
}

async function callOff(world: World, at: Date, how: number): Promise<unknown> {
  const rows = await world.db.execute<{ id: string }>(sql`
    select id from leaves where cancelled_at is null and until_at > ${at.toISOString()}::timestamptz order by id`);
  return rows.length > 0 ? cancelLeave(world.as(world.admin, at), { leaveId: pick(rows, how).id }) : null;
}

/** Some request that waits is approved, declined or taken back. */
async function answerOne(world: World, at: Date, how: number): Promise<unknown> {
  const rows = await world.db.execute<{ id: string; user_id: string }>(
    sql`select id, user_id from requests where ended_at is null order by id`,
  );
  if (rows.length === 0) return null;
  const { id: requestId, user_id: asker } = pick(rows, how);
  const rep = world.reps.find(({ id }) => id === asker);
  if (how % 3 === 0 && rep) return withdrawRequest(world.as(rep, at), { requestId });
  return answerRequest(world.as(world.manager, at), { requestId, approve: how % 3 === 1, note: "" });
}

/** A leave ahead, or one that is recorded when it runs or is over. */
function goOnLeave(world: World, userId: string, at: Date, how: number): Promise<unknown> {
  const from = addMs(at, ((how % 20) - 8) * DAY);
  const until = addMs(from, (how % 7) * DAY);
  const days = { fromOn: dayOf(from, world.timeZone), untilOn: dayOf(until, world.timeZone) };
  return recordLeave(world.as(world.admin, at), { userId, ...days, note: "" });
}

/** Somebody leaves, now and then to a colleague's benefit; who has left comes back. */
async function letGoOrBack(
  world: World,
  rep: TestUser,
  mate: TestUser,
  at: Date,
  how: number,
): Promise<unknown> {
  const admin = world.as(world.admin, at);
  const [left] = await world.db.execute(
    sql`select id from users where id = ${rep.id}::uuid and deactivated_at is not null`,
  );
  if (left) return reactivateUser(admin, { userId: rep.id });
  const receiverId = how % 4 > 0 ? null : mate.id;
  return deactivateUser(admin, { userId: rep.id, receiverId, note: "" });
}

async function perform(world: World, ids: readonly string[], deed: Deed, at: Date): Promise<unknown> {
  const { who, what, how } = deed;
  const customerId = pick(ids, what);
  const [held] = await world.db.execute<{ owner_id: string | null; version: number }>(
    sql`select owner_id, version from customers where id = ${customerId}::uuid`,
  );
  const rep = pick(world.reps, who);
  const owner = world.reps.find(({ id }) => id === held?.owner_id) ?? rep;
  const own = world.as(owner, at);
  switch (deed.kind) {
    case "claim":
      return claimCustomer(world.as(rep, at), { customerId });
    case "assign":
      return assignCustomers(world.as(world.manager, at), {
        customerIds: [customerId],
        userId: rep.id,
        note: "",
      });
    case "transfer":
      return transferCustomers(world.as(world.manager, at), {
        customerIds: [customerId],
        userId: rep.id,
        note: "",
      });
    case "undo":
      return undoClaim(own, { customerId, version: held?.version ?? 0 });
    case "release":
      return releaseCustomer(own, { customerId, reason: "no_need", note: "" });
    case "followUp":
      return logFollowUp(own, followUp(customerId, "connected"));
    case "forward":
      return logFollowUp(own, followUp(customerId, "interested", { stage: pick(STAGES.slice(1, 5), how) }));
    case "thin":
      return logFollowUp(own, followUp(customerId, "no_answer", { note: "没有人接　电话" }));
    case "note":
      return logFollowUp(own, followUp(customerId, "no_answer", { note: "写得够长的备注".repeat(4) }));
    case "deal":
      return recordDeal(own, { customerId, title: "order", amount: 100 * how });
    case "protect":
      return protectCustomer(own, { customerId, days: 1 + (how % 12), reason: "tender" });
    case "unprotect":
      return unprotectCustomer(own, { customerId });
    case "ask":
      return requestProtection(own, { customerId, days: 31 + (how % 20), reason: "tender" });
    case "answer":
      return answerOne(world, at, how);
    case "grade":
      return edit(world, customerId, at, { grade: pick(GRADES, how) });
    case "intent":
      return edit(world, customerId, at, { intent: pick(INTENTS, how) });
    case "stage":
      return edit(world, customerId, at, { stage: pick(STAGES, how) });
    case "tags":
      return edit(world, customerId, at, { tags: pick([[], ["vip"], ["vip", "新客"]], how) });
    case "region":
      return edit(world, customerId, at, { region: pick([null, "苏州", "北京"], how) });
    case "leave":
      return goOnLeave(world, rep.id, at, how);
    case "cancelLeave":
      return callOff(world, at, how);
    case "merge":
      return mergeCustomers(world.as(world.admin, at), {
        ...{ keepId: customerId, otherId: pick(ids, what + 1 + (how % (ids.length - 1))), choices: {} },
      });
    case "letGo":
      return letGoOrBack(world, rep, pick(world.reps, who + 1), at, how);
  }
}

/** Plays the history with jobs that are never late, and answers when it ended. */
export async function live(
  world: World,
  ids: readonly string[],
  history: History,
  beside: Beside = {},
): Promise<Date> {
  let now = world.now;
  await setCap(world, beside.cap);
  for (const [n, { jump, deed }] of history.entries()) {
    const at = addMs(now, jump);
    await sweepUntil(world, now, at, beside);
    now = at;
    await setCap(world, beside.cap === undefined ? undefined : 100);
    try {
      await perform(world, ids, deed, now);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    await setCap(world, beside.cap);
    await sweepUntil(world, now, now, beside);
    if (n % 3 === 0) await beside.look?.(now);
  }
  const end = addMs(now, 40 * DAY + MINUTE);
  await sweepUntil(world, now, end, beside);
  await beside.look?.(end);
  return end;
}
