ALTER TABLE "customers" ADD COLUMN "lifted_bounces" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "over_cap_since" timestamp with time zone;--> statement-breakpoint
-- A rule may ask since when a customer is too much for its owner's cap.
CREATE TRIGGER customers_over_cap_changed BEFORE UPDATE OF over_cap_since ON customers
FOR EACH ROW WHEN (NEW.state = 'owned' AND NEW.due_policy_id IS NOT DISTINCT FROM OLD.due_policy_id AND NEW.version = OLD.version AND NEW.over_cap_since IS DISTINCT FROM OLD.over_cap_since)
EXECUTE FUNCTION mark_deadline();
