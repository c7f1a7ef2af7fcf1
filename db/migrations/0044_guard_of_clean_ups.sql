ALTER TABLE "reclaim_days" ADD COLUMN "job" text DEFAULT 'reclaim-due' NOT NULL;--> statement-breakpoint
ALTER TABLE "sweep_holds" ADD COLUMN "job" text DEFAULT 'reclaim-due' NOT NULL;--> statement-breakpoint
DROP INDEX "sweep_holds_one_waiting";--> statement-breakpoint
ALTER TABLE "reclaim_days" DROP CONSTRAINT "reclaim_days_pool_id_day_on_pk";--> statement-breakpoint
ALTER TABLE "reclaim_days" ADD CONSTRAINT "reclaim_days_pool_id_job_day_on_pk" PRIMARY KEY("pool_id","job","day_on");--> statement-breakpoint
CREATE UNIQUE INDEX "sweep_holds_one_waiting" ON "sweep_holds" USING btree ("pool_id","job") WHERE state = 'waiting';
