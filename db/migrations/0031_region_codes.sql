ALTER TABLE "customers" ADD COLUMN "region_code" text;--> statement-breakpoint
INSERT INTO duplicate_queue (customer_id) SELECT id FROM customers WHERE region IS NOT NULL ON CONFLICT DO NOTHING;
