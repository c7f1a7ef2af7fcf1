CREATE TABLE "reclaim_days" (
	"pool_id" uuid NOT NULL,
	"day_on" date NOT NULL,
	"expected" integer,
	"made_on" date,
	"policy_id" uuid,
	"taken" integer DEFAULT 0 NOT NULL,
	"approved" integer DEFAULT 0 NOT NULL,
	"carried" integer DEFAULT 0 NOT NULL,
	"swept_at" timestamp with time zone,
	CONSTRAINT "reclaim_days_pool_id_day_on_pk" PRIMARY KEY("pool_id","day_on")
);
--> statement-breakpoint
CREATE TABLE "reclaim_pauses" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pool_id" uuid,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone,
	"note" text DEFAULT '' NOT NULL,
	"started_by_id" uuid,
	"ended_by_id" uuid,
	"settled" boolean DEFAULT false NOT NULL,
	CONSTRAINT "reclaim_pauses_end_after_start" CHECK ("reclaim_pauses"."until_at" >= "reclaim_pauses"."from_at")
);
--> statement-breakpoint
CREATE TABLE "sweep_holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pool_id" uuid NOT NULL,
	"policy_id" uuid NOT NULL,
	"state" text NOT NULL,
	"expected_count" integer DEFAULT 0 NOT NULL,
	"ceiling" integer DEFAULT 0 NOT NULL,
	"found_count" integer DEFAULT 0 NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "sweep_holds_decided" CHECK (("sweep_holds"."state" = 'waiting') = ("sweep_holds"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "sweep_leftovers" (
	"sweep_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"reason" text NOT NULL,
	CONSTRAINT "sweep_leftovers_sweep_id_customer_id_pk" PRIMARY KEY("sweep_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "sweep_parts" (
	"sweep_id" uuid NOT NULL,
	"pool_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"policy_id" uuid NOT NULL,
	"rule" text NOT NULL,
	"moved_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "sweep_parts_sweep_id_pool_id_kind_policy_id_rule_pk" PRIMARY KEY("sweep_id","pool_id","kind","policy_id","rule")
);
--> statement-breakpoint
CREATE TABLE "sweeps" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"state" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"moved_count" integer DEFAULT 0 NOT NULL,
	"restored_count" integer DEFAULT 0 NOT NULL,
	"undo_started_at" timestamp with time zone,
	"undone_at" timestamp with time zone,
	"undone_by_id" uuid,
	CONSTRAINT "sweeps_counts_fit" CHECK ("sweeps"."restored_count" between 0 and "sweeps"."moved_count")
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "sweep_id" uuid;--> statement-breakpoint
ALTER TABLE "reclaim_days" ADD CONSTRAINT "reclaim_days_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reclaim_days" ADD CONSTRAINT "reclaim_days_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reclaim_pauses" ADD CONSTRAINT "reclaim_pauses_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reclaim_pauses" ADD CONSTRAINT "reclaim_pauses_started_by_id_users_id_fk" FOREIGN KEY ("started_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reclaim_pauses" ADD CONSTRAINT "reclaim_pauses_ended_by_id_users_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_holds" ADD CONSTRAINT "sweep_holds_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_holds" ADD CONSTRAINT "sweep_holds_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_holds" ADD CONSTRAINT "sweep_holds_decided_by_id_users_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_leftovers" ADD CONSTRAINT "sweep_leftovers_sweep_id_sweeps_id_fk" FOREIGN KEY ("sweep_id") REFERENCES "public"."sweeps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_leftovers" ADD CONSTRAINT "sweep_leftovers_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_parts" ADD CONSTRAINT "sweep_parts_sweep_id_sweeps_id_fk" FOREIGN KEY ("sweep_id") REFERENCES "public"."sweeps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_parts" ADD CONSTRAINT "sweep_parts_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweep_parts" ADD CONSTRAINT "sweep_parts_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sweeps" ADD CONSTRAINT "sweeps_undone_by_id_users_id_fk" FOREIGN KEY ("undone_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "reclaim_pauses_one_running" ON "reclaim_pauses" USING btree ("pool_id") WHERE until_at is null and pool_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "reclaim_pauses_one_of_all" ON "reclaim_pauses" USING btree ((pool_id is null)) WHERE until_at is null and pool_id is null;--> statement-breakpoint
CREATE INDEX "reclaim_pauses_over" ON "reclaim_pauses" USING btree ("pool_id","until_at") WHERE until_at is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "sweep_holds_one_waiting" ON "sweep_holds" USING btree ("pool_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "sweep_holds_by_time" ON "sweep_holds" USING btree ("held_at");--> statement-breakpoint
CREATE INDEX "sweeps_started" ON "sweeps" USING btree ("started_at","id");--> statement-breakpoint
CREATE INDEX "sweeps_running" ON "sweeps" USING btree ("job") WHERE state = 'running';--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_sweep_id_sweeps_id_fk" FOREIGN KEY ("sweep_id") REFERENCES "public"."sweeps"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_of_sweep" ON "events" USING btree ("sweep_id","seq") WHERE sweep_id is not null;