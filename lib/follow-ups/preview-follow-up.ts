import type { Ctx } from "@/lib/context";
import { readCustomer } from "@/lib/customers/read-customer";
import { readDeadlines } from "@/lib/deadlines/read-deadlines";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { onceFollowedUp } from "@/lib/deadlines/situation";
import { DomainError } from "@/lib/errors";
import { requireReach } from "@/lib/ownership/reach";
import { readOwnershipFacts } from "@/lib/ownership/read-facts";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import { instant } from "@/lib/sql-values";
import { later } from "@/lib/time";
import { readWritten } from "./read-beside";
import type { PreviewFollowUpInput } from "./schema";
import type { FollowUpPreview } from "./types";

/**
 * What a follow-up on a held customer would do if it were saved now. NOT_FOUND out of sight, NOT_OWNED in a pool,
 * NOT_YOURS in hands that the actor doesn't reach.
 */
export async function previewFollowUp(ctx: Ctx, input: PreviewFollowUpInput): Promise<FollowUpPreview> {
  authorize(ctx.actor, "followUps.log");
  const me = requirePerson(ctx.actor);
  const [seen, [held]] = await Promise.all([
    readCustomer(ctx, input.customerId),
    readOwnershipFacts(ctx, me, [input.customerId]),
  ]);
  if (!held) throw new DomainError("NOT_FOUND");
  if (!held.ownerId) throw new DomainError("NOT_OWNED");
  requireReach(ctx.actor, held);
  const at = later(ctx.now, held.movedAt);
  const followedUp = onceFollowedUp({ timeZone: held.timeZone, now: ctx.now }, instant(at));
  const { sham } = held.policy;
  const of = { userId: me, customerId: held.id, noteKey: null };
  const { lastElsewhereAt } = await readWritten(ctx, of, sham);
  const [after] = await readDeadlines(ctx.db, held.id, inForceOf(held), followedUp);
  const { name, grade, stage, contacts, nextStep } = seen.facts;
  return {
    ...{ writerId: me, customerId: held.id, name, grade, stage, version: held.version, nextStep },
    contacts: contacts.map((contact) => ({ id: contact.id, name: contact.name, title: contact.title })),
    ...{ qualifying: held.policy.qualifying, sham, lastElsewhereAt },
    dueAt: seen.instants.dueAt,
    ifQualifiesAt: after?.dueAt ?? null,
    nextStepAt: seen.instants.nextStepAt,
    lacking: seen.facts.custom
      .filter(({ value, requiredStages }) => value === null && requiredStages.length > 0)
      .map(({ value: _value, ...field }) => field),
  };
}
