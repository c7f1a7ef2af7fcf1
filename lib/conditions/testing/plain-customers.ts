import { sql } from "drizzle-orm";
import fc from "fast-check";
import type { Db } from "@/db/client";
import { ACTIVITY_KINDS, DATA_ISSUE_KINDS, GRADES, INTENTS, STAGES } from "@/db/enums";
import { DAY, MINUTE } from "@/lib/time";
import { WORDS } from "./arbitrary";
import type { PlainFact } from "./plain-evaluate";
import { dayEnd } from "./plain-time";

/** Columns of a random customer; instants are milliseconds before now. */
const ago = (most: number) =>
  fc.option(
    fc.integer({ min: 0, max: most / MINUTE }).map((n) => n * MINUTE),
    { freq: 3 },
  );
const word = (field: keyof typeof WORDS) => fc.option(fc.constantFrom(...(WORDS[field] ?? [])), { freq: 4 });

export const customerColumns = fc.record({
  grade: fc.constantFrom(...GRADES),
  stage: fc.constantFrom(...STAGES),
  intent: fc.constantFrom(...INTENTS),
  industry: word("industry"),
  region: word("region"),
  source: word("source"),
  website: word("website"),
  address: fc.option(fc.constantFrom("1 Main Street", "")),
  creditCode: word("creditCode"),
  tags: fc.subarray([...(WORDS.tags ?? [])]),
  bounceCount: fc.integer({ min: 0, max: 3 }),
  followUpsSinceProgress: fc.integer({ min: 0, max: 4 }),
  activityCount: fc.integer({ min: 0, max: 3 }),
  expectedValue: fc.option(fc.integer({ min: 0, max: 4 })),
  contractEndsIn: fc.option(fc.integer({ min: -40, max: 40 })),
  heldFor: fc.integer({ min: 1, max: (60 * DAY) / MINUTE }).map((n) => n * MINUTE),
  qualified: ago(40 * DAY),
  followedUp: ago(50 * DAY),
  dealt: ago(100 * DAY),
  won: fc.boolean(),
  churnRisk: ago(20 * DAY),
  stageChanged: ago(50 * DAY),
  gradeDropped: ago(20 * DAY),
  intentDropped: ago(20 * DAY),
  active: ago(30 * DAY),
  activities: fc.array(
    fc.record({
      kind: fc.constantFrom(...ACTIVITY_KINDS),
      before: fc.integer({ min: 0, max: (30 * DAY) / MINUTE }).map((n) => n * MINUTE),
    }),
    { maxLength: 4 },
  ),
  issues: fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom(...DATA_ISSUE_KINDS),
      open: fc.boolean(),
      found: fc.integer({ min: 0, max: (30 * DAY) / MINUTE }).map((n) => n * MINUTE),
    }),
    { selector: ({ kind }) => kind, maxLength: 3 },
  ),
  contacts: fc.array(
    fc.record({
      name: fc.option(fc.constantFrom("Wu", "")),
      phone: fc.option(fc.constantFrom("1", "6234-5678", "138****5678", "12345678901")),
      phoneE164: fc.option(fc.constant("+8613800001234"), { freq: 2 }),
      email: fc.option(fc.constant("e")),
      wechat: fc.option(fc.constant("w")),
    }),
    { maxLength: 2 },
  ),
});
export type CustomerColumns = typeof customerColumns extends fc.Arbitrary<infer T> ? T : never;

export const at = (now: Date, before: number | null): Date | null =>
  before === null ? null : new Date(now.getTime() - before);

/** A day of the calendar so many days from now. */
export const dayFrom = (now: Date, days: number): string =>
  new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);

type Row = Record<string, unknown>;

/** The product's own weights, said again. */
const WEIGHTS = { phone: 25, second: 10, name: 10, intent: 5 };
const COLUMN_WEIGHTS = { industry: 10, region: 10, website: 10, address: 5, credit_code: 10, source: 5 };

const dialled = ({ phone, phone_e_164 }: Row): boolean =>
  Boolean(phone_e_164) ||
  (/^[\d\s()./+-]+$/.test(String(phone ?? "")) && /^\d{5,8}$/.test(String(phone).replace(/\D/g, "")));

/** How complete a customer is, counted by hand. */
function completenessOf(row: Row, own: readonly Row[]): number {
  const ways = own.flatMap((one) => [dialled(one), one.email !== null, one.wechat !== null]).filter(Boolean);
  let sum = 0;
  if (own.some(dialled)) sum += WEIGHTS.phone;
  if (ways.length > 1) sum += WEIGHTS.second;
  if (own.some((one) => one.name)) sum += WEIGHTS.name;
  for (const [column, weight] of Object.entries(COLUMN_WEIGHTS)) if (row[column]) sum += weight;
  return row.intent === "unknown" ? sum : sum + WEIGHTS.intent;
}

const ms = (value: unknown): number | null => (value ? new Date(value as string).getTime() : null);

/** Every customer of the database as plain facts, read column by column and counted in JavaScript. */
export async function readPlain(db: Db, timeZone: string) {
  const customers =
    await db.execute<Row>(sql`select c.*, c.contract_ends_on::text as ends_on, u.team_id, u.level
    from customers c left join users u on u.id = c.owner_id order by c.id`);
  const contacts = await db.execute<Row>(sql`select * from contacts`);
  const issues = await db.execute<Row>(sql`select * from data_issues where state = 'open' order by kind`);
  const leaves = await db.execute<Row>(sql`select * from leaves where cancelled_at is null`);
  const activities = await db.execute<Row>(sql`select * from activities`);
  return customers.map((row) => {
    const did = (kind: string) =>
      activities
        .filter((one) => one.customer_id === row.id && one.kind === kind)
        .map((one) => new Date(one.at as string).getTime());
    const last = (kind: string) => (did(kind).length > 0 ? Math.max(...did(kind)) : null);
    const own = contacts.filter((one) => one.customer_id === row.id);
    const wrong = issues.filter((one) => one.customer_id === row.id);
    const away = leaves.filter((one) => one.user_id === row.owner_id);
    const facts: Record<string, PlainFact> = {
      ...{
        grade: String(row.grade),
        stage: String(row.stage),
        intent: String(row.intent),
        name: String(row.name),
      },
      ...{ industry: row.industry as string | null, region: row.region as string | null },
      ...{ source: row.source as string | null, website: row.website as string | null },
      ...{ creditCode: row.credit_code as string | null, tags: row.tags as string[] },
      contactCount: own.length,
      hasPhone: own.some((one) => one.phone !== null),
      hasEmail: own.some((one) => one.email !== null),
      hasWechat: own.some((one) => one.wechat !== null),
      completeness: completenessOf(row, own),
      dataIssues: wrong.map((one) => String(one.kind)),
      sinceWrongNumber: ms(wrong.find((one) => one.kind === "wrong_number")?.found_at),
      ...{
        won: row.won_at !== null,
        churnRisk: row.churn_risk_at !== null,
        contacted: row.qualified_at !== null,
      },
      ...{ ownerCount: Number(row.owner_count), bounceCount: Number(row.bounce_count) },
      followUpsSinceProgress: Number(row.follow_ups_since_progress),
      activityCount: Number(row.activity_count),
      ...{ visitCount: did("visit").length, pageViewCount: did("page_view").length },
      ...{ enquiryCount: did("enquiry").length, sinceEnquiry: last("enquiry") },
      ...{ sinceVisit: last("visit"), sincePageView: last("page_view") },
      expectedValue: row.expected_value === null ? null : Number(row.expected_value),
      ...{ sinceClaimed: ms(row.held_since), sinceQualifyingFollowUp: ms(row.qualified_at) },
      ...{ sinceFollowUp: ms(row.last_follow_up_at), sinceDeal: ms(row.last_deal_at) },
      sinceContractEnd: row.ends_on ? dayEnd(String(row.ends_on), timeZone) : null,
      ...{ sinceStageChange: ms(row.stage_changed_at), sinceGradeDropped: ms(row.grade_dropped_at) },
      ...{ sinceIntentDropped: ms(row.intent_dropped_at), sincePooled: ms(row.pooled_at) },
      sinceActivity: ms(row.last_activity_at),
      ...{ ownerTeam: row.team_id as string | null, ownerLevel: row.level as string | null },
    };
    const onLeave = (when: number) =>
      away.some((one) => (ms(one.from_at) ?? 0) <= when && (ms(one.until_at) ?? 0) > when);
    const factAt = (field: string, when: number): PlainFact =>
      field === "ownerOnLeave" ? onLeave(when) : (facts[field] ?? null);
    const stretches = away.map((one) => ({ from: ms(one.from_at) ?? 0, until: ms(one.until_at) ?? 0 }));
    return { id: String(row.id), row, facts, factAt, leaves: stretches };
  });
}
