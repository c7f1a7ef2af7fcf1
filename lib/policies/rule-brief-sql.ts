import { type SQL, sql } from "drizzle-orm";

/** The brief of a rule as JSON, where the policy's id and the rule's stand in columns; null when there is none. */
export const ruleBrief = (policyId: SQL, ruleId: SQL): SQL => sql`(
  select json_build_object('id', r.value->>'id', 'name', r.value->>'name', 'since', coalesce(r.value#>'{clock,since}', '"pooled"'),
    'span', coalesce(r.value#>'{clock,span}', r.value->'stay'))
  from policies rp cross join lateral jsonb_array_elements(rp.document->'returnRules' || coalesce(rp.document->'poolRules', '[]')) r
  where rp.id = ${policyId} and r.value->>'id' = ${ruleId} limit 1)`;

/** The brief of a rule of allocation as JSON; null when the policy hasn't that rule. */
export const allocationBriefSql = (policyId: SQL, ruleId: SQL): SQL => sql`(
  select json_build_object('id', r.value->>'id', 'name', r.value->>'name', 'method', r.value->>'method', 'to', r.value#>>'{to,kind}')
  from policies rp cross join lateral jsonb_array_elements(coalesce(rp.document->'allocationRules', '[]')) r
  where rp.id = ${policyId} and r.value->>'id' = ${ruleId} limit 1)`;
