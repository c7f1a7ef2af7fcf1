CREATE TABLE "data_issues" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"evidence" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"evidence_at" timestamp with time zone NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"found_by_id" uuid,
	"state" text NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "data_issues_kind_known" CHECK ("data_issues"."kind" in ('wrong_number', 'gone', 'unreachable', 'bad_phone', 'reported')),
	CONSTRAINT "data_issues_state_known" CHECK ("data_issues"."state" in ('open', 'fixed', 'dismissed', 'invalidated')),
	CONSTRAINT "data_issues_decided" CHECK (("data_issues"."state" = 'open') = ("data_issues"."decided_at" is null))
);
--> statement-breakpoint
CREATE TABLE "quality_counts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"pool_id" uuid NOT NULL,
	"part" text NOT NULL,
	"customers" integer DEFAULT 0 NOT NULL,
	"completeness" integer DEFAULT 0 NOT NULL,
	"reachable" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "quality_settings" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"weights" jsonb,
	"gone_after" integer,
	"audit_started_at" timestamp with time zone,
	"audit_cursor" uuid,
	"audited_at" timestamp with time zone,
	CONSTRAINT "quality_settings_one" CHECK ("quality_settings"."one")
);
--> statement-breakpoint
ALTER TABLE "data_issues" ADD CONSTRAINT "data_issues_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_issues" ADD CONSTRAINT "data_issues_found_by_id_users_id_fk" FOREIGN KEY ("found_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "data_issues" ADD CONSTRAINT "data_issues_decided_by_id_users_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "quality_counts" ADD CONSTRAINT "quality_counts_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "data_issues_one_open" ON "data_issues" USING btree ("customer_id","kind") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "data_issues_of_customer" ON "data_issues" USING btree ("customer_id","kind");--> statement-breakpoint
CREATE INDEX "data_issues_open" ON "data_issues" USING btree ("found_at" DESC NULLS LAST,"id" DESC NULLS LAST,"kind","customer_id") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "quality_counts_once" ON "quality_counts" USING btree ("pool_id","part");--> statement-breakpoint
CREATE TRIGGER customers_address_changed BEFORE UPDATE OF address ON customers FOR EACH ROW
WHEN (NEW.state = 'owned' AND NEW.due_policy_id IS NOT DISTINCT FROM OLD.due_policy_id AND NEW.version = OLD.version AND NEW.address IS DISTINCT FROM OLD.address)
EXECUTE FUNCTION mark_deadline();
--> statement-breakpoint
CREATE FUNCTION mark_deadlines_of_issues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customers SET due_policy_id = NULL WHERE state = 'owned' AND due_policy_id IS NOT NULL AND id IN (SELECT customer_id FROM changed)
    AND EXISTS (SELECT FROM policies p WHERE p.pool_id = customers.pool_id AND p.document->>'returnRules' ~ '"(dataIssues|sinceWrongNumber)"');
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER data_issues_added AFTER INSERT ON data_issues REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_deadlines_of_issues();
--> statement-breakpoint
CREATE TRIGGER data_issues_changed AFTER UPDATE ON data_issues REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION mark_deadlines_of_issues();
