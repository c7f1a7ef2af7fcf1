import { and, eq, isNull, sql } from "drizzle-orm";
import { newId } from "@/db/columns";
import { followUps } from "@/db/schema/activity";
import { contacts, customers, edits } from "@/db/schema/customers";
import { tenures } from "@/db/schema/ledger";
import type { Ctx, TxCtx } from "@/lib/context";
import { readFields } from "@/lib/custom-fields/read-defs";
import { requireFields, settleCustom } from "@/lib/custom-fields/rules";
import type { Changes } from "@/lib/customers/edit-rules";
import { refreshDeadlinesOf } from "@/lib/deadlines/refresh-deadlines";
import { instantOn, type Progress, restartClock } from "@/lib/deadlines/restart-clock";
import { DomainError } from "@/lib/errors";
import { announce } from "@/lib/live/announce";
import { notify } from "@/lib/notifications/notify";
import { once } from "@/lib/operations";
import type { OwnershipFacts } from "@/lib/ownership/read-facts";
import { requireHeldFacts } from "@/lib/ownership/require-held-facts";
import { authorize } from "@/lib/permissions";
import { auditCustomers } from "@/lib/quality/audit-customers";
import { requirePerson } from "@/lib/require-person";
import { dayOf } from "@/lib/time";
import { readWritten } from "./read-beside";
import { isForward, noteKeyOf, type Qualification, qualify, suspect } from "./rules";
import type { LogFollowUpInput } from "./schema";

export type LoggedFollowUp = {
  followUpId: string;
  customerId: string;
  qualification: Qualification;
  /** Where the deadline stands now, as an ISO instant; null when no clock runs. */
  dueAt: string | null;
};

async function requireContactOf(ctx: TxCtx, input: LogFollowUpInput): Promise<void> {
  if (!input.contactId) return;
  const [contact] = await ctx.db
    .select({ id: contacts.id })
    .from(contacts)
    .where(and(eq(contacts.id, input.contactId), eq(contacts.customerId, input.customerId)));
  if (!contact) throw new DomainError("NOT_FOUND", { what: "contact" });
}

type Written = Pick<LogFollowUpInput, "customerId" | "note"> & {
  evidence: string;
  noteKey: string | null;
  at: Date;
};

async function suspicionsOf(ctx: TxCtx, me: string, facts: OwnershipFacts, written: Written) {
  const { sham } = facts.policy;
  const { at, customerId, noteKey } = written;
  const before = await readWritten(ctx, { userId: me, customerId, noteKey }, sham);
  return suspect(sham, written, { at, ...before, dueAt: facts.dueAt });
}

/** Those who lead the writer hear of it once a day. */
async function tellManagers(ctx: TxCtx, me: string, facts: OwnershipFacts): Promise<void> {
  const managers = await ctx.db.execute<{ id: string; name: string }>(sql`
    select m.id, u.name from users u join users m on m.team_id = u.team_id and m.role = 'manager'
    where u.id = ${me}::uuid and m.id <> u.id and m.deactivated_at is null`);
  await notify(
    ctx,
    managers.map(({ id, name }) => ({
      ...{ userId: id, kind: "follow_up_flagged" as const, params: { owner: name } },
      dedupeKey: `flagged:${me}:${dayOf(ctx.now, facts.timeZone)}`,
    })),
  );
}

/** Counts the follow-up in the open tenure and returns the tenure's id. */
async function countInTenure(
  ctx: TxCtx,
  facts: OwnershipFacts,
  at: Date,
  qualifies: boolean,
): Promise<string> {
  const [tenure] = await ctx.db
    .update(tenures)
    .set({
      followUpCount: sql`${tenures.followUpCount} + 1`,
      ...(qualifies
        ? { firstContactAt: sql`coalesce(${tenures.firstContactAt}, ${at.toISOString()}::timestamptz)` }
        : {}),
    })
    .where(and(eq(tenures.customerId, facts.id), isNull(tenures.endedAt)))
    .returning({ id: tenures.id });
  if (!tenure) throw new DomainError("STALE_OWNERSHIP");
  return tenure.id;
}

/** What a follow-up changes of the customer itself: its stage, and values of the organisation's own fields. */
type Step = { changes: Changes; columns: Progress };

/** What the follow-up changes; a new stage needs its fields: REQUIRED_FIELD_MISSING. */
async function stepOf(ctx: TxCtx, input: LogFollowUpInput, at: Date, counts: boolean): Promise<Step> {
  const [before] = await ctx.db
    .select({ stage: customers.stage, custom: customers.custom })
    .from(customers)
    .where(eq(customers.id, input.customerId));
  if (!before) throw new DomainError("NOT_FOUND");
  const to = input.stage ?? before.stage;
  const stays = to === before.stage;
  const progressed = !stays && isForward(before.stage, to);
  const columns: Progress = progressed || counts ? { followUpsSinceProgress: sinceProgress(progressed) } : {};
  if (stays && Object.keys(input.custom ?? {}).length === 0) return { changes: {}, columns };
  const fields = await readFields(ctx.db);
  const settled = settleCustom(fields, before.custom, input.custom ?? {});
  if (stays) return { changes: settled.changes, columns: { ...columns, custom: settled.values } };
  requireFields(fields, to, settled.values);
  return {
    changes: { stage: { from: before.stage, to }, ...settled.changes },
    columns: { ...columns, custom: settled.values, stage: to, stageChangedAt: at },
  };
}

/** One more since the last progress; a step forward is the progress itself. */
const sinceProgress = (progressed: boolean) =>
  progressed ? 0 : sql<number>`${customers.followUpsSinceProgress} + 1`;

/** The deadline when what was heard has been held against the data: rules may ask for what is wrong with it. */
async function dueAfterAudit(ctx: TxCtx, customerId: string, dueAt: Date | null): Promise<Date | null> {
  const { found, fixed } = await auditCustomers(ctx, [customerId]);
  if (found + fixed === 0 || (await refreshDeadlinesOf(ctx, [customerId])) === 0) return dueAt;
  const [row] = await ctx.db
    .select({ dueAt: customers.dueAt })
    .from(customers)
    .where(eq(customers.id, customerId));
  return row?.dueAt ?? null;
}

/**
 * Records a follow-up on a held customer; a qualifying one restarts the clocks, and one that looks like a sham is none to
 * clocks, rules and figures where the policy says so. Against a sweep that comes at the
 * same time exactly one wins: the follow-up saves the customer, or gets STALE_OWNERSHIP and nothing is written. A new
 * stage that needs a field which isn't filled is REQUIRED_FIELD_MISSING.
 */
export async function logFollowUp(ctx: Ctx, input: LogFollowUpInput): Promise<LoggedFollowUp> {
  authorize(ctx.actor, "followUps.log");
  const me = requirePerson(ctx.actor);
  return once(ctx, "logFollowUp", input, async (ctx) => {
    const facts = await requireHeldFacts(ctx, input.customerId, input.version);
    await requireContactOf(ctx, input);
    const at = instantOn(ctx, facts);
    const { evidence = "" } = input;
    const noteKey = noteKeyOf(input.note);
    const suspicions = await suspicionsOf(ctx, me, facts, { ...input, evidence, noteKey, at });
    const qualification = qualify(facts.policy, { ...input, evidence, suspicions });
    // What doesn't count is no follow-up for any clock, rule or figure: it is kept and shown.
    const counts = facts.policy.sham.counts || suspicions.length === 0;
    const { customerId, contactId, channel, outcome, note } = input;
    const plan = {
      nextStep: input.nextStep || null,
      nextStepAt: input.nextStepAt ? new Date(input.nextStepAt) : null,
    };
    const { changes, columns } = await stepOf(ctx, input, at, counts);
    const deadline = await restartClock(ctx, facts, {
      ...(counts ? { lastFollowUpAt: at, lastFollowUpById: me, lastOutcome: outcome } : {}),
      ...{ ...plan, ...columns },
      ...(qualification.qualifies ? { qualifiedAt: at } : {}),
    });
    if (!deadline) throw new DomainError("STALE_OWNERSHIP");
    const tenureId = await countInTenure(ctx, facts, at, qualification.qualifies);
    const followUpId = newId();
    await ctx.db.insert(followUps).values({
      ...{ id: followUpId, customerId, tenureId, userId: me, contactId, channel, outcome, note, at },
      ...{ ...plan, qualifies: qualification.qualifies },
      ...{ evidence: evidence || null, noteKey, suspicions, counts },
    });
    const dueAt = await dueAfterAudit(ctx, customerId, deadline.dueAt);
    if (suspicions.length > 0) await tellManagers(ctx, me, facts);
    if (Object.keys(changes).length > 0) {
      await ctx.db.insert(edits).values({ customerId, userId: me, changes, at });
    }
    announce(ctx, { kind: "followed_up", customers: [customerId], owners: [facts.ownerId], pools: [] });
    return { followUpId, customerId, qualification, dueAt: dueAt?.toISOString() ?? null };
  });
}
