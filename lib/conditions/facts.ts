import { type SQL, sql } from "drizzle-orm";
import type { ActivityKind } from "@/db/enums";
import { familyOf } from "@/lib/customers/kept-sql";
import { COMPLETENESS, OPEN_ISSUES, WRONG_SINCE } from "@/lib/quality/completeness-sql";
import type { BuiltInField } from "./fields";

/** The facts that differ between a customer as it is stored and as it is about to be. */
export type Projected = {
  ownerId: SQL;
  heldSince: SQL;
  qualifiedAt: SQL;
  wonAt: SQL;
  lastDealAt: SQL;
  lastFollowUpAt: SQL;
  followUpsSinceProgress: SQL;
  ownerCount: SQL;
  overCapSince: SQL;
};

/** The facts of `c` as they are stored. */
export const STORED: Projected = {
  ownerId: sql`c.owner_id`,
  heldSince: sql`c.held_since`,
  qualifiedAt: sql`c.qualified_at`,
  wonAt: sql`c.won_at`,
  lastDealAt: sql`c.last_deal_at`,
  lastFollowUpAt: sql`c.last_follow_up_at`,
  followUpsSinceProgress: sql`c.follow_ups_since_progress`,
  ownerCount: sql`c.owner_count`,
  overCapSince: sql`c.over_cap_since`,
};

const hasContact = (column: SQL): SQL =>
  sql`exists (select from contacts k where k.customer_id = c.id and ${column} is not null)`;

const ofOwner = (projected: Projected, column: SQL): SQL =>
  sql`(select ${column} from users u where u.id = ${projected.ownerId})`;

/**
 * Of what the customer did of itself in this way, and of what those did that were merged into it: most often there are
 * none, and then nobody looks for them.
 */
const ofActivities = (value: string, kind: ActivityKind): SQL => {
  const asked = sql.raw(`select ${value} from`);
  const is = sql.raw(`a.kind = '${kind}'`);
  return sql`(case when exists (select from customers merged where merged.merged_into_id = c.id)
    then (${asked} (${familyOf(sql`c.id`)}) family join activities a on a.customer_id = family.id where ${is})
    else (${asked} activities a where a.customer_id = c.id and ${is}) end)`;
};
const countOf = (kind: ActivityKind): SQL => ofActivities("count(*)", kind);
const lastOf = (kind: ActivityKind): SQL => ofActivities("max(a.at)", kind);

/** When the contract has ended: at the end of its last day in the organisation's zone. */
export const contractEnd = (timeZone: SQL): SQL =>
  sql`((c.contract_ends_on + 1)::timestamp at time zone ${timeZone})`;

/** Whether the owner is on leave at an instant. */
const onLeave = (projected: Projected, at: SQL): SQL =>
  sql`exists (select from leaves l where l.user_id = ${projected.ownerId} and l.cancelled_at is null and l.from_at <= ${at} and l.until_at > ${at})`;

/** Where each fact that a condition may name stands: expressions over the customer `c`, at an instant. */
export function factsOf(projected: Projected, at: SQL, timeZone: SQL): Record<BuiltInField, SQL> {
  return {
    grade: sql`c.grade`,
    stage: sql`c.stage`,
    intent: sql`c.intent`,
    industry: sql`c.industry`,
    region: sql`c.region`,
    source: sql`c.source`,
    name: sql`c.name`,
    tags: sql`c.tags`,
    website: sql`c.website`,
    creditCode: sql`c.credit_code`,
    contactCount: sql`(select count(*) from contacts k where k.customer_id = c.id)`,
    hasPhone: hasContact(sql`k.phone`),
    hasEmail: hasContact(sql`k.email`),
    hasWechat: hasContact(sql`k.wechat`),
    completeness: COMPLETENESS,
    dataIssues: OPEN_ISSUES,
    won: sql`(${projected.wonAt} is not null)`,
    churnRisk: sql`(c.churn_risk_at is not null)`,
    contacted: sql`(${projected.qualifiedAt} is not null)`,
    ownerCount: projected.ownerCount,
    bounceCount: sql`c.bounce_count`,
    followUpsSinceProgress: projected.followUpsSinceProgress,
    activityCount: sql`c.activity_count`,
    visitCount: countOf("visit"),
    pageViewCount: countOf("page_view"),
    enquiryCount: countOf("enquiry"),
    expectedValue: sql`c.expected_value`,
    sinceClaimed: projected.heldSince,
    sinceQualifyingFollowUp: projected.qualifiedAt,
    sinceFollowUp: projected.lastFollowUpAt,
    sinceDeal: projected.lastDealAt,
    sinceContractEnd: contractEnd(timeZone),
    sinceStageChange: sql`c.stage_changed_at`,
    sinceGradeDropped: sql`c.grade_dropped_at`,
    sinceIntentDropped: sql`c.intent_dropped_at`,
    sincePooled: sql`c.pooled_at`,
    sinceActivity: sql`c.last_activity_at`,
    sinceVisit: lastOf("visit"),
    sincePageView: lastOf("page_view"),
    sinceEnquiry: lastOf("enquiry"),
    sinceWrongNumber: WRONG_SINCE,
    ownerTeam: ofOwner(projected, sql`u.team_id::text`),
    ownerLevel: ofOwner(projected, sql`u.level`),
    ownerOnLeave: onLeave(projected, at),
  };
}
