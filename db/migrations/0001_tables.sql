CREATE TABLE "deals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"tenure_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"title" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "deals_amount_not_negative" CHECK ("deals"."amount" >= 0)
);
--> statement-breakpoint
CREATE TABLE "follow_ups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"tenure_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"contact_id" uuid,
	"channel" text NOT NULL,
	"outcome" text NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"next_step" text,
	"next_step_at" timestamp with time zone,
	"qualifies" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "protections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"tenure_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"lifted_at" timestamp with time zone,
	CONSTRAINT "protections_until_after_from" CHECK ("protections"."until_at" > "protections"."from_at")
);
--> statement-breakpoint
CREATE TABLE "contacts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"name" text,
	"title" text,
	"phone" text,
	"phone_e_164" text,
	"email" text,
	"wechat" text,
	"is_primary" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"identity_key" text NOT NULL,
	"credit_code" text,
	"external_id" text,
	"grade" text NOT NULL,
	"industry" text,
	"region" text,
	"source" text,
	"stage" text NOT NULL,
	"intent" text NOT NULL,
	"tags" text[] DEFAULT '{}'::text[] NOT NULL,
	"website" text,
	"address" text,
	"note" text,
	"extra" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"edited_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"owner_id" uuid,
	"pool_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"moved_at" timestamp with time zone NOT NULL,
	"held_since" timestamp with time zone,
	"pooled_at" timestamp with time zone,
	"last_owner_id" uuid,
	"owner_count" integer DEFAULT 0 NOT NULL,
	"bounce_count" integer DEFAULT 0 NOT NULL,
	"protected_until" timestamp with time zone,
	"invalid_reason" text,
	"merged_into_id" uuid,
	"last_follow_up_at" timestamp with time zone,
	"last_follow_up_by_id" uuid,
	"last_outcome" text,
	"qualified_at" timestamp with time zone,
	"last_deal_at" timestamp with time zone,
	"won_at" timestamp with time zone,
	"next_step" text,
	"next_step_at" timestamp with time zone,
	"due_at" timestamp with time zone,
	"due_rule" text,
	"due_from" timestamp with time zone,
	"due_policy_id" uuid,
	"remind_at" timestamp with time zone,
	CONSTRAINT "customers_owner_matches_state" CHECK (("customers"."state" = 'owned') = ("customers"."owner_id" is not null)),
	CONSTRAINT "customers_held_since_matches_state" CHECK (("customers"."state" = 'owned') = ("customers"."held_since" is not null)),
	CONSTRAINT "customers_pooled_at_matches_state" CHECK ("customers"."state" <> 'pooled' or "customers"."pooled_at" is not null),
	CONSTRAINT "customers_deadline_only_when_held" CHECK ("customers"."due_at" is null or "customers"."state" = 'owned'),
	CONSTRAINT "customers_deadline_is_whole" CHECK (("customers"."due_at" is null) = ("customers"."due_rule" is null) and ("customers"."due_at" is null) = ("customers"."due_from" is null)),
	CONSTRAINT "customers_reminder_needs_deadline" CHECK ("customers"."remind_at" is null or "customers"."due_at" is not null),
	CONSTRAINT "customers_won_is_not_due" CHECK ("customers"."won_at" is null or "customers"."due_at" is null),
	CONSTRAINT "customers_protected_only_when_held" CHECK ("customers"."protected_until" is null or "customers"."state" = 'owned'),
	CONSTRAINT "customers_invalid_has_reason" CHECK (("customers"."state" = 'invalid') = ("customers"."invalid_reason" is not null)),
	CONSTRAINT "customers_state_known" CHECK ("customers"."state" in ('pooled', 'owned', 'invalid', 'merged')),
	CONSTRAINT "customers_grade_known" CHECK ("customers"."grade" in ('A', 'B', 'C')),
	CONSTRAINT "customers_name_not_empty" CHECK (length(trim("customers"."name")) > 0),
	CONSTRAINT "customers_version_positive" CHECK ("customers"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "edits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"user_id" uuid,
	"changes" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"outcome" text NOT NULL,
	"reasons" jsonb,
	"customer_id" uuid,
	"cells" jsonb,
	CONSTRAINT "import_rows_import_id_row_number_pk" PRIMARY KEY("import_id","row_number")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pool_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"encoding" text,
	"mapping" jsonb NOT NULL,
	"state" text NOT NULL,
	"row_count" integer DEFAULT 0 NOT NULL,
	"created_count" integer DEFAULT 0 NOT NULL,
	"updated_count" integer DEFAULT 0 NOT NULL,
	"duplicate_count" integer DEFAULT 0 NOT NULL,
	"rejected_count" integer DEFAULT 0 NOT NULL,
	"failure" text,
	"started_by_id" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "imports_finished_adds_up" CHECK ("imports"."state" <> 'finished' or "imports"."row_count" = "imports"."created_count" + "imports"."updated_count" + "imports"."duplicate_count" + "imports"."rejected_count")
);
--> statement-breakpoint
CREATE TABLE "events" (
	"seq" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "events_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"customer_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"kind" text NOT NULL,
	"from_state" text,
	"to_state" text NOT NULL,
	"from_owner_id" uuid,
	"to_owner_id" uuid,
	"from_pool_id" uuid,
	"to_pool_id" uuid NOT NULL,
	"protected_until" timestamp with time zone,
	"actor_kind" text NOT NULL,
	"actor_id" uuid,
	"actor_job" text,
	"reason" text,
	"note" text,
	"policy_id" uuid,
	"rule" text,
	"facts" jsonb,
	"operation_key" text,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "events_version_unique" UNIQUE("customer_id","version"),
	CONSTRAINT "events_owner_matches_state" CHECK (("events"."to_state" = 'owned') = ("events"."to_owner_id" is not null)),
	CONSTRAINT "events_actor_named" CHECK (("events"."actor_kind" = 'user') = ("events"."actor_id" is not null) and ("events"."actor_kind" = 'system') = ("events"."actor_job" is not null)),
	CONSTRAINT "events_first_is_created" CHECK (("events"."version" = 1) = ("events"."kind" = 'created') and ("events"."version" = 1) = ("events"."from_state" is null))
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"verb" text NOT NULL,
	"request_hash" text NOT NULL,
	"response" jsonb,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "operations_key_unique" UNIQUE("actor","key")
);
--> statement-breakpoint
CREATE TABLE "tenures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"pool_id" uuid NOT NULL,
	"start_kind" text NOT NULL,
	"start_version" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"end_kind" text,
	"end_reason" text,
	"end_version" integer,
	"ended_at" timestamp with time zone,
	"revealed_at" timestamp with time zone,
	"first_contact_at" timestamp with time zone,
	"follow_up_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "tenures_one_per_start" UNIQUE("customer_id","start_version"),
	CONSTRAINT "tenures_end_is_whole" CHECK (("tenures"."ended_at" is null) = ("tenures"."end_kind" is null) and ("tenures"."ended_at" is null) = ("tenures"."end_version" is null)),
	CONSTRAINT "tenures_end_after_start" CHECK ("tenures"."ended_at" >= "tenures"."started_at")
);
--> statement-breakpoint
CREATE TABLE "deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"notification_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"delivered_at" timestamp with time zone,
	"last_error" text,
	CONSTRAINT "deliveries_one_per_channel" UNIQUE("notification_id","channel"),
	CONSTRAINT "deliveries_state_known" CHECK ("deliveries"."state" in ('due', 'delivered', 'dead'))
);
--> statement-breakpoint
CREATE TABLE "notifications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"customer_id" uuid,
	"params" jsonb NOT NULL,
	"dedupe_key" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"read_at" timestamp with time zone,
	CONSTRAINT "notifications_once" UNIQUE("user_id","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "worker_heartbeats" (
	"id" text PRIMARY KEY NOT NULL,
	"job_mode" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "login_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "preferences" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"theme" text,
	"single_keys" boolean DEFAULT true NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"user_agent" text,
	"ip" text
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "teams_name_unique" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"team_id" uuid,
	"password_hash" text,
	"locale" text,
	"holding_cap" integer,
	"created_at" timestamp with time zone NOT NULL,
	"deactivated_at" timestamp with time zone,
	CONSTRAINT "users_role_known" CHECK ("users"."role" in ('rep', 'manager', 'admin')),
	CONSTRAINT "users_holding_cap_not_negative" CHECK ("users"."holding_cap" >= 0)
);
--> statement-breakpoint
CREATE TABLE "policies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pool_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by_id" uuid,
	CONSTRAINT "policies_one_row_per_version" UNIQUE("pool_id","version"),
	CONSTRAINT "policies_version_positive" CHECK ("policies"."version" > 0)
);
--> statement-breakpoint
CREATE TABLE "pool_members" (
	"pool_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"visited_at" timestamp with time zone,
	CONSTRAINT "pool_members_pool_id_user_id_pk" PRIMARY KEY("pool_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "pools" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"archived_at" timestamp with time zone,
	CONSTRAINT "pools_name_unique" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_tenure_id_tenures_id_fk" FOREIGN KEY ("tenure_id") REFERENCES "public"."tenures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_tenure_id_tenures_id_fk" FOREIGN KEY ("tenure_id") REFERENCES "public"."tenures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_contact_id_contacts_id_fk" FOREIGN KEY ("contact_id") REFERENCES "public"."contacts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protections" ADD CONSTRAINT "protections_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protections" ADD CONSTRAINT "protections_tenure_id_tenures_id_fk" FOREIGN KEY ("tenure_id") REFERENCES "public"."tenures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "protections" ADD CONSTRAINT "protections_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_created_by_id_users_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_last_owner_id_users_id_fk" FOREIGN KEY ("last_owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_last_follow_up_by_id_users_id_fk" FOREIGN KEY ("last_follow_up_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_due_policy_id_policies_id_fk" FOREIGN KEY ("due_policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edits" ADD CONSTRAINT "edits_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "edits" ADD CONSTRAINT "edits_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_started_by_id_users_id_fk" FOREIGN KEY ("started_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_from_owner_id_users_id_fk" FOREIGN KEY ("from_owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_to_owner_id_users_id_fk" FOREIGN KEY ("to_owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_from_pool_id_pools_id_fk" FOREIGN KEY ("from_pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_to_pool_id_pools_id_fk" FOREIGN KEY ("to_pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_actor_id_users_id_fk" FOREIGN KEY ("actor_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenures" ADD CONSTRAINT "tenures_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenures" ADD CONSTRAINT "tenures_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tenures" ADD CONSTRAINT "tenures_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deliveries" ADD CONSTRAINT "deliveries_notification_id_notifications_id_fk" FOREIGN KEY ("notification_id") REFERENCES "public"."notifications"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notifications" ADD CONSTRAINT "notifications_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "preferences" ADD CONSTRAINT "preferences_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policies" ADD CONSTRAINT "policies_published_by_id_users_id_fk" FOREIGN KEY ("published_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pool_members" ADD CONSTRAINT "pool_members_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pool_members" ADD CONSTRAINT "pool_members_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "deals_of_customer" ON "deals" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "deals_of_user" ON "deals" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "follow_ups_of_customer" ON "follow_ups" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "follow_ups_of_user" ON "follow_ups" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "follow_ups_of_tenure" ON "follow_ups" USING btree ("tenure_id","at");--> statement-breakpoint
CREATE INDEX "protections_of_tenure" ON "protections" USING btree ("tenure_id");--> statement-breakpoint
CREATE INDEX "protections_of_user" ON "protections" USING btree ("user_id","until_at");--> statement-breakpoint
CREATE UNIQUE INDEX "protections_no_double_start" ON "protections" USING btree ("customer_id","from_at");--> statement-breakpoint
CREATE INDEX "contacts_of_customer" ON "contacts" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "contacts_by_phone" ON "contacts" USING btree ("phone_e_164") WHERE phone_e_164 is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "contacts_one_primary" ON "contacts" USING btree ("customer_id") WHERE is_primary;--> statement-breakpoint
CREATE UNIQUE INDEX "customers_identity_unique" ON "customers" USING btree ("identity_key") WHERE state <> 'merged';--> statement-breakpoint
CREATE INDEX "customers_name_key" ON "customers" USING btree ("name_key");--> statement-breakpoint
CREATE INDEX "customers_name_trigram" ON "customers" USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_pool_entered" ON "customers" USING btree ("pool_id","pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_grade" ON "customers" USING btree ("pool_id","grade","pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_region" ON "customers" USING btree ("pool_id","region","pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_industry" ON "customers" USING btree ("pool_id","industry","pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_name" ON "customers" USING btree ("pool_id","name","id") WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_of_owner" ON "customers" USING btree ("owner_id","pool_id") WHERE state = 'owned';--> statement-breakpoint
CREATE INDEX "customers_of_policy" ON "customers" USING btree ("pool_id","due_policy_id") WHERE state = 'owned';--> statement-breakpoint
CREATE INDEX "customers_due" ON "customers" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "customers_to_remind" ON "customers" USING btree ("remind_at") WHERE remind_at is not null;--> statement-breakpoint
CREATE INDEX "customers_next_step" ON "customers" USING btree ("owner_id","next_step_at") WHERE next_step_at is not null;--> statement-breakpoint
CREATE INDEX "edits_of_customer" ON "edits" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "import_rows_by_outcome" ON "import_rows" USING btree ("import_id","outcome");--> statement-breakpoint
CREATE INDEX "imports_started" ON "imports" USING btree ("started_at");--> statement-breakpoint
CREATE INDEX "events_at" ON "events" USING btree ("at","seq");--> statement-breakpoint
CREATE INDEX "events_to_owner" ON "events" USING btree ("to_owner_id","at");--> statement-breakpoint
CREATE INDEX "events_from_owner" ON "events" USING btree ("from_owner_id","at");--> statement-breakpoint
CREATE INDEX "operations_at" ON "operations" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "tenures_one_open_per_customer" ON "tenures" USING btree ("customer_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "tenures_claims_of_user" ON "tenures" USING btree ("user_id","started_at");--> statement-breakpoint
CREATE INDEX "tenures_of_user_with_customer" ON "tenures" USING btree ("customer_id","user_id","ended_at");--> statement-breakpoint
CREATE INDEX "tenures_ended" ON "tenures" USING btree ("ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "deliveries_due" ON "deliveries" USING btree ("due_at") WHERE state = 'due';--> statement-breakpoint
CREATE INDEX "notifications_of_user" ON "notifications" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "notifications_unread" ON "notifications" USING btree ("user_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "login_attempts_by_key" ON "login_attempts" USING btree ("key","at");--> statement-breakpoint
CREATE INDEX "sessions_of_user" ON "sessions" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email_unique" ON "users" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "users_team" ON "users" USING btree ("team_id");--> statement-breakpoint
CREATE INDEX "pool_members_of_user" ON "pool_members" USING btree ("user_id");