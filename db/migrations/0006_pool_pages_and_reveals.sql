CREATE TABLE "reveals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "customers_pool_entered";--> statement-breakpoint
DROP INDEX "customers_pool_grade";--> statement-breakpoint
DROP INDEX "customers_pool_region";--> statement-breakpoint
DROP INDEX "customers_pool_industry";--> statement-breakpoint
DROP INDEX "customers_pool_name";--> statement-breakpoint
ALTER TABLE "reveals" ADD CONSTRAINT "reveals_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reveals" ADD CONSTRAINT "reveals_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reveals_of_customer" ON "reveals" USING btree ("customer_id","at");--> statement-breakpoint
CREATE INDEX "reveals_of_user" ON "reveals" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "contacts_by_phone_tail" ON "contacts" USING btree (reverse(phone_e_164) text_pattern_ops) WHERE phone_e_164 is not null;--> statement-breakpoint
CREATE INDEX "contacts_name_trigram" ON "contacts" USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customers_pool_source" ON "customers" USING btree ("pool_id","source","pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_bounces" ON "customers" USING btree ("pool_id","bounce_count" DESC NULLS LAST,"pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST,"grade","region","industry") WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_tags" ON "customers" USING gin ("tags") WHERE state = 'pooled' and tags <> '{}';--> statement-breakpoint
CREATE INDEX "customers_pool_entered" ON "customers" USING btree ("pool_id","pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST,"grade","region","industry","source","owner_count") WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_grade" ON "customers" USING btree ("pool_id","grade","pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST,"region","industry","source") WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_region" ON "customers" USING btree ("pool_id","region","pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST,"grade","industry") WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_industry" ON "customers" USING btree ("pool_id","industry","pooled_at" DESC NULLS LAST,"id" DESC NULLS LAST,"grade") WHERE state = 'pooled';--> statement-breakpoint
CREATE INDEX "customers_pool_name" ON "customers" USING btree ("pool_id","name","id","grade","region","industry") WHERE state = 'pooled';--> statement-breakpoint
CREATE TRIGGER reveals_append_only BEFORE UPDATE OR DELETE ON reveals FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();
--> statement-breakpoint
CREATE TRIGGER reveals_never_truncated BEFORE TRUNCATE ON reveals FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();
