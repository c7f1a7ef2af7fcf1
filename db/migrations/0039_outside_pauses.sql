-- The first instant from this one on that lies in none of the pauses.
CREATE FUNCTION outside_pauses(at timestamptz, pauses tstzmultirange) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
BEGIN
  IF NOT pauses @> at THEN
    RETURN at;
  END IF;
  RETURN coalesce((SELECT upper(stretch) FROM unnest(pauses) stretch WHERE stretch @> at), at);
END $$;--> statement-breakpoint
-- Deadlines that lie in a pause were computed otherwise; the next sweep computes them anew before it takes anything.
UPDATE customers SET due_policy_id = null WHERE state = 'owned' AND due_at IS NOT NULL AND due_at = protected_until;--> statement-breakpoint
UPDATE customers c SET due_policy_id = null FROM leaves l
  WHERE c.state = 'owned' AND l.user_id = c.owner_id AND l.cancelled_at IS NULL AND c.due_at >= l.from_at AND c.due_at < l.until_at;
