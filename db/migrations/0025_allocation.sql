CREATE TABLE "allocation_looks" (
	"pool_id" uuid PRIMARY KEY NOT NULL,
	"policy_id" uuid NOT NULL,
	"looked_at" timestamp with time zone NOT NULL,
	"whole_at" timestamp with time zone NOT NULL,
	"waiting" boolean NOT NULL,
	"free" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "allocation_looks" ADD CONSTRAINT "allocation_looks_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_looks" ADD CONSTRAINT "allocation_looks_policy_id_policies_id_fk" FOREIGN KEY ("policy_id") REFERENCES "public"."policies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "events_allocated" ON "events" USING btree ("to_owner_id","to_pool_id","rule","seq") WHERE kind = 'assigned' and rule is not null;