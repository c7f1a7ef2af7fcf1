-- Derived figures: made again by the next roll-up.
TRUNCATE "stats_days", "stats_flows", "stats_stays", "stats_levels", "stats_bounces", "stats_dirty_days", "stats_progress";--> statement-breakpoint
ALTER TABLE "stats_days" DROP CONSTRAINT "stats_days_once";--> statement-breakpoint
ALTER TABLE "stats_flows" DROP CONSTRAINT "stats_flows_once";--> statement-breakpoint
ALTER TABLE "stats_days" ADD COLUMN "is_total" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "stats_flows" ADD COLUMN "is_total" boolean NOT NULL;--> statement-breakpoint
ALTER TABLE "stats_days" ADD CONSTRAINT "stats_days_once" UNIQUE NULLS NOT DISTINCT("is_total","day_on","pool_id","user_id","measure");--> statement-breakpoint
ALTER TABLE "stats_flows" ADD CONSTRAINT "stats_flows_once" UNIQUE NULLS NOT DISTINCT("is_total","cohort","day_on","pool_id","taker_id","source","fate","followed");--> statement-breakpoint
ALTER TABLE "stats_days" ADD CONSTRAINT "stats_days_total_is_nobodys" CHECK ("stats_days"."is_total" = ("stats_days"."user_id" is null));--> statement-breakpoint
ALTER TABLE "stats_flows" ADD CONSTRAINT "stats_flows_total_is_nobodys" CHECK ("stats_flows"."is_total" = ("stats_flows"."taker_id" is null));