import { type Placeholder, type SQL, sql } from "drizzle-orm";
import type { EventKind, InvalidReason } from "@/db/enums";
import type { EventFacts } from "@/db/schema/ledger";
import { actorId, type Ctx, tokenId } from "@/lib/context";
import { type Going, given, type InForce, onTheClock } from "@/lib/deadlines/on-the-clock";
import type { Values } from "@/lib/written-once";
import { TRANSITIONS } from "./rules";

/** Who moves, when and under which key, as the event keeps it. */
export type Author = {
  now: string;
  actorKind: string;
  actorId: string | null;
  actorJob: string | null;
  tokenId: string | null;
  operationKey: string | null;
};

export const authorOf = ({ actor, now, operationKey }: Ctx): Author => ({
  now: now.toISOString(),
  actorKind: actor.kind,
  actorId: actorId(actor),
  actorJob: actor.kind === "system" ? actor.job : null,
  tokenId: tokenId(actor),
  operationKey: operationKey ?? null,
});

/** What a customer was in somebody's hands, as an event that puts it back gives it again. */
export type AsItWas = {
  ownerId: string;
  heldSince: Date;
  lastOwnerId: string | null;
  protectedUntil: Date | null;
  qualifiedAt: Date | null;
  wonAt: Date | null;
  nextStep: string | null;
  nextStepAt: Date | null;
  followUpsSinceProgress: number;
  overCapSince: Date | null;
};

export type Move = {
  kind: Exclude<EventKind, "created">;
  /** Condition on the columns of `c`; repeated under the row lock, so what changed meanwhile is left alone. */
  where: SQL;
  /** At most so many customers, the longest overdue first, passing over those that somebody else is working on. */
  limit?: number;
  /** The new tenure, for kinds that open one; its id is left to the database where many customers move at once. */
  opens?: { tenureId?: string | Placeholder; ownerId: string | Placeholder };
  /** The pool it goes to, as SQL over `t`, the customer before the move; its own when absent. */
  poolId?: string | SQL;
  protectedUntil?: Date | null;
  /** The clock that it goes on: the policy, and the customer as it will be. Whoever is given none runs on none. */
  clock?: { policy: InForce; going: Going };
  invalidReason?: InvalidReason;
  /** For kinds that put a held customer back: what the event before took from it. */
  asItWas?: AsItWas;
  /** The customer that it is merged into. */
  mergedIntoId?: string;
  reason?: string | null;
  note?: string | Placeholder | SQL | null;
  policyId?: string | SQL | null;
  rule?: SQL | null;
  /** The sweep that moves it, or of which this undoes a move. */
  sweepId?: string;
  /** What was true when this was decided; as SQL over `c`, the customer after the move, and where it was held before `t`. */
  facts?: SQL | EventFacts;
};

/** Never before the customer's last event, whatever the clock says. */
const movedAt = ({ now }: Values<Author>) => sql`greatest(c.moved_at, ${now}::timestamptz)`;
const instant = (value: Date | null) => sql`${value?.toISOString() ?? null}::timestamptz`;

const OFF_THE_CLOCK = sql`due_at = null, due_rule = null, due_from = null, remind_at = null, due_policy_id = null`;

/** The columns that only a held customer has. Its deadline is computed from them afterwards. */
const givenBack = (was: AsItWas): SQL[] => [
  sql`held_since = ${instant(was.heldSince)}`,
  sql`last_owner_id = ${was.lastOwnerId}::uuid`,
  sql`protected_until = ${instant(was.protectedUntil)}`,
  sql`qualified_at = ${instant(was.qualifiedAt)}`,
  sql`won_at = ${instant(was.wonAt)}`,
  sql`next_step = ${was.nextStep}`,
  sql`next_step_at = ${instant(was.nextStepAt)}`,
  sql`follow_ups_since_progress = ${was.followUpsSinceProgress}`,
  sql`over_cap_since = ${instant(was.overCapSince)}`,
];

/** The columns that the kind of event changes, beside those that every event changes. */
function assignments(by: Values<Author>, move: Move): SQL[] {
  const transition = TRANSITIONS[move.kind];
  const set: SQL[] = [];
  if (move.clock) set.push(onTheClock(move.clock.policy, move.clock.going));
  else if (transition.opens || transition.closes) set.push(OFF_THE_CLOCK);
  if (transition.opens) {
    set.push(
      sql`held_since = ${movedAt(by)}`,
      sql`owner_count = c.owner_count + ${sql.raw(transition.resumes ? "0" : "1")}`,
      sql`qualified_at = null`,
      sql`won_at = null`,
      sql`follow_ups_since_progress = 0`,
    );
  } else if (transition.closes) {
    set.push(
      sql`held_since = null`,
      sql`qualified_at = null`,
      sql`won_at = null`,
      sql`next_step = null`,
      sql`next_step_at = null`,
      sql`follow_ups_since_progress = 0`,
    );
  }
  if (transition.closes) set.push(sql`over_cap_since = null`);
  if (transition.unmakes) set.push(sql`owner_count = c.owner_count - 1`);
  else if (transition.closes) set.push(sql`last_owner_id = coalesce(c.owner_id, c.last_owner_id)`);
  if (transition.bounces) set.push(sql`bounce_count = c.bounce_count + 1`);
  if (transition.takesBack) set.push(sql`bounce_count = c.bounce_count - 1`);
  if (transition.to === "pooled" && !transition.unmakes && !transition.putsBack)
    set.push(sql`pooled_at = ${movedAt(by)}`);
  if (move.asItWas) set.push(...givenBack(move.asItWas));
  if (transition.opens || transition.closes) set.push(sql`protected_until = null`);
  else if (move.protectedUntil !== undefined)
    set.push(sql`protected_until = ${instant(move.protectedUntil)}`);
  if (move.kind === "invalidated") set.push(sql`invalid_reason = ${move.invalidReason ?? "other"}`);
  if (transition.to === "merged") set.push(sql`merged_into_id = ${move.mergedIntoId ?? null}::uuid`);
  if (transition.from.includes("merged")) set.push(sql`merged_into_id = null`);
  if (move.kind === "restored") set.push(sql`invalid_reason = null`);
  return set;
}

/** Ends the present tenure of every moved customer, and with it a protection that still runs. */
const closing = (move: Move) => sql`,
  closed as (
    update tenures set ended_at = m.at, end_kind = ${move.kind}, end_reason = coalesce(${move.reason ?? null}::text, m.rule), end_version = m.version
    from moved m where tenures.customer_id = m.id and tenures.ended_at is null and tenures.start_version < m.version),
  lifted as (
    update protections set lifted_at = m.at
    from moved m where protections.customer_id = m.id and protections.lifted_at is null and protections.until_at > m.at)`;

/** Takes back what the event before ended: the tenure goes on, and so does the protection that ran. */
const reopening = sql`,
  put_back as (select m.id, m.version, m.protected_until, e.at from moved m join events e on e.customer_id = m.id and e.version = m.version - 1),
  reopened as (
    update tenures set ended_at = null, end_kind = null, end_reason = null, end_version = null
    from put_back p where tenures.customer_id = p.id and tenures.end_version = p.version - 1),
  unlifted as (
    update protections set lifted_at = null
    from put_back p where protections.customer_id = p.id and protections.lifted_at = p.at and protections.until_at = p.protected_until)`;

/** Begins the tenure of the new owner. */
const opening = (move: Move) => sql`
  insert into tenures (id, customer_id, user_id, pool_id, start_kind, start_version, started_at)
  select coalesce(${move.opens?.tenureId ?? null}::uuid, gen_random_uuid()), m.id, m.to_owner, m.to_pool, ${move.kind}, m.version, m.at`;

function factsOf(move: Move): SQL {
  if (!move.facts) return sql`null::jsonb`;
  return "queryChunks" in move.facts ? (move.facts as SQL) : sql`${JSON.stringify(move.facts)}::jsonb`;
}

function policyOf(move: Move): SQL {
  if (!move.policyId) return sql`null::uuid`;
  return typeof move.policyId === "string" ? sql`${move.policyId}::uuid` : move.policyId;
}

const allowedStates = (move: Move): SQL =>
  sql.join(
    TRANSITIONS[move.kind].from.map((state) => sql`${state}`),
    sql`, `,
  );

/** What the event needs of each moved customer, beside where it came from. */
const decided = (
  move: Move,
) => sql`c.id, c.name, c.version, c.moved_at as at, c.owner_id as to_owner, c.pool_id as to_pool, c.protected_until, c.due_at, c.due_rule,
  ${move.rule ?? sql`null::text`} as rule, ${policyOf(move)} as policy_id, ${factsOf(move)} as facts`;

/** What the clock is told, where there is one. */
const reading = ({ now }: Values<Author>, move: Move, after: SQL): SQL =>
  move.clock
    ? sql`${after} ${given({ now, ...move.opens, protectedUntil: move.protectedUntil ?? null })}`
    : sql``;

/** One customer out of a pool into somebody's hands: all that it leaves behind is known, so one update is enough. */
const takeOut = (by: Values<Author>, move: Move) => sql`
  with moved as (
    update customers c set state = 'owned', owner_id = ${move.opens?.ownerId ?? null}::uuid, version = c.version + 1,
      moved_at = ${movedAt(by)}, ${sql.join(assignments(by, move), sql`, `)}
    ${reading(by, move, sql`from`)} where c.state in (${allowedStates(move)}) and (${move.where})
    returning ${decided(move)}, 'pooled' as from_state, null::uuid as from_owner, c.pool_id as from_pool),
  opened as (${opening(move)} from moved m)`;

function destination({ poolId }: Move): SQL {
  if (!poolId) return sql`c.pool_id`;
  return typeof poolId === "string" ? sql`${poolId}::uuid` : poolId;
}

/** Any number of customers that meet the condition: locked as they were, then changed, the condition asked again. */
function moveAll(by: Values<Author>, move: Move): SQL {
  const { to, closes, opens, putsBack } = TRANSITIONS[move.kind];
  const kept = move.asItWas ? sql`${move.asItWas.ownerId}::uuid` : sql`c.owner_id`;
  const stays = to === "owned" ? kept : sql`null::uuid`;
  const owner = opens ? sql`${move.opens?.ownerId ?? null}::uuid` : stays;
  const lock = move.limit
    ? sql`order by c.due_at limit ${move.limit} for no key update skip locked`
    : sql`order by c.id for no key update`;
  return sql`
  with target as materialized (
    select c.* from customers c where c.state in (${allowedStates(move)}) and (${move.where}) ${lock}),
  moved as (
    update customers c set state = ${to}, owner_id = ${owner}, version = c.version + 1, moved_at = ${movedAt(by)},
      pool_id = ${destination(move)}, ${sql.join(assignments(by, move), sql`, `)}
    from target t ${reading(by, move, sql`,`)} where c.id = t.id and c.version = t.version and (${move.where})
    returning ${decided(move)}, t.state as from_state, t.owner_id as from_owner, t.pool_id as from_pool)
  ${closes ? closing(move) : sql``} ${putsBack ? reopening : sql``} ${opens && !closes ? sql`, opened as (${opening(move)} from moved m)` : sql``}`;
}

const logging = (by: Values<Author>, move: Move): SQL => {
  const { to, opens, closes } = TRANSITIONS[move.kind];
  const until = opens || closes ? sql`null::timestamptz` : sql`m.protected_until`;
  return sql`,
  logged as (
    insert into events (customer_id, version, kind, from_state, to_state, from_owner_id, to_owner_id, from_pool_id, to_pool_id,
      protected_until, actor_kind, actor_id, actor_job, token_id, reason, note, policy_id, rule, facts, operation_key, sweep_id, at)
    select m.id, m.version, ${move.kind}, m.from_state, ${to}, m.from_owner, m.to_owner, m.from_pool, m.to_pool, ${until},
      ${by.actorKind}, ${by.actorId}::uuid, ${by.actorJob}, ${by.tokenId}::uuid,
      ${move.reason ?? null}, ${move.note ?? null}, m.policy_id, m.rule, m.facts, ${by.operationKey},
      ${move.sweepId ?? null}::uuid, m.at
    from moved m)`;
};

const ANSWER = sql`m.id, m.name, m.version, m.due_at as "dueAt", m.due_rule as "dueRule", m.from_owner as "fromOwnerId", m.to_owner as "toOwnerId", m.from_pool as "fromPoolId",
  m.to_pool as "toPoolId", m.rule, m.at`;

/** The statement that moves and logs; it answers a row for each customer moved. */
export function moveStatement(by: Values<Author>, move: Move): SQL {
  const { opens, closes, from } = TRANSITIONS[move.kind];
  const outOfPool = opens && !closes && from.every((state) => state === "pooled");
  const moving = outOfPool && !move.poolId ? takeOut(by, move) : moveAll(by, move);
  return sql`${moving}${logging(by, move)} select ${ANSWER} from moved m order by m.id`;
}

/** Opens the tenures that a transfer begins, after those it ends have been closed. */
export const openAfterClosing = (move: Move, moved: readonly { id: string; version: number }[]): SQL => sql`
  ${opening(move)} from (select e.customer_id as id, e.to_owner_id as to_owner, e.to_pool_id as to_pool, e.version, e.at
    from json_to_recordset(${JSON.stringify(moved.map(({ id, version }) => ({ id, version })))}::json) as r(id uuid, version int)
    join events e on e.customer_id = r.id and e.version = r.version) m`;
