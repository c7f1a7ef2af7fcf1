import { sql } from "drizzle-orm";
import type { Channel, Outcome, Suspicion } from "@/db/enums";
import { actorId, type Ctx } from "@/lib/context";
import { readFieldDefs } from "@/lib/custom-fields/read-defs";
import type { FieldFacts } from "@/lib/custom-fields/types";
import { qualify } from "@/lib/follow-ups/rules";
import { maskText } from "@/lib/masking/free-text";
import { maskEmail, maskName, maskPhone, maskWechat } from "@/lib/masking/mask";
import { textFor } from "@/lib/masking/rules";
import type { ContactAccess } from "@/lib/masking/types";
import { may } from "@/lib/permissions";
import { policyOf } from "@/lib/policies/read-policy";
import { readInstant } from "@/lib/sql-values";
import { familyOf } from "./kept-sql";
import type { SeenCustomer } from "./read-customer";
import { afterPlace, type Place, RANKS } from "./timeline-cursor";
import type { TimelineItem } from "./timeline-types";

/** An entry of the timeline with its place in the stream. */
export type Placed = { item: TimelineItem; place: Place };
export type Window = { after: Place | null; limit: number };

const CLEAR: ContactAccess = { clear: true, canReveal: false };

type FollowUpRow = {
  id: string;
  at: string;
  /** Null when it was done with a customer that was merged into this one. */
  tenure_id: string | null;
  user_id: string;
  user_name: string;
  contact_name: string | null;
  channel: Channel;
  outcome: Outcome;
  note: string;
  next_step: string | null;
  next_step_at: string | null;
  evidence: string | null;
  suspicions: Suspicion[];
  qualifies: boolean;
  policy_id: string | null;
  document: unknown;
};

/** The signs of a sham are for who wrote it and for who leads. */
function followUpItem(row: FollowUpRow, access: ContactAccess, signs: boolean): TimelineItem {
  const { channel, outcome, note, qualifies } = row;
  const judged = row.policy_id
    ? qualify(policyOf(row.policy_id, row.document), {
        ...{ channel, outcome, note, evidence: row.evidence ?? "", suspicions: row.suspicions },
      })
    : null;
  const contactName = row.contact_name && !access.clear ? maskName(row.contact_name) : row.contact_name;
  return {
    ...{ kind: "follow_up", id: row.id, at: new Date(row.at), stretchId: row.tenure_id },
    ...{ by: { id: row.user_id, name: row.user_name }, channel, outcome, contactName, qualifies },
    ...{ note: textFor(access, note) ?? "", nextStep: textFor(access, row.next_step) },
    ...{ evidence: textFor(access, row.evidence), suspicions: signs ? row.suspicions : [] },
    nextStepAt: readInstant(row.next_step_at),
    because: judged && judged.qualifies === qualifies ? judged.because : null,
  };
}

/** The follow-ups of a customer, each with why it qualified by the policy that was in force then. */
export async function readFollowUps(ctx: Ctx, seen: SeenCustomer, window: Window): Promise<Placed[]> {
  const rows = await ctx.db.execute<FollowUpRow>(sql`
    select f.id, f.at, case when f.customer_id = ${seen.facts.id}::uuid then f.tenure_id end as tenure_id, f.user_id, u.name as user_name, ct.name as contact_name, f.channel, f.outcome, f.note, f.next_step,
      f.next_step_at, f.evidence, f.suspicions, f.qualifies, p.id as policy_id, p.document
    from follow_ups f
    join users u on u.id = f.user_id
    join tenures t on t.id = f.tenure_id
    left join contacts ct on ct.id = f.contact_id
    left join lateral (select id, document from policies where pool_id = t.pool_id and published_at <= f.at
      order by version desc limit 1) p on true
    where f.customer_id in (${familyOf(sql`${seen.facts.id}::uuid`)}) and ${afterPlace("follow_up", window.after, sql`f.at`, sql`f.id`)}
    order by f.at desc, f.id desc limit ${sql.raw(String(window.limit))}`);
  const me = actorId(ctx.actor);
  return rows.map((row) => {
    // What the owner wrote himself in this tenure he may read whether he has looked at the contacts or not.
    const own = row.user_id === me && row.tenure_id === seen.tenure?.id;
    const signs = row.user_id === me || may(ctx.actor, "customers.assign");
    const item = followUpItem(row, own ? CLEAR : seen.access, signs);
    return { item, place: { at: row.at, rank: RANKS.follow_up, key: row.id } };
  });
}

type DealRow = {
  id: string;
  at: string;
  tenure_id: string | null;
  user_id: string;
  user_name: string;
  title: string;
  amount: string;
  currency: string;
};

/** The deals of a customer. */
export async function readDealItems(ctx: Ctx, seen: SeenCustomer, window: Window): Promise<Placed[]> {
  const rows = await ctx.db.execute<DealRow>(sql`
    select d.id, d.at, case when d.customer_id = ${seen.facts.id}::uuid then d.tenure_id end as tenure_id, d.user_id, u.name as user_name, d.title, d.amount, d.currency
    from deals d join users u on u.id = d.user_id
    where d.customer_id in (${familyOf(sql`${seen.facts.id}::uuid`)}) and ${afterPlace("deal", window.after, sql`d.at`, sql`d.id`)}
    order by d.at desc, d.id desc limit ${sql.raw(String(window.limit))}`);
  return rows.map((row) => ({
    item: {
      ...{ kind: "deal", id: row.id, at: new Date(row.at), stretchId: row.tenure_id },
      ...{ by: { id: row.user_id, name: row.user_name }, amount: Number(row.amount), currency: row.currency },
      title: textFor(seen.access, row.title) ?? "",
    },
    place: { at: row.at, rank: RANKS.deal, key: row.id },
  }));
}

type Change = { from: string | null; to: string | null };
type EditRow = { id: string; at: string; by_name: string | null; changes: Record<string, Change> };

const MASKS: Record<string, (value: string) => string> = {
  phone: maskPhone,
  email: maskEmail,
  wechat: maskWechat,
  name: maskName,
};

/** Facts that are never contact data. */
const PLAIN: ReadonlySet<string> = new Set(["expectedValue", "contractEndsOn", "churnRiskAt"]);

/** A changed field is `name`, `region` …, or `contact.<id>.<field>`, of which the contact's parts are masked as such. */
function changeFor(access: ContactAccess, field: string, change: Change, fields: readonly FieldFacts[]) {
  const [group, key, part = ""] = field.split(".");
  const of = group === "custom" ? (fields.find((one) => one.key === key) ?? null) : null;
  // Digits of a number or of money are no phone.
  if (PLAIN.has(field) || (of && of.type !== "text")) return { field, ...change, of };
  const mask = (group === "contact" ? MASKS[part] : undefined) ?? maskText;
  const value = (raw: string | null) => (raw === null || access.clear ? raw : mask(raw));
  return { field, from: value(change.from), to: value(change.to), of };
}

/** The edits of a customer, field by field; their stretch is found by their instant. */
export async function readEdits(ctx: Ctx, seen: SeenCustomer, window: Window): Promise<Placed[]> {
  const read = ctx.db.execute<EditRow>(sql`
    select e.id, e.at, u.name as by_name, e.changes from edits e left join users u on u.id = e.user_id
    where e.customer_id = ${seen.facts.id}::uuid and ${afterPlace("edit", window.after, sql`e.at`, sql`e.id`)}
    order by e.at desc, e.id desc limit ${sql.raw(String(window.limit))}`);
  const [rows, fields] = await Promise.all([read, readFieldDefs(ctx.db)]);
  return rows.map((row) => ({
    item: {
      ...{ kind: "edit", id: row.id, at: new Date(row.at), stretchId: null, byName: row.by_name },
      changes: Object.entries(row.changes).map(([field, change]) =>
        changeFor(seen.access, field, change, fields),
      ),
    },
    place: { at: row.at, rank: RANKS.edit, key: row.id },
  }));
}
