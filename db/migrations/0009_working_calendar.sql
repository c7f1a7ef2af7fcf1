CREATE TABLE "calendar_days" (
	"day" date PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"source" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by_id" uuid,
	CONSTRAINT "calendar_days_kind_known" CHECK ("calendar_days"."kind" in ('holiday', 'workday')),
	CONSTRAINT "calendar_days_source_known" CHECK ("calendar_days"."source" in ('package', 'import', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "calendar_years" (
	"year" integer PRIMARY KEY NOT NULL,
	"declared" boolean NOT NULL,
	"source" text NOT NULL,
	"declared_at" timestamp with time zone,
	"declared_by_id" uuid,
	CONSTRAINT "calendar_years_in_reach" CHECK ("calendar_years"."year" between 2000 and 2100),
	CONSTRAINT "calendar_years_source_known" CHECK ("calendar_years"."source" in ('package', 'import', 'admin')),
	CONSTRAINT "calendar_years_declared_once" CHECK ("calendar_years"."declared" = ("calendar_years"."declared_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "calendars" (
	"organization_id" uuid PRIMARY KEY NOT NULL,
	"region" text NOT NULL,
	"rest_days" integer[] NOT NULL,
	"revision" uuid NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by_id" uuid,
	CONSTRAINT "calendars_region_known" CHECK ("calendars"."region" in ('cn', 'tw', 'hk', 'none')),
	CONSTRAINT "calendars_rest_days_are_weekdays" CHECK ("calendars"."rest_days" <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality("calendars"."rest_days") < 7)
);
--> statement-breakpoint
CREATE TABLE "leaves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	"cancelled_at" timestamp with time zone,
	"cancelled_by_id" uuid,
	CONSTRAINT "leaves_end_after_start" CHECK ("leaves"."until_on" >= "leaves"."from_on" and "leaves"."until_at" > "leaves"."from_at")
);
--> statement-breakpoint
ALTER TABLE "calendar_days" ADD CONSTRAINT "calendar_days_changed_by_id_users_id_fk" FOREIGN KEY ("changed_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_years" ADD CONSTRAINT "calendar_years_declared_by_id_users_id_fk" FOREIGN KEY ("declared_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendars" ADD CONSTRAINT "calendars_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendars" ADD CONSTRAINT "calendars_changed_by_id_users_id_fk" FOREIGN KEY ("changed_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_created_by_id_users_id_fk" FOREIGN KEY ("created_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_ended_by_id_users_id_fk" FOREIGN KEY ("ended_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "leaves" ADD CONSTRAINT "leaves_cancelled_by_id_users_id_fk" FOREIGN KEY ("cancelled_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "leaves_of_user" ON "leaves" USING btree ("user_id","from_at") WHERE "leaves"."cancelled_at" is null;