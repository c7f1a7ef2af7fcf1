import type { Db } from "@/db/client";
import { recordDeal } from "@/lib/deals/record-deal";
import { logFollowUp } from "@/lib/follow-ups/log-follow-up";
import { LogFollowUpInput } from "@/lib/follow-ups/schema";
import { assignCustomers } from "@/lib/ownership/assign-customers";
import { claimCustomer } from "@/lib/ownership/claim-customer";
import { invalidateCustomer } from "@/lib/ownership/invalidate-customer";
import { protectCustomer } from "@/lib/ownership/protect-customer";
import { releaseCustomer } from "@/lib/ownership/release-customer";
import { restoreCustomer } from "@/lib/ownership/restore-customer";
import { transferCustomers } from "@/lib/ownership/transfer-customers";
import { undoClaim } from "@/lib/ownership/undo-claim";
import { publishPolicy } from "@/lib/policies/publish-policy";
import { archivePool } from "@/lib/pools/archive-pool";
import { reclaimDue } from "@/lib/reclaim/reclaim-due";
import { sendReminders } from "@/lib/reminders/send-reminders";
import { DAY, HOUR } from "@/lib/time";
import { deactivateUser } from "@/lib/users/deactivate-user";
import { withClocks } from "./clocks";
import { makePool, makeWorld } from "./factories";

/** A fortnight in which everything happens that may. */
export async function liveThrough(db: Db, now: Date) {
  const plus = (ms: number) => new Date(now.getTime() + ms);
  const world = await makeWorld(db, { now, reps: 3, policy: { claimLimits: { perDay: 3, perWeek: 5 } } });
  const ids: Record<string, string> = {};
  const followUp = (customerId: string, at: Date) =>
    logFollowUp(
      world.as(world.rep(0), at),
      LogFollowUpInput.parse({ customerId, channel: "call", outcome: "connected" }),
    );
  const [a, b, c] = [world.rep(0), world.rep(1), world.rep(2)];
  for (const name of ["kept", "lost", "undone", "given", "moved", "bad", "won", "safe", "left", "again"]) {
    ids[name] = await world.customer();
  }
  const id = (name: string) => ids[name] ?? "";
  const undone = await claimCustomer(world.as(a), { customerId: id("undone") });
  await undoClaim(world.as(a, plus(5_000)), { customerId: id("undone"), version: undone.version });
  for (const name of ["kept", "lost", "again"])
    await claimCustomer(world.as(a, plus(HOUR)), { customerId: id(name) });
  await sendReminders(world.system(plus(23 * HOUR + 10)));
  await followUp(id("kept"), plus(23 * HOUR));
  await releaseCustomer(world.as(a, plus(24 * HOUR)), {
    customerId: id("again"),
    reason: "no_need",
    note: "",
  });
  await reclaimDue(world.system(plus(2 * DAY)));
  await claimCustomer(world.as(b, plus(2 * DAY)), { customerId: id("again") });
  await assignCustomers(world.as(world.manager, plus(2 * DAY)), {
    customerIds: [id("given")],
    userId: b.id,
    note: "",
  });
  await transferCustomers(world.as(world.manager, plus(3 * DAY)), {
    customerIds: [id("given")],
    userId: c.id,
    note: "",
  });
  await invalidateCustomer(world.as(world.manager, plus(3 * DAY)), {
    customerId: id("bad"),
    reason: "closed_down",
    note: "",
  });
  await restoreCustomer(world.as(world.manager, plus(4 * DAY)), { customerId: id("bad"), note: "" });
  for (const name of ["won", "safe"])
    await claimCustomer(world.as(a, plus(4 * DAY)), { customerId: id(name) });
  await recordDeal(world.as(a, plus(4 * DAY + HOUR)), {
    customerId: id("won"),
    title: "first order",
    amount: 100,
  });
  await protectCustomer(world.as(a, plus(4 * DAY + HOUR)), {
    customerId: id("safe"),
    days: 20,
    reason: "tender",
  });
  await claimCustomer(world.as(c, plus(5 * DAY)), { customerId: id("left") });
  const leave = { userId: c.id, receiverId: b.id, note: "" };
  await deactivateUser(world.as(world.admin, plus(5 * DAY)), leave);
  const document = {
    ...world.pool.policy,
    ...withClocks({ noFollowUpDays: 5, coolDownDays: 3 }, world.pool.policy),
  };
  const publish = { poolId: world.pool.id, baseVersion: 1, document, note: "" };
  await publishPolicy(world.as(world.admin, plus(6 * DAY)), publish);
  await reclaimDue(world.system(plus(12 * DAY)));
  const other = await makePool(world.db, plus(-DAY));
  await world.customer({ pool: other });
  const archive = { poolId: other.id, moveTo: world.pool.id };
  await archivePool(world.as(world.admin, plus(12 * DAY)), archive);
  await claimCustomer(world.as(a, plus(16 * DAY)), { customerId: id("kept") });
  return { world, ids };
}
