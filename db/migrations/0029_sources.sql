CREATE TABLE "inboxes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"mapping" jsonb NOT NULL,
	"pool_id" uuid NOT NULL,
	"routes" jsonb NOT NULL,
	"secret" text,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"closed_at" timestamp with time zone,
	CONSTRAINT "inboxes_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "submission_limits" (
	"key" text NOT NULL,
	"window_at" timestamp with time zone NOT NULL,
	"hits" integer NOT NULL,
	CONSTRAINT "submission_limits_key_window_at_pk" PRIMARY KEY("key","window_at")
);
--> statement-breakpoint
CREATE TABLE "submissions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"form_id" uuid,
	"inbox_id" uuid,
	"ticket" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"raw" text,
	"content_type" text,
	"values" jsonb NOT NULL,
	"sender" text,
	"state" text NOT NULL,
	"reasons" text[] DEFAULT '{}'::text[] NOT NULL,
	"outcome" text,
	"customer_id" uuid,
	"settled_at" timestamp with time zone,
	"settled_by_id" uuid,
	CONSTRAINT "submissions_one_source" CHECK (("submissions"."form_id" is null) <> ("submissions"."inbox_id" is null)),
	CONSTRAINT "submissions_state_known" CHECK ("submissions"."state" in ('received', 'held', 'done', 'discarded')),
	CONSTRAINT "submissions_done_has_customer" CHECK ("submissions"."state" <> 'done' or "submissions"."customer_id" is not null and "submissions"."outcome" is not null)
);
--> statement-breakpoint
CREATE TABLE "web_forms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"title" text NOT NULL,
	"intro" text DEFAULT '' NOT NULL,
	"locale" text NOT NULL,
	"fields" jsonb NOT NULL,
	"consent" text DEFAULT '' NOT NULL,
	"thanks" text DEFAULT '' NOT NULL,
	"redirect_url" text,
	"pool_id" uuid NOT NULL,
	"routes" jsonb NOT NULL,
	"origins" text[] DEFAULT '{}'::text[] NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"closed_at" timestamp with time zone,
	CONSTRAINT "web_forms_key_unique" UNIQUE("key")
);
--> statement-breakpoint
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inboxes" ADD CONSTRAINT "inboxes_created_by_id_users_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_form_id_web_forms_id_fk" FOREIGN KEY ("form_id") REFERENCES "public"."web_forms"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_inbox_id_inboxes_id_fk" FOREIGN KEY ("inbox_id") REFERENCES "public"."inboxes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_settled_by_id_users_id_fk" FOREIGN KEY ("settled_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_forms" ADD CONSTRAINT "web_forms_pool_id_pools_id_fk" FOREIGN KEY ("pool_id") REFERENCES "public"."pools"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "web_forms" ADD CONSTRAINT "web_forms_created_by_id_users_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submission_limits_window" ON "submission_limits" USING btree ("window_at");--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_once_per_form" ON "submissions" USING btree ("form_id","ticket") WHERE form_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "submissions_once_per_inbox" ON "submissions" USING btree ("inbox_id","ticket") WHERE inbox_id is not null;--> statement-breakpoint
CREATE INDEX "submissions_received" ON "submissions" USING btree ("received_at","id") WHERE state = 'received';--> statement-breakpoint
CREATE INDEX "submissions_held" ON "submissions" USING btree ("received_at","id") WHERE state = 'held';--> statement-breakpoint
CREATE INDEX "submissions_at" ON "submissions" USING btree ("received_at","id");