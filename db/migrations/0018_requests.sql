CREATE TABLE "requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"customer_id" uuid NOT NULL,
	"tenure_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"days" integer NOT NULL,
	"reason" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"lapses_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"answer" text,
	"answered_by_id" uuid,
	"note" text DEFAULT '' NOT NULL,
	CONSTRAINT "requests_lapse_after_asking" CHECK ("requests"."lapses_at" > "requests"."asked_at"),
	CONSTRAINT "requests_end_has_answer" CHECK (("requests"."ended_at" is null) = ("requests"."answer" is null))
);
--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_tenure_id_tenures_id_fk" FOREIGN KEY ("tenure_id") REFERENCES "public"."tenures"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requests" ADD CONSTRAINT "requests_answered_by_id_users_id_fk" FOREIGN KEY ("answered_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "requests_of_customer" ON "requests" USING btree ("customer_id","asked_at");--> statement-breakpoint
CREATE INDEX "requests_waiting" ON "requests" USING btree ("lapses_at") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "requests_one_waiting" ON "requests" USING btree ("customer_id") WHERE ended_at is null;