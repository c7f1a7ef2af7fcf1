CREATE TABLE "working_days" (
	"day" date PRIMARY KEY NOT NULL,
	"is_working" boolean NOT NULL,
	"ordinal" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "customers" DROP CONSTRAINT "customers_won_is_not_due";--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "expected_value" bigint;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "contract_ends_on" date;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "churn_risk_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "stage_changed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "grade_dropped_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "intent_dropped_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "follow_ups_since_progress" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "activity_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "last_activity_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "level" text;--> statement-breakpoint
CREATE UNIQUE INDEX "working_days_by_ordinal" ON "working_days" USING btree ("ordinal") WHERE is_working;--> statement-breakpoint
-- Until now a policy had three fixed clocks and one ladder of reminders: each clock that ran becomes a rule.
CREATE FUNCTION rule_of_clock(id text, won_and jsonb, since text, amount int, unit text, leads jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('id', id, 'name', '', 'on', true, 'when', won_and, 'except', '{"any": []}'::jsonb,
    'clock', jsonb_build_object('since', since, 'span', jsonb_build_object('amount', amount, 'unit', unit)),
    'reminders', coalesce((SELECT jsonb_agg(jsonb_build_object('beforeMinutes', l.value, 'to', 'owner') ORDER BY l.value::int DESC) FROM jsonb_array_elements(leads) l), '[]'),
    'targetPoolId', NULL, 'coolDownDays', NULL)
$$;
--> statement-breakpoint
ALTER TABLE policies DISABLE TRIGGER policies_append_only;
--> statement-breakpoint
UPDATE policies SET document = (document - 'firstContactHours' - 'noFollowUpDays' - 'noDealDays' - 'reminderLeadMinutes') || jsonb_build_object('format', 2, 'returnRules', (
  SELECT coalesce(jsonb_agg(rule_of_clock(c.id, c.won_and, c.since, c.amount, c.unit, document->'reminderLeadMinutes') ORDER BY c.place), '[]') FROM (VALUES
    (1, 'first_contact', '{"all": [{"field": "won", "op": "is", "flag": false}, {"field": "contacted", "op": "is", "flag": false}]}'::jsonb, 'claimed', (document->>'firstContactHours')::int, 'hours'),
    (2, 'no_follow_up', '{"field": "won", "op": "is", "flag": false}'::jsonb, 'qualifying_follow_up', (document->>'noFollowUpDays')::int, 'days'),
    (3, 'no_deal', '{"field": "won", "op": "is", "flag": false}'::jsonb, 'deal', (document->>'noDealDays')::int, 'days')) c(place, id, won_and, since, amount, unit)
  WHERE c.amount IS NOT NULL))
WHERE document->>'format' = '1';
--> statement-breakpoint
DROP FUNCTION rule_of_clock;
--> statement-breakpoint
-- A notice that still ran promised by the length of a clock; it ends with this version.
UPDATE policies SET grace = NULL WHERE grace IS NOT NULL;
--> statement-breakpoint
ALTER TABLE policies ENABLE TRIGGER policies_append_only;
--> statement-breakpoint
UPDATE customers SET due_policy_id = NULL WHERE state = 'owned';
--> statement-breakpoint
UPDATE customers c SET follow_ups_since_progress = t.follow_up_count FROM tenures t WHERE t.customer_id = c.id AND t.ended_at IS NULL AND t.follow_up_count > 0;
--> statement-breakpoint
-- The instant at which a clock from `starts` to `due` runs out when it stands still in every pause: later by as long as they stop it.
CREATE FUNCTION past_pauses(starts timestamptz, due timestamptz, pauses tstzmultirange) RETURNS timestamptz LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  pause tstzrange;
  covered timestamptz := starts;
  begins timestamptz;
BEGIN
  FOR pause IN SELECT unnest(pauses) LOOP
    begins := greatest(lower(pause), covered);
    CONTINUE WHEN upper(pause) <= begins OR begins >= due;
    due := due + make_interval(secs => extract(epoch FROM upper(pause) - begins)::double precision);
    covered := upper(pause);
  END LOOP;
  RETURN due;
END $$;
--> statement-breakpoint
-- Counts the working days of the calendar anew. What was announced counts in the years that are declared, what an admin set by hand always.
CREATE FUNCTION count_working_days() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Changed twice in one transaction: the last revision counts for all.
  IF NOT EXISTS (SELECT FROM calendars WHERE revision = NEW.revision) THEN
    RETURN NULL;
  END IF;
  DELETE FROM working_days;
  INSERT INTO working_days (day, is_working, ordinal)
  SELECT d.day, d.is_working, (count(*) FILTER (WHERE d.is_working) OVER (ORDER BY d.day))::int FROM (
    SELECT g::date AS day, CASE coalesce(cd.kind, '') WHEN 'workday' THEN true WHEN 'holiday' THEN false
      ELSE extract(isodow FROM g)::int <> ALL (coalesce((SELECT rest_days FROM calendars LIMIT 1), ARRAY[6, 7])) END AS is_working
    FROM generate_series('2010-01-01'::timestamp, '2060-12-31'::timestamp, interval '1 day') g
    LEFT JOIN calendar_days cd ON cd.day = g::date
      AND (cd.source = 'admin' OR EXISTS (SELECT FROM calendar_years y WHERE y.year = extract(year FROM g) AND y.declared))) d;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Every change of the calendar gives it another revision; it is counted once, when the change is whole.
CREATE CONSTRAINT TRIGGER calendars_counted AFTER INSERT OR UPDATE OF revision ON calendars DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION count_working_days();
--> statement-breakpoint
CREATE FUNCTION fill_working_days() RETURNS void LANGUAGE sql AS $$
  INSERT INTO working_days (day, is_working, ordinal)
  SELECT g::date, extract(isodow FROM g)::int < 6, (count(*) FILTER (WHERE extract(isodow FROM g)::int < 6) OVER (ORDER BY g))::int
  FROM generate_series('2010-01-01'::timestamp, '2060-12-31'::timestamp, interval '1 day') g
$$;
--> statement-breakpoint
SELECT fill_working_days();
--> statement-breakpoint
DROP FUNCTION fill_working_days;
--> statement-breakpoint
-- Rules may ask for any fact of a customer: whoever changes one marks the deadline, and the next to look computes it anew.
CREATE FUNCTION mark_deadline() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.due_policy_id := NULL;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_facts_changed BEFORE UPDATE OF name, grade, stage, intent, industry, region, source, tags, website, credit_code, expected_value,
  contract_ends_on, churn_risk_at, stage_changed_at, grade_dropped_at, intent_dropped_at, activity_count, last_activity_at, custom ON customers
FOR EACH ROW WHEN (NEW.state = 'owned' AND NEW.due_policy_id IS NOT DISTINCT FROM OLD.due_policy_id AND NEW.version = OLD.version AND
  (NEW.name, NEW.grade, NEW.stage, NEW.intent, NEW.industry, NEW.region, NEW.source, NEW.tags, NEW.website, NEW.credit_code, NEW.expected_value,
    NEW.contract_ends_on, NEW.churn_risk_at, NEW.stage_changed_at, NEW.grade_dropped_at, NEW.intent_dropped_at, NEW.activity_count, NEW.last_activity_at, NEW.custom)
  IS DISTINCT FROM (OLD.name, OLD.grade, OLD.stage, OLD.intent, OLD.industry, OLD.region, OLD.source, OLD.tags, OLD.website, OLD.credit_code, OLD.expected_value,
    OLD.contract_ends_on, OLD.churn_risk_at, OLD.stage_changed_at, OLD.grade_dropped_at, OLD.intent_dropped_at, OLD.activity_count, OLD.last_activity_at, OLD.custom))
EXECUTE FUNCTION mark_deadline();
--> statement-breakpoint
CREATE FUNCTION mark_deadlines_of_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customers SET due_policy_id = NULL WHERE state = 'owned' AND due_policy_id IS NOT NULL AND id IN (SELECT customer_id FROM changed);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER contacts_added AFTER INSERT ON contacts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_deadlines_of_contacts();
--> statement-breakpoint
CREATE TRIGGER contacts_changed AFTER UPDATE ON contacts REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_deadlines_of_contacts();
--> statement-breakpoint
CREATE TRIGGER contacts_gone AFTER DELETE ON contacts REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_deadlines_of_contacts();
--> statement-breakpoint
CREATE FUNCTION mark_deadlines_of_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customers SET due_policy_id = NULL WHERE state = 'owned' AND owner_id = NEW.id AND due_policy_id IS NOT NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER users_place_changed AFTER UPDATE OF team_id, level ON users FOR EACH ROW
WHEN ((NEW.team_id, NEW.level) IS DISTINCT FROM (OLD.team_id, OLD.level)) EXECUTE FUNCTION mark_deadlines_of_owner();
