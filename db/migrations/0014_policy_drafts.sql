CREATE TABLE "draft_observations" (
	"draft_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"tenure_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "draft_observations_draft_id_revision_tenure_id_pk" PRIMARY KEY("draft_id","revision","tenure_id")
);
--> statement-breakpoint
CREATE TABLE "policy_drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pool_id" uuid NOT NULL,
	"base_version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"revision" integer NOT NULL,
	"edited_at" timestamp with time zone NOT NULL,
	"edited_by_id" uuid NOT NULL,
	"approved_at" timestamp with time zone,
	"approved_by_id" uuid,
	"approved_hit" integer,
	"publish_at" timestamp with time zone,
	"scheduled_by_id" uuid,
	"observed_since" timestamp with time zone,
	"observed_at" timestamp with time zone,
	CONSTRAINT "policy_drafts_one_per_pool" UNIQUE("pool_id"),
	CONSTRAINT "policy_drafts_revision_positive" CHECK ("policy_drafts"."revision" > 0),
	CONSTRAINT "policy_drafts_approved_by_another" CHECK ("policy_drafts"."approved_by_id" <> "policy_drafts"."edited_by_id"),
	CONSTRAINT "policy_drafts_approval_is_whole" CHECK (("policy_drafts"."approved_at" is null) = ("policy_drafts"."approved_by_id" is null) and ("policy_drafts"."approved_at" is null) = ("policy_drafts"."approved_hit" is null)),
	CONSTRAINT "policy_drafts_hour_is_whole" CHECK (("policy_drafts"."publish_at" is null) = ("policy_drafts"."scheduled_by_id" is null))
);
--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "approval_threshold" integer;--> statement-breakpoint
ALTER TABLE "policies" ADD COLUMN "restored_version" integer;--> statement-breakpoint
ALTER TABLE "draft_observations" ADD CONSTRAINT "draft_observations_draft_id_policy_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."policy_drafts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_observations" ADD CONSTRAINT "draft_observations_tenure_id_tenures_id_fk" FOREIGN KEY ("tenure_id") REFERENCES "public"."tenures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_observations" ADD CONSTRAINT "draft_observations_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft_observations" ADD CONSTRAINT "draft_observations_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_edited_by_id_users_id_fk" FOREIGN KEY ("edited_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_approved_by_id_users_id_fk" FOREIGN KEY ("approved_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_scheduled_by_id_users_id_fk" FOREIGN KEY ("scheduled_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "policy_drafts" ADD CONSTRAINT "policy_drafts_base_is_a_version" FOREIGN KEY ("pool_id","base_version") REFERENCES "public"."policies"("pool_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "policy_drafts_scheduled" ON "policy_drafts" USING btree ("publish_at") WHERE publish_at is not null;