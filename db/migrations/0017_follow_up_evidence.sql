ALTER TABLE "follow_ups" ADD COLUMN "evidence" text;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD COLUMN "note_key" text;--> statement-breakpoint
ALTER TABLE "follow_ups" ADD COLUMN "suspicions" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
CREATE INDEX "follow_ups_flagged" ON "follow_ups" USING btree ("at" DESC NULLS LAST,"id") WHERE suspicions <> '{}';