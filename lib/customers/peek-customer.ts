import { sql } from "drizzle-orm";
import type { Channel, Outcome } from "@/db/enums";
import { readStay } from "@/lib/clean-up/read-stay";
import type { Ctx } from "@/lib/context";
import { readDeadlines } from "@/lib/deadlines/read-deadlines";
import { inForceOf } from "@/lib/deadlines/restart-clock";
import { inNewHands } from "@/lib/deadlines/situation";
import { DomainError } from "@/lib/errors";
import { textFor } from "@/lib/masking/rules";
import type { ContactAccess } from "@/lib/masking/types";
import { runsPool } from "@/lib/ownership/reach";
import { type OwnershipFacts, readOwnershipFacts } from "@/lib/ownership/read-facts";
import {
  awaitsDecision,
  capOf,
  coolDownOf,
  coolingUntil,
  dailyUse,
  frozenUntil,
  refuseOneMore,
  weeklyUse,
} from "@/lib/ownership/rules";
import { authorize, may } from "@/lib/permissions";
import { briefOf } from "@/lib/policies/rule-brief";
import { whatFollows } from "@/lib/policies/what-follows";
import { readQuality } from "@/lib/quality/read-quality";
import { asUse } from "@/lib/quotas/rules";
import { requirePerson } from "@/lib/require-person";
import { instant } from "@/lib/sql-values";
import { later } from "@/lib/time";
import type { ClaimPromise, Eligibility, LastNote, Peek, PeekView } from "./customer-types";
import { claimPermit } from "./permits";
import { readCustomer, type SeenCustomer } from "./read-customer";
import { readHistory } from "./read-history";
import type { CustomerInput } from "./schema";

const LAST_NOTES = 3;

/** What decides whether the reader may claim, item by item: the same rules as the claim itself. */
export function eligibilityOf(facts: OwnershipFacts, poolName: string, now: Date): Eligibility {
  const { policy, usage, timeZone } = facts;
  const freeFrom = coolingUntil(policy, facts.lastLoss, now, timeZone);
  const frozen = frozenUntil(policy, facts, now);
  const today = asUse(dailyUse(policy, usage, now, timeZone));
  const week = asUse(weeklyUse(policy, usage, now, timeZone));
  return {
    member: { ok: facts.user.member, pool: { id: facts.poolId, name: poolName } },
    coolDown: {
      ...{ ok: freeFrom === null, days: coolDownOf(policy, facts.lastLoss) },
      ...{ lastHeldUntil: facts.lastLoss?.at ?? null, freeFrom },
    },
    cap: {
      ...{ ok: refuseOneMore(policy, usage) === null, held: usage.held, heldAfter: usage.held + 1 },
      cap: capOf(policy, usage),
    },
    today: { ok: !today || today.used < today.limit, use: today },
    week: { ok: !week || week.used < week.limit, use: week },
    freeze: { ok: frozen === null, until: frozen },
    decision: {
      ...{ ok: !awaitsDecision(policy, facts), bounces: facts.bounceCount, limit: policy.bounceGuard },
    },
  };
}

/** The deadline and the rule that a claim at this instant would set. */
async function promiseOf(ctx: Ctx, facts: OwnershipFacts, poolName: string): Promise<ClaimPromise> {
  const since = instant(later(ctx.now, facts.movedAt));
  const mine = inNewHands({ timeZone: facts.timeZone, now: ctx.now }, sql`${facts.user.id}::uuid`, since);
  const [first] = await readDeadlines(ctx.db, facts.id, inForceOf(facts), mine);
  const rule = facts.policy.returnRules.find(({ id }) => id === first?.rule);
  return {
    dueAt: first?.dueAt ?? null,
    rule: rule ? briefOf(rule) : null,
    policyVersion: facts.policyVersion,
    ...(await whatFollows(ctx.db, facts.policy, rule, poolName)),
  };
}

type NoteRow = {
  id: string;
  at: string;
  by_name: string;
  channel: Channel;
  outcome: Outcome;
  note: string;
};

async function readLastNotes(ctx: Ctx, customerId: string, access: ContactAccess): Promise<LastNote[]> {
  const rows = await ctx.db.execute<NoteRow>(sql`
    select f.id, f.at, u.name as by_name, f.channel, f.outcome, f.note from follow_ups f join users u on u.id = f.user_id
    where f.customer_id = ${customerId}::uuid order by f.at desc limit ${sql.raw(String(LAST_NOTES))}`);
  return rows.map((row) => ({
    ...{ id: row.id, at: new Date(row.at), byName: row.by_name, channel: row.channel, outcome: row.outcome },
    note: textFor(access, row.note) ?? "",
  }));
}

async function peekPooled(ctx: Ctx, seen: SeenCustomer): Promise<PeekView> {
  const { id, pool, ...rest } = seen.facts;
  const { instants, access } = seen;
  const [[ownership], history, lastNotes, quality] = await Promise.all([
    readOwnershipFacts(ctx, requirePerson(ctx.actor), [id]),
    readHistory(ctx, id),
    readLastNotes(ctx, id, access),
    readQuality(ctx.db, ctx.actor, id),
  ]);
  if (!ownership) throw new DomainError("NOT_FOUND");
  const {
    name,
    grade,
    stage,
    intent,
    industry,
    region,
    source,
    website,
    address,
    tags,
    note,
    extra,
    custom,
  } = rest;
  return {
    ...{ kind: "pooled", id, pool, name, grade, stage, intent, industry, region, source, website, address },
    ...{ tags, note, extra, custom, version: rest.version, entered: rest.entered },
    enteredAt: instants.enteredAt ?? instants.createdAt,
    ...{ ownerCount: rest.ownerCount, bounceCount: rest.bounceCount, contacts: rest.contacts },
    ...{ history, lastNotes, quality },
    claim: claimPermit(ownership, ctx.now),
    eligibility: eligibilityOf(ownership, pool.name, ctx.now),
    mayDecide: may(ctx.actor, "customers.assign") && runsPool(ctx.actor, ownership.user.member),
    promise: await promiseOf(ctx, ownership, pool.name),
    stay: await readStay(ctx, { customerId: id, poolId: pool.id, timeZone: ownership.timeZone }),
  };
}

/**
 * Everything that may be known of a customer before it is claimed, and what a claim would cost and promise. Of one
 * that a colleague has just claimed only who and when; what the viewer holds or leads is `held`: he opens it in full.
 */
export async function peekCustomer(ctx: Ctx, input: CustomerInput): Promise<Peek> {
  authorize(ctx.actor, "customers.read");
  requirePerson(ctx.actor);
  const seen = await readCustomer(ctx, input.customerId);
  const { id, name, state, owner } = seen.facts;
  if (seen.sight === "taken") {
    return { kind: "taken", id, name, ownerName: owner?.name ?? "", at: seen.instants.heldSince ?? ctx.now };
  }
  return state === "pooled" ? peekPooled(ctx, seen) : { kind: "held", id, name };
}
