CREATE TABLE "customer_names" (
	"customer_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
INSERT INTO "customer_names" ("customer_id", "name") SELECT "id", "name" FROM "customers";--> statement-breakpoint
DROP INDEX "customers_name_trigram";--> statement-breakpoint
ALTER TABLE "customer_names" ADD CONSTRAINT "customer_names_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "customer_names_trigrams" ON "customer_names" USING gin (name gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "customer_names_characters" ON "customer_names" USING gin (string_to_array(lower(name), null));--> statement-breakpoint
CREATE INDEX "customers_invalid" ON "customers" USING btree ("pool_id") WHERE state = 'invalid';
--> statement-breakpoint
CREATE FUNCTION note_new_names() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_names (customer_id, name) SELECT id, name FROM entered;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_names_noted AFTER INSERT ON customers REFERENCING NEW TABLE AS entered FOR EACH STATEMENT EXECUTE FUNCTION note_new_names();
--> statement-breakpoint
CREATE FUNCTION note_changed_name() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE customer_names SET name = NEW.name WHERE customer_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER customers_name_changed AFTER UPDATE OF name ON customers FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION note_changed_name();
