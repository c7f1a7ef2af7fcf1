CREATE SEQUENCE "public"."customer_names_numbers" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE FUNCTION name_blocks(number bigint) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT ARRAY[(number >> 12) * 2, (number >> 16) * 2 + 1]::int[] $$;
--> statement-breakpoint
-- Every name that has been read gets its number; the index is built anew, which is faster than writing each entry.
DROP INDEX "customer_names_grams";
--> statement-breakpoint
UPDATE customer_names SET grams = grams || name_blocks(nextval('customer_names_numbers')) WHERE grams IS NOT NULL;
--> statement-breakpoint
CREATE INDEX "customer_names_grams" ON "customer_names" USING gin ("grams");
