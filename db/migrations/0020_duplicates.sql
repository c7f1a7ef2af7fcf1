CREATE TABLE "duplicate_keys" (
	"customer_id" uuid NOT NULL,
	"key" text NOT NULL,
	CONSTRAINT "duplicate_keys_key_customer_id_pk" PRIMARY KEY("key","customer_id")
);
--> statement-breakpoint
CREATE TABLE "duplicate_pairs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"low_id" uuid NOT NULL,
	"high_id" uuid NOT NULL,
	"score" integer NOT NULL,
	"reasons" text[] DEFAULT '{}'::text[] NOT NULL,
	"state" text NOT NULL,
	"found_at" timestamp with time zone NOT NULL,
	"later_until" timestamp with time zone,
	"asked_by_id" uuid,
	"asked_at" timestamp with time zone,
	"asked_note" text,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	CONSTRAINT "duplicate_pairs_once" UNIQUE("low_id","high_id"),
	CONSTRAINT "duplicate_pairs_ordered" CHECK ("duplicate_pairs"."low_id" < "duplicate_pairs"."high_id"),
	CONSTRAINT "duplicate_pairs_score_in_range" CHECK ("duplicate_pairs"."score" between 0 and 10000),
	CONSTRAINT "duplicate_pairs_state_known" CHECK ("duplicate_pairs"."state" in ('open', 'merged', 'dismissed')),
	CONSTRAINT "duplicate_pairs_decided" CHECK (("duplicate_pairs"."state" = 'open') = ("duplicate_pairs"."decided_at" is null)),
	CONSTRAINT "duplicate_pairs_asked_by_somebody" CHECK (("duplicate_pairs"."asked_by_id" is null) = ("duplicate_pairs"."asked_at" is null))
);
--> statement-breakpoint
CREATE TABLE "duplicate_queue" (
	"customer_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duplicate_settings" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"auto_merge" boolean DEFAULT false NOT NULL,
	"keys_version" integer DEFAULT 0 NOT NULL,
	"keys_cursor" uuid,
	CONSTRAINT "duplicate_settings_one" CHECK ("duplicate_settings"."one")
);
--> statement-breakpoint
CREATE TABLE "merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"keep_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"other_version" integer NOT NULL,
	"automatic" boolean DEFAULT false NOT NULL,
	"taken" jsonb NOT NULL,
	"contacts" jsonb NOT NULL,
	"kept_identity" text NOT NULL,
	"other" jsonb NOT NULL,
	"merged_at" timestamp with time zone NOT NULL,
	"merged_by_id" uuid,
	"undone_at" timestamp with time zone,
	"undone_by_id" uuid,
	CONSTRAINT "merges_of_two" CHECK ("merges"."keep_id" <> "merges"."other_id")
);
--> statement-breakpoint
ALTER TABLE "duplicate_keys" ADD CONSTRAINT "duplicate_keys_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD CONSTRAINT "duplicate_pairs_low_id_customers_id_fk" FOREIGN KEY ("low_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD CONSTRAINT "duplicate_pairs_high_id_customers_id_fk" FOREIGN KEY ("high_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD CONSTRAINT "duplicate_pairs_asked_by_id_users_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duplicate_pairs" ADD CONSTRAINT "duplicate_pairs_decided_by_id_users_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_keep_id_customers_id_fk" FOREIGN KEY ("keep_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_other_id_customers_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_merged_by_id_users_id_fk" FOREIGN KEY ("merged_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "merges" ADD CONSTRAINT "merges_undone_by_id_users_id_fk" FOREIGN KEY ("undone_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "duplicate_keys_of_customer" ON "duplicate_keys" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "duplicate_pairs_of_high" ON "duplicate_pairs" USING btree ("high_id");--> statement-breakpoint
CREATE INDEX "duplicate_pairs_open" ON "duplicate_pairs" USING btree ("score" DESC NULLS LAST,"id") WHERE state = 'open';--> statement-breakpoint
CREATE UNIQUE INDEX "merges_one_per_other" ON "merges" USING btree ("other_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "merges_of_kept" ON "merges" USING btree ("keep_id","merged_at");--> statement-breakpoint
CREATE INDEX "merges_by_time" ON "merges" USING btree ("merged_at" DESC NULLS LAST,"id");--> statement-breakpoint
CREATE INDEX "customers_merged_into" ON "customers" USING btree ("merged_into_id") WHERE merged_into_id is not null;--> statement-breakpoint
CREATE FUNCTION queue_entered_customers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duplicate_queue (customer_id) SELECT id FROM entered WHERE state <> 'merged' ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION queue_edited_customer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO duplicate_queue (customer_id) VALUES (NEW.id) ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER customers_queue_entered AFTER INSERT ON customers REFERENCING NEW TABLE AS entered
  FOR EACH STATEMENT EXECUTE FUNCTION queue_entered_customers();--> statement-breakpoint
CREATE TRIGGER customers_queue_edited AFTER UPDATE OF edited_at ON customers
  FOR EACH ROW WHEN (OLD.edited_at IS DISTINCT FROM NEW.edited_at) EXECUTE FUNCTION queue_edited_customer();--> statement-breakpoint
INSERT INTO duplicate_queue (customer_id) SELECT id FROM customers WHERE state <> 'merged';--> statement-breakpoint
INSERT INTO duplicate_settings (one, keys_version) SELECT true, CASE WHEN EXISTS (SELECT FROM customers) THEN 0 ELSE 1 END;
