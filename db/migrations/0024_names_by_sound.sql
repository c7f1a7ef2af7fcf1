DROP INDEX "customer_names_trigrams";--> statement-breakpoint
DROP INDEX "customer_names_characters";--> statement-breakpoint
ALTER TABLE "customer_names" ADD COLUMN "folded" text;--> statement-breakpoint
ALTER TABLE "customer_names" ADD COLUMN "grams" integer[];--> statement-breakpoint
CREATE INDEX "customer_names_grams" ON "customer_names" USING gin ("grams");--> statement-breakpoint
CREATE INDEX "customer_names_unread" ON "customer_names" USING btree ("customer_id") WHERE grams is null;--> statement-breakpoint
ALTER TABLE "customer_names" ALTER COLUMN "grams" SET STATISTICS 300;
--> statement-breakpoint
CREATE FUNCTION pool_gram(pool uuid) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ('x' || right(pool::text, 8))::bit(32)::int $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION note_changed_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customer_names SET name = NEW.name, folded = NULL, grams = NULL WHERE customer_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION note_changed_pool() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customer_names SET grams = array_append(array_remove(grams, pool_gram(OLD.pool_id)), pool_gram(NEW.pool_id))
    WHERE customer_id = NEW.id AND grams IS NOT NULL;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_pool_changed AFTER UPDATE OF pool_id ON customers FOR EACH ROW WHEN (OLD.pool_id IS DISTINCT FROM NEW.pool_id) EXECUTE FUNCTION note_changed_pool();
