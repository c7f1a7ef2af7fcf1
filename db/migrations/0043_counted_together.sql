ALTER TABLE "follow_ups" ADD COLUMN "counts" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "protections" ADD COLUMN "after" text;--> statement-breakpoint
-- What looked like a sham under a policy that doesn't count those has never reset a clock: now it is none to rules and figures either.
UPDATE follow_ups f SET counts = false FROM tenures t WHERE t.id = f.tenure_id AND f.suspicions <> '{}'
  AND (SELECT p.document #>> '{sham,counts}' FROM policies p WHERE p.pool_id = t.pool_id AND p.published_at <= f.at ORDER BY p.version DESC LIMIT 1) = 'false';
--> statement-breakpoint
UPDATE customers c SET follow_ups_since_progress = s.n, due_policy_id = NULL FROM (
  SELECT t.customer_id, count(*) FILTER (WHERE f.counts AND f.at > coalesce(greatest(d.at, e.at), '-infinity')) AS n
  FROM tenures t JOIN follow_ups f ON f.tenure_id = t.id
  CROSS JOIN LATERAL (SELECT max(d.at) AS at FROM deals d WHERE d.customer_id = t.customer_id AND d.tenure_id = t.id) d
  CROSS JOIN LATERAL (SELECT max(e.at) AS at FROM edits e WHERE e.customer_id = t.customer_id AND e.at >= t.started_at AND e.changes ? 'stage'
    AND 'lost' NOT IN (e.changes #>> '{stage,from}', e.changes #>> '{stage,to}')
    AND array_position('{new,contacted,interested,proposal,negotiation,won,lost}'::text[], e.changes #>> '{stage,to}')
      > array_position('{new,contacted,interested,proposal,negotiation,won,lost}'::text[], e.changes #>> '{stage,from}')) e
  WHERE t.ended_at IS NULL AND t.id IN (SELECT tenure_id FROM follow_ups WHERE NOT counts) GROUP BY t.customer_id) s
WHERE c.id = s.customer_id AND c.state = 'owned' AND c.follow_ups_since_progress > s.n;
--> statement-breakpoint
INSERT INTO stats_dirty_days (part, day_on)
SELECT part, CASE part WHEN 'counts' THEN s.day_on ELSE min(s.day_on) OVER () END FROM (
  SELECT DISTINCT (f.at AT TIME ZONE o.time_zone)::date AS day_on FROM follow_ups f CROSS JOIN organizations o WHERE NOT f.counts) s
CROSS JOIN (VALUES ('counts'), ('levels')) p(part)
ON CONFLICT DO NOTHING;
--> statement-breakpoint
-- What was done with a customer that is merged, and what it did, counts with the one it was merged into.
UPDATE customers c SET activity_count = s.activities, last_activity_at = s.active_at, last_deal_at = s.deal_at,
  last_follow_up_at = s.followed_at, last_follow_up_by_id = s.followed_by, last_outcome = s.outcome, due_policy_id = NULL
FROM (
  WITH RECURSIVE down AS (
    SELECT DISTINCT m.merged_into_id AS root, m.merged_into_id AS id FROM customers m WHERE m.merged_into_id IS NOT NULL
    UNION ALL SELECT d.root, m.id FROM down d JOIN customers m ON m.merged_into_id = d.id)
  SELECT d.root, sum(o.activity_count)::int AS activities, max(o.last_activity_at) AS active_at, max(o.last_deal_at) AS deal_at,
    max(o.last_follow_up_at) AS followed_at,
    (array_agg(o.last_follow_up_by_id ORDER BY o.last_follow_up_at DESC NULLS LAST))[1] AS followed_by,
    (array_agg(o.last_outcome ORDER BY o.last_follow_up_at DESC NULLS LAST))[1] AS outcome
  FROM down d JOIN customers o ON o.id = d.id GROUP BY d.root) s
WHERE c.id = s.root;
