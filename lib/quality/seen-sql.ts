import { type SQL, sql } from "drizzle-orm";
import type { DataIssueKind, DataIssueState } from "@/db/enums";
import type { IssueEvidence } from "@/db/schema/quality";
import { texts } from "@/lib/sql-values";
import { DIALLABLE } from "./completeness-sql";
import { UNREACHED } from "./rules";

/** How many follow-ups and phones an issue names at most. */
const MOST_NAMED = sql.raw("5");

/** What the audit knows of an issue that is open, or that somebody has decided on. */
export type KnownIssue = {
  id: string;
  kind: DataIssueKind;
  state: DataIssueState;
  evidence: IssueEvidence;
  /** In milliseconds. */
  evidence_at: number;
};

/** What the audit asks of a customer; instants are milliseconds, null when there has never been one. */
export type SeenData = {
  id: string;
  /** When one of its phones, and when any way to reach it, was last changed. */
  phones_at: number | null;
  ways_at: number;
  /** When somebody there was last spoken to. */
  reached_at: number | null;
  wrong_at: number | null;
  wrong_ids: string[] | null;
  unanswered: number;
  unanswered_by: number;
  unanswered_at: number | null;
  unanswered_ids: string[] | null;
  /** Whether there is a way to reach it that is none of the odd ones. */
  sure: boolean;
  /** Phones that the whole world can't dial. */
  odd: { id: string; phone: string }[] | null;
  issues: KnownIssue[] | null;
};

const ms = (at: SQL): SQL => sql`floor(extract(epoch from ${at}) * 1000)::float8`;
const newest = (ids: string): SQL =>
  sql`(array_agg(f.id order by f.at desc, f.seq desc) filter (where f.outcome = ${sql.raw(`'${ids}'`)}))[1:${MOST_NAMED}]`;

/**
 * What speaks for and against issues of the customers `c` of a query with `id` and `created_at`. A follow-up counts from
 * the last change of a phone, and from the last conversation, on.
 */
export const seenSql = (customers: SQL): SQL => sql`
  select c.id, ${ms(sql`p.phones_at`)} as phones_at, ${ms(sql`greatest(c.created_at, p.ways_at)`)} as ways_at, ${ms(sql`r.at`)} as reached_at,
    ${ms(sql`f.wrong_at`)} as wrong_at, f.wrong_ids, f.unanswered::int, f.unanswered_by::int, ${ms(sql`f.unanswered_at`)} as unanswered_at, f.unanswered_ids,
    coalesce(k.sure, false) as sure, k.odd, i.issues
  from (${customers}) c
  cross join lateral (
    select bool_or(k.phone_e_164 is not null or k.email like '%_@_%' or k.wechat is not null) as sure,
      json_agg(json_build_object('id', k.id, 'phone', k.phone)) filter (where k.phone is not null and k.phone_e_164 is null) as odd,
      max(k.created_at) filter (where k.phone is not null) as phone_added, max(k.created_at) as way_added
    from contacts k where k.customer_id = c.id) k
  cross join lateral (
    select greatest(k.phone_added, max(e.at) filter (where e.changes::text ~ '"contact\\.[^"]*\\.phone"')) as phones_at,
      greatest(k.way_added, max(e.at) filter (where e.changes::text ~ '"contact\\.')) as ways_at
    from edits e where e.customer_id = c.id) p
  cross join lateral (
    select max(f.at) as at from follow_ups f where f.customer_id = c.id and f.outcome <> all (${texts(UNREACHED)})) r
  cross join lateral (
    select max(f.at) filter (where f.outcome = 'wrong_number') as wrong_at, ${newest("wrong_number")} as wrong_ids,
      count(*) filter (where f.outcome = 'no_answer') as unanswered, count(distinct f.user_id) filter (where f.outcome = 'no_answer') as unanswered_by,
      max(f.at) filter (where f.outcome = 'no_answer') as unanswered_at, ${newest("no_answer")} as unanswered_ids
    from follow_ups f where f.customer_id = c.id and f.at > coalesce(greatest(p.phones_at, r.at), '-infinity')) f
  cross join lateral (
    select json_agg(json_build_object('id', i.id, 'kind', i.kind, 'state', i.state, 'evidence', i.evidence, 'evidence_at', ${ms(sql`i.evidence_at`)})) as issues
    from data_issues i where i.customer_id = c.id and (i.state = 'open' or i.decided_by_id is not null)) i`;

/** Whether something speaks for an issue of a row of `seenSql`, or one is known: all others are as they should be. */
export const TO_DECIDE = sql.raw(
  "(s.wrong_at is not null or s.unanswered > 0 or s.odd is not null or not s.sure or s.issues is not null)",
);

/** Whether there is a way to reach the customer `c` that isn't known to be wrong. */
export const REACHABLE = sql`(exists (select from contacts k where k.customer_id = c.id and (${DIALLABLE} or k.email like '%_@_%' or k.wechat is not null))
  and not exists (select from data_issues i where i.customer_id = c.id and i.state = 'open' and i.kind in ('wrong_number', 'gone')))`;
