import { newId } from "@/db/columns";
import { activities } from "@/db/schema/activity";
import { contacts } from "@/db/schema/customers";
import { dataIssues } from "@/db/schema/quality";
import type { World } from "@/db/testing/factories";
import { at, type CustomerColumns, dayFrom } from "./plain-customers";

/** Puts random customers into the hands of the reps in turn, with everything about them that a condition may ask. */
export async function enterRandom(world: World, all: readonly CustomerColumns[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, one] of all.entries()) {
    const { now } = world;
    const id = await world.customer({
      ...{ owner: world.rep(index % world.reps.length), at: new Date(now.getTime() - one.heldFor) },
      ...{
        grade: one.grade,
        stage: one.stage,
        intent: one.intent,
        industry: one.industry,
        region: one.region,
      },
      ...{ source: one.source, website: one.website, tags: one.tags, bounceCount: one.bounceCount },
      ...{ followUpsSinceProgress: one.followUpsSinceProgress, activityCount: one.activityCount },
      expectedValue: one.expectedValue,
      contractEndsOn: one.contractEndsIn === null ? null : dayFrom(now, one.contractEndsIn),
      ...{ qualifiedAt: at(now, one.qualified), lastFollowUpAt: at(now, one.followedUp) },
      ...{ lastDealAt: at(now, one.dealt), wonAt: one.won ? at(now, one.dealt) : null },
      ...{ churnRiskAt: at(now, one.churnRisk), stageChangedAt: at(now, one.stageChanged) },
      ...{ gradeDroppedAt: at(now, one.gradeDropped), intentDroppedAt: at(now, one.intentDropped) },
      lastActivityAt: at(now, one.active),
      ...{ address: one.address, creditCode: one.creditCode },
    });
    const rows = one.contacts.map((contact) => ({ ...contact, id: newId(), customerId: id, createdAt: now }));
    if (rows.length > 0) await world.db.insert(contacts).values(rows);
    const issues = one.issues.map(({ kind, open, found }) => ({
      ...{ customerId: id, kind, state: open ? ("open" as const) : ("dismissed" as const) },
      ...{ foundAt: at(now, found) ?? now, evidenceAt: at(now, found) ?? now, decidedAt: open ? null : now },
    }));
    const done = one.activities.map(({ kind, before }) => ({
      ...{ id: newId(), customerId: id, kind, at: at(now, before) ?? now, recordedAt: now },
    }));
    if (done.length > 0) await world.db.insert(activities).values(done);
    if (issues.length > 0) await world.db.insert(dataIssues).values(issues);
    ids.push(id);
  }
  return ids;
}
