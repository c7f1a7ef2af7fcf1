CREATE TABLE "access_grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"by_id" uuid,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "access_grants_kind_known" CHECK ("access_grants"."kind" in ('account', 'role', 'password', 'address', 'reactivation')),
	CONSTRAINT "access_grants_by_another" CHECK ("access_grants"."by_id" <> "access_grants"."user_id")
);
--> statement-breakpoint
CREATE TABLE "export_rule_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	"from_above" integer,
	"to_above" integer
);
--> statement-breakpoint
ALTER TABLE "access_grants" ADD CONSTRAINT "access_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_grants" ADD CONSTRAINT "access_grants_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "export_rule_changes" ADD CONSTRAINT "export_rule_changes_by_id_users_id_fk" FOREIGN KEY ("by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_grants_of_user" ON "access_grants" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "export_rule_changes_at" ON "export_rule_changes" USING btree ("at");--> statement-breakpoint
CREATE FUNCTION access_grants_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'who gave whom access stands' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER access_grants_stand BEFORE UPDATE OR DELETE ON access_grants
  FOR EACH ROW EXECUTE FUNCTION access_grants_stand();--> statement-breakpoint
CREATE FUNCTION export_rule_changes_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'who changed the approval of exports stands' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER export_rule_changes_stand BEFORE UPDATE OR DELETE ON export_rule_changes
  FOR EACH ROW EXECUTE FUNCTION export_rule_changes_stand();
