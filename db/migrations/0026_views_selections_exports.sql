CREATE TABLE "export_parts" (
	"export_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "export_parts_export_id_position_pk" PRIMARY KEY("export_id","position")
);
--> statement-breakpoint
CREATE TABLE "export_rules" (
	"one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"approval_above" integer,
	"set_by_id" uuid,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "export_rules_one" CHECK ("export_rules"."one")
);
--> statement-breakpoint
CREATE TABLE "exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"list" text NOT NULL,
	"search" jsonb NOT NULL,
	"format" text NOT NULL,
	"locale" text NOT NULL,
	"state" text NOT NULL,
	"expected" integer NOT NULL,
	"row_count" integer DEFAULT 0 NOT NULL,
	"byte_count" integer DEFAULT 0 NOT NULL,
	"file_hash" text,
	"failure" text,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_by_id" uuid,
	"decided_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"touched_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"download_count" integer DEFAULT 0 NOT NULL,
	"downloaded_at" timestamp with time zone,
	CONSTRAINT "exports_not_decided_by_asker" CHECK ("exports"."decided_by_id" is distinct from "exports"."user_id")
);
--> statement-breakpoint
CREATE TABLE "phone_lookups" (
	"user_id" uuid PRIMARY KEY NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"count" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_views" (
	"id" uuid PRIMARY KEY NOT NULL,
	"list" text NOT NULL,
	"name" text NOT NULL,
	"audience" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"team_id" uuid,
	"state" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone NOT NULL,
	CONSTRAINT "saved_views_team_matches_audience" CHECK (("saved_views"."audience" = 'team') = ("saved_views"."team_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "selection_items" (
	"selection_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"customer_id" uuid NOT NULL,
	"outcome" text,
	"error" text,
	"params" jsonb,
	"undo" jsonb,
	CONSTRAINT "selection_items_selection_id_position_pk" PRIMARY KEY("selection_id","position")
);
--> statement-breakpoint
CREATE TABLE "selections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"list" text NOT NULL,
	"total" integer NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"verb" text,
	"input" jsonb,
	"ok_count" integer DEFAULT 0 NOT NULL,
	"failed_count" integer DEFAULT 0 NOT NULL,
	"undone_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"touched_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	CONSTRAINT "selections_at_work_have_verb" CHECK ("selections"."state" = 'open' or "selections"."verb" is not null)
);
--> statement-breakpoint
CREATE TABLE "view_defaults" (
	"id" uuid PRIMARY KEY NOT NULL,
	"list" text NOT NULL,
	"user_id" uuid,
	"view_id" uuid NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	CONSTRAINT "view_defaults_one" UNIQUE NULLS NOT DISTINCT("user_id","list")
);
--> statement-breakpoint
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_export_id_exports_id_fk" FOREIGN KEY ("export_id") REFERENCES "public"."exports"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_rules" ADD CONSTRAINT "export_rules_set_by_id_users_id_fk" FOREIGN KEY ("set_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exports" ADD CONSTRAINT "exports_decided_by_id_users_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "phone_lookups" ADD CONSTRAINT "phone_lookups_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "saved_views" ADD CONSTRAINT "saved_views_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_items" ADD CONSTRAINT "selection_items_selection_id_selections_id_fk" FOREIGN KEY ("selection_id") REFERENCES "public"."selections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selection_items" ADD CONSTRAINT "selection_items_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "selections" ADD CONSTRAINT "selections_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_defaults" ADD CONSTRAINT "view_defaults_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "view_defaults" ADD CONSTRAINT "view_defaults_view_id_saved_views_id_fk" FOREIGN KEY ("view_id") REFERENCES "public"."saved_views"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "exports_asked" ON "exports" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "exports_of_user" ON "exports" USING btree ("user_id","asked_at");--> statement-breakpoint
CREATE INDEX "exports_at_work" ON "exports" USING btree ("asked_at") WHERE state in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "exports_expiring" ON "exports" USING btree ("expires_at") WHERE expires_at is not null;--> statement-breakpoint
CREATE INDEX "saved_views_of_owner" ON "saved_views" USING btree ("owner_id","list");--> statement-breakpoint
CREATE INDEX "saved_views_shared" ON "saved_views" USING btree ("list","audience") WHERE audience <> 'own';--> statement-breakpoint
CREATE INDEX "selection_items_of_customer" ON "selection_items" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "selection_items_left" ON "selection_items" USING btree ("selection_id","position") WHERE outcome is null;--> statement-breakpoint
CREATE INDEX "selections_of_user" ON "selections" USING btree ("user_id","created_at");--> statement-breakpoint
CREATE INDEX "selections_at_work" ON "selections" USING btree ("touched_at") WHERE state in ('running', 'undoing');--> statement-breakpoint
CREATE INDEX "selections_expiring" ON "selections" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "view_defaults_of_view" ON "view_defaults" USING btree ("view_id");