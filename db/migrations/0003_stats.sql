CREATE TABLE "stats_bounces" (
	"pool_id" uuid NOT NULL,
	"bounce_count" smallint NOT NULL,
	"customer_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "stats_bounces_pool_id_bounce_count_pk" PRIMARY KEY("pool_id","bounce_count")
);
--> statement-breakpoint
CREATE TABLE "stats_days" (
	"day_on" date NOT NULL,
	"pool_id" uuid NOT NULL,
	"user_id" uuid,
	"measure" text NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	"seconds" integer[],
	CONSTRAINT "stats_days_once" UNIQUE NULLS NOT DISTINCT("day_on","pool_id","user_id","measure"),
	CONSTRAINT "stats_days_count_positive" CHECK ("stats_days"."count" > 0)
);
--> statement-breakpoint
CREATE TABLE "stats_dirty_days" (
	"day_on" date NOT NULL,
	"part" text NOT NULL,
	CONSTRAINT "stats_dirty_days_part_day_on_pk" PRIMARY KEY("part","day_on")
);
--> statement-breakpoint
CREATE TABLE "stats_flows" (
	"cohort" text NOT NULL,
	"day_on" date NOT NULL,
	"pool_id" uuid NOT NULL,
	"taker_id" uuid,
	"source" text NOT NULL,
	"fate" text NOT NULL,
	"followed" boolean NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "stats_flows_once" UNIQUE NULLS NOT DISTINCT("cohort","day_on","pool_id","taker_id","source","fate","followed"),
	CONSTRAINT "stats_flows_count_positive" CHECK ("stats_flows"."count" > 0)
);
--> statement-breakpoint
CREATE TABLE "stats_levels" (
	"day_on" date NOT NULL,
	"pool_id" uuid NOT NULL,
	"user_id" uuid,
	"customer_count" integer DEFAULT 0 NOT NULL,
	"touched_days_ago" smallint[],
	"idle_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "stats_levels_once" UNIQUE NULLS NOT DISTINCT("day_on","pool_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "stats_progress" (
	"id" integer PRIMARY KEY NOT NULL,
	"event_seq" bigint NOT NULL,
	"follow_up_seq" bigint NOT NULL,
	"deal_seq" bigint NOT NULL,
	"time_zone" text NOT NULL,
	"rolled_up_at" timestamp with time zone,
	CONSTRAINT "stats_progress_is_one_row" CHECK ("stats_progress"."id" = 1)
);
--> statement-breakpoint
CREATE TABLE "stats_stays" (
	"customer_id" uuid NOT NULL,
	"entered_version" integer NOT NULL,
	"pool_id" uuid NOT NULL,
	"source" text NOT NULL,
	"from_user_id" uuid,
	"held_seconds" integer,
	"bounce_count" smallint NOT NULL,
	"entered_at" timestamp with time zone NOT NULL,
	"entered_on" date NOT NULL,
	"left_measure" text,
	"left_on" date,
	"pooled_seconds" integer,
	"taker_id" uuid,
	"fate" text NOT NULL,
	"followed" boolean NOT NULL,
	"is_latest" boolean NOT NULL,
	CONSTRAINT "stats_stays_customer_id_entered_version_pk" PRIMARY KEY("customer_id","entered_version")
);
--> statement-breakpoint
ALTER TABLE "deals" ADD COLUMN "seq" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "deals_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
ALTER TABLE "follow_ups" ADD COLUMN "seq" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (sequence name "follow_ups_seq_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1);--> statement-breakpoint
CREATE INDEX "stats_levels_in_pool" ON "stats_levels" USING btree ("pool_id","day_on") WHERE user_id is null;--> statement-breakpoint
CREATE INDEX "stats_stays_entered" ON "stats_stays" USING btree ("entered_on","pool_id");--> statement-breakpoint
CREATE INDEX "stats_stays_left" ON "stats_stays" USING btree ("left_on","pool_id") WHERE left_on is not null;--> statement-breakpoint
CREATE INDEX "stats_stays_bounces" ON "stats_stays" USING btree ("pool_id","bounce_count") WHERE is_latest;--> statement-breakpoint
CREATE INDEX "deals_at" ON "deals" USING btree ("at");--> statement-breakpoint
CREATE INDEX "follow_ups_at" ON "follow_ups" USING btree ("at");--> statement-breakpoint
ALTER TABLE "deals" ADD CONSTRAINT "deals_seq_unique" UNIQUE("seq");--> statement-breakpoint
ALTER TABLE "follow_ups" ADD CONSTRAINT "follow_ups_seq_unique" UNIQUE("seq");