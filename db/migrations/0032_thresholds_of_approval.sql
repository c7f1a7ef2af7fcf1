CREATE TABLE "threshold_changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"asked_by_id" uuid NOT NULL,
	"from_threshold" integer,
	"to_threshold" integer,
	"loosens" boolean NOT NULL,
	"state" text NOT NULL,
	"effective_at" timestamp with time zone,
	"settled_at" timestamp with time zone,
	"settled_by_id" uuid,
	CONSTRAINT "threshold_changes_state_known" CHECK ("threshold_changes"."state" in ('waiting', 'in_force', 'declined', 'withdrawn')),
	CONSTRAINT "threshold_changes_settled_is_whole" CHECK (("threshold_changes"."state" = 'waiting') = ("threshold_changes"."settled_at" is null)),
	CONSTRAINT "threshold_changes_loosened_by_two_or_in_time" CHECK ("threshold_changes"."state" <> 'in_force' or not "threshold_changes"."loosens" or ("threshold_changes"."settled_by_id" is not null and "threshold_changes"."settled_by_id" <> "threshold_changes"."asked_by_id")
        or ("threshold_changes"."settled_by_id" is null and "threshold_changes"."effective_at" is not null and "threshold_changes"."effective_at" <= "threshold_changes"."settled_at"))
);
--> statement-breakpoint
ALTER TABLE "threshold_changes" ADD CONSTRAINT "threshold_changes_asked_by_id_users_id_fk" FOREIGN KEY ("asked_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "threshold_changes" ADD CONSTRAINT "threshold_changes_settled_by_id_users_id_fk" FOREIGN KEY ("settled_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "threshold_changes_one_waits" ON "threshold_changes" USING btree ("state") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "threshold_changes_asked" ON "threshold_changes" USING btree ("asked_at","id");--> statement-breakpoint
CREATE FUNCTION threshold_changes_stand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'waiting' THEN
    RAISE EXCEPTION 'what was settled about the threshold of approval stands' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER threshold_changes_stand BEFORE UPDATE OR DELETE ON threshold_changes
  FOR EACH ROW EXECUTE FUNCTION threshold_changes_stand();
