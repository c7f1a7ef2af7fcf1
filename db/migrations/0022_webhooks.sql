CREATE TABLE "webhook_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"delivery_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"status" integer,
	"duration_ms" integer NOT NULL,
	"answer" text DEFAULT '' NOT NULL,
	"error" text
);
--> statement-breakpoint
CREATE TABLE "webhook_deliveries" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"message_id" uuid NOT NULL,
	"endpoint_id" uuid NOT NULL,
	"subject" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "webhook_deliveries_once" UNIQUE("message_id","endpoint_id"),
	CONSTRAINT "webhook_deliveries_state_known" CHECK ("webhook_deliveries"."state" in ('due', 'delivered', 'failed')),
	CONSTRAINT "webhook_deliveries_end_known" CHECK (("webhook_deliveries"."state" = 'due') = ("webhook_deliveries"."ended_at" is null))
);
--> statement-breakpoint
CREATE TABLE "webhook_endpoints" (
	"id" uuid PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"kinds" text[] NOT NULL,
	"secret" text NOT NULL,
	"old_secret" text,
	"old_secret_until" timestamp with time zone,
	"state" text NOT NULL,
	"paused_because" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"rest_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	CONSTRAINT "webhook_endpoints_state_known" CHECK ("webhook_endpoints"."state" in ('on', 'paused', 'off')),
	CONSTRAINT "webhook_endpoints_pause_has_reason" CHECK (("webhook_endpoints"."state" = 'paused') = ("webhook_endpoints"."paused_because" is not null)),
	CONSTRAINT "webhook_endpoints_old_secret_ends" CHECK (("webhook_endpoints"."old_secret" is null) = ("webhook_endpoints"."old_secret_until" is null))
);
--> statement-breakpoint
CREATE TABLE "webhook_lanes" (
	"endpoint_id" uuid NOT NULL,
	"subject" uuid NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"lease" uuid,
	"leased_until" timestamp with time zone,
	CONSTRAINT "webhook_lanes_endpoint_id_subject_pk" PRIMARY KEY("endpoint_id","subject"),
	CONSTRAINT "webhook_lanes_lease_is_whole" CHECK (("webhook_lanes"."lease" is null) = ("webhook_lanes"."leased_until" is null))
);
--> statement-breakpoint
CREATE TABLE "webhook_messages" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"seq" bigint GENERATED ALWAYS AS IDENTITY (sequence name "webhook_messages_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"subject" uuid NOT NULL,
	"data" jsonb NOT NULL,
	"only_for" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "webhook_messages_seq_unique" UNIQUE("seq")
);
--> statement-breakpoint
ALTER TABLE "webhook_attempts" ADD CONSTRAINT "webhook_attempts_delivery_id_webhook_deliveries_id_fk" FOREIGN KEY ("delivery_id") REFERENCES "public"."webhook_deliveries"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_message_id_webhook_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."webhook_messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD CONSTRAINT "webhook_deliveries_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_endpoints" ADD CONSTRAINT "webhook_endpoints_created_by_id_users_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_lanes" ADD CONSTRAINT "webhook_lanes_endpoint_id_webhook_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."webhook_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "webhook_messages" ADD CONSTRAINT "webhook_messages_only_for_webhook_endpoints_id_fk" FOREIGN KEY ("only_for") REFERENCES "public"."webhook_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_attempts_of_delivery" ON "webhook_attempts" USING btree ("delivery_id","at");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_of_endpoint" ON "webhook_deliveries" USING btree ("endpoint_id","seq");--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("endpoint_id","subject","seq") WHERE state = 'due';--> statement-breakpoint
CREATE INDEX "webhook_deliveries_failed" ON "webhook_deliveries" USING btree ("endpoint_id","ended_at") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "webhook_lanes_due" ON "webhook_lanes" USING btree ("endpoint_id","due_at");--> statement-breakpoint
CREATE INDEX "webhook_messages_at" ON "webhook_messages" USING btree ("at");--> statement-breakpoint
CREATE FUNCTION webhook_instant(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
--> statement-breakpoint
CREATE FUNCTION webhook_customer(c customers) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', c.id, 'version', c.version, 'state', c.state, 'poolId', c.pool_id, 'ownerId', c.owner_id, 'name', c.name,
    'creditCode', c.credit_code, 'externalId', c.external_id, 'grade', c.grade, 'stage', c.stage, 'intent', c.intent, 'industry', c.industry,
    'region', c.region, 'source', c.source, 'tags', to_jsonb(c.tags))
$$;
--> statement-breakpoint
CREATE FUNCTION webhook_wanted(kind text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM webhook_endpoints w WHERE w.state <> 'off' AND w.kinds && ARRAY['*', kind])
$$;
--> statement-breakpoint
CREATE FUNCTION fan_out_webhooks() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH wanted AS (
    INSERT INTO webhook_deliveries (message_id, endpoint_id, subject, seq, state)
    SELECT m.id, w.id, m.subject, m.seq, 'due' FROM added m
    JOIN webhook_endpoints w ON w.state <> 'off' AND w.kinds && ARRAY['*', m.kind]
    WHERE m.only_for IS NULL ORDER BY m.seq, w.id
    RETURNING endpoint_id, subject)
  INSERT INTO webhook_lanes (endpoint_id, subject, due_at, queued_at)
  SELECT DISTINCT endpoint_id, subject, least((SELECT min(at) FROM added), now()), now() FROM wanted ORDER BY 1, 2
  ON CONFLICT (endpoint_id, subject) DO UPDATE SET queued_at = excluded.queued_at;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER webhook_messages_fanned_out AFTER INSERT ON webhook_messages REFERENCING NEW TABLE AS added
  FOR EACH STATEMENT EXECUTE FUNCTION fan_out_webhooks();
--> statement-breakpoint
CREATE FUNCTION tell_webhooks_of_events() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM webhook_endpoints) THEN RETURN NULL; END IF;
  INSERT INTO webhook_messages (kind, subject, at, data)
  SELECT 'customer.' || e.kind, e.customer_id, e.at, jsonb_build_object('customer', webhook_customer(c), 'event', jsonb_build_object(
    'seq', e.seq, 'version', e.version, 'kind', e.kind, 'fromState', e.from_state, 'toState', e.to_state, 'fromOwnerId', e.from_owner_id,
    'toOwnerId', e.to_owner_id, 'fromPoolId', e.from_pool_id, 'toPoolId', e.to_pool_id, 'reason', e.reason, 'rule', e.rule,
    'policyVersion', p.version, 'protectedUntil', webhook_instant(e.protected_until), 'sweepId', e.sweep_id,
    'actor', jsonb_build_object('kind', e.actor_kind, 'id', e.actor_id, 'job', e.actor_job)))
  FROM added e JOIN customers c ON c.id = e.customer_id LEFT JOIN policies p ON p.id = e.policy_id
  WHERE webhook_wanted('customer.' || e.kind) ORDER BY e.seq;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_told AFTER INSERT ON events REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks_of_events();
--> statement-breakpoint
CREATE FUNCTION tell_webhooks_of_follow_ups() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM webhook_endpoints) THEN RETURN NULL; END IF;
  INSERT INTO webhook_messages (kind, subject, at, data)
  SELECT 'follow_up.logged', f.customer_id, f.at, jsonb_build_object('customer', webhook_customer(c), 'followUp', jsonb_build_object(
    'id', f.id, 'userId', f.user_id, 'channel', f.channel, 'outcome', f.outcome, 'qualifies', f.qualifies,
    'nextStepAt', webhook_instant(f.next_step_at)))
  FROM added f JOIN customers c ON c.id = f.customer_id WHERE webhook_wanted('follow_up.logged') ORDER BY f.seq;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER follow_ups_told AFTER INSERT ON follow_ups REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks_of_follow_ups();
--> statement-breakpoint
CREATE FUNCTION tell_webhooks_of_deals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM webhook_endpoints) THEN RETURN NULL; END IF;
  INSERT INTO webhook_messages (kind, subject, at, data)
  SELECT 'deal.recorded', d.customer_id, d.at, jsonb_build_object('customer', webhook_customer(c), 'deal', jsonb_build_object(
    'id', d.id, 'userId', d.user_id, 'title', d.title, 'amount', d.amount, 'currency', d.currency))
  FROM added d JOIN customers c ON c.id = d.customer_id WHERE webhook_wanted('deal.recorded') ORDER BY d.seq;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER deals_told AFTER INSERT ON deals REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks_of_deals();
--> statement-breakpoint
CREATE FUNCTION tell_webhooks_of_edits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM webhook_endpoints) THEN RETURN NULL; END IF;
  INSERT INTO webhook_messages (kind, subject, at, data)
  SELECT 'customer.edited', e.customer_id, e.at, jsonb_build_object('customer', webhook_customer(c), 'userId', e.user_id, 'fields', (
    SELECT jsonb_agg(DISTINCT CASE WHEN k LIKE 'custom.%' THEN k ELSE split_part(k, '.', 1) END) FROM jsonb_object_keys(e.changes) k))
  FROM added e JOIN customers c ON c.id = e.customer_id WHERE webhook_wanted('customer.edited') ORDER BY e.at, e.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER edits_told AFTER INSERT ON edits REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks_of_edits();
--> statement-breakpoint
CREATE FUNCTION tell_webhooks_of_activities() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM webhook_endpoints) THEN RETURN NULL; END IF;
  INSERT INTO webhook_messages (kind, subject, at, data)
  SELECT 'activity.recorded', a.customer_id, a.recorded_at, jsonb_build_object('customer', webhook_customer(c), 'activity', jsonb_build_object(
    'id', a.id, 'kind', a.kind, 'at', webhook_instant(a.at), 'userId', a.user_id))
  FROM added a JOIN customers c ON c.id = a.customer_id WHERE webhook_wanted('activity.recorded') ORDER BY a.recorded_at, a.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER activities_told AFTER INSERT ON activities REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION tell_webhooks_of_activities();
--> statement-breakpoint
CREATE FUNCTION tell_webhooks_of_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told text := CASE TG_OP WHEN 'INSERT' THEN 'request.asked' ELSE 'request.answered' END;
BEGIN
  INSERT INTO webhook_messages (kind, subject, at, data)
  SELECT told, new.customer_id, coalesce(new.ended_at, new.asked_at), jsonb_build_object('customer', webhook_customer(c), 'request',
    jsonb_build_object('id', new.id, 'userId', new.user_id, 'days', new.days, 'answer', new.answer, 'answeredById', new.answered_by_id,
      'lapsesAt', webhook_instant(new.lapses_at)))
  FROM customers c WHERE c.id = new.customer_id AND webhook_wanted(told);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER requests_asked_told AFTER INSERT ON requests FOR EACH ROW EXECUTE FUNCTION tell_webhooks_of_request();
--> statement-breakpoint
CREATE TRIGGER requests_answered_told AFTER UPDATE OF ended_at ON requests FOR EACH ROW
  WHEN (old.ended_at IS NULL AND new.ended_at IS NOT NULL) EXECUTE FUNCTION tell_webhooks_of_request();
--> statement-breakpoint
CREATE FUNCTION tell_webhooks_of_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO webhook_messages (kind, subject, at, data)
  SELECT 'import.finished', new.id, coalesce(new.finished_at, new.started_at), jsonb_build_object('import', jsonb_build_object(
    'id', new.id, 'poolId', r->'pool_id', 'fileName', r->'file_name', 'rows', r->'row_count', 'created', r->'created_count',
    'updated', r->'updated_count', 'duplicate', r->'duplicate_count', 'rejected', r->'rejected_count', 'startedById', r->'started_by_id'))
  FROM to_jsonb(new) r WHERE webhook_wanted('import.finished');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER imports_told AFTER UPDATE OF state ON imports FOR EACH ROW
  WHEN (new.state = 'finished' AND old.state IS DISTINCT FROM new.state) EXECUTE FUNCTION tell_webhooks_of_import();
--> statement-breakpoint
CREATE FUNCTION tell_webhooks_of_policy() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO webhook_messages (kind, subject, at, data)
  SELECT 'policy.published', new.pool_id, new.published_at, jsonb_build_object('policy', jsonb_build_object('id', new.id, 'poolId', new.pool_id,
    'version', new.version, 'publishedById', new.published_by_id, 'restoredVersion', new.restored_version))
  WHERE webhook_wanted('policy.published');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER policies_told AFTER INSERT ON policies FOR EACH ROW EXECUTE FUNCTION tell_webhooks_of_policy();
--> statement-breakpoint
CREATE FUNCTION tell_webhooks_of_user() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told text := CASE WHEN new.deactivated_at IS NULL THEN 'user.reactivated' ELSE 'user.deactivated' END;
BEGIN
  INSERT INTO webhook_messages (kind, subject, at, data)
  SELECT told, new.id, coalesce(new.deactivated_at, now()), jsonb_build_object('user', jsonb_build_object('id', new.id, 'role', new.role,
    'teamId', new.team_id))
  WHERE webhook_wanted(told);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER users_told AFTER UPDATE OF deactivated_at ON users FOR EACH ROW
  WHEN ((old.deactivated_at IS NULL) <> (new.deactivated_at IS NULL)) EXECUTE FUNCTION tell_webhooks_of_user();
