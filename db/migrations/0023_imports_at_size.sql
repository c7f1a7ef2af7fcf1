CREATE TABLE "import_file_parts" (
	"file_id" uuid NOT NULL,
	"part" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "import_file_parts_file_id_part_pk" PRIMARY KEY("file_id","part")
);
--> statement-breakpoint
CREATE TABLE "import_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file_name" text NOT NULL,
	"byte_count" bigint NOT NULL,
	"part_bytes" integer NOT NULL,
	"hash" text,
	"encoding" text,
	"uploaded_by_id" uuid,
	"uploaded_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"gone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "import_fixes" (
	"import_id" uuid NOT NULL,
	"row_number" integer NOT NULL,
	"cells" jsonb NOT NULL,
	"fixed_by_id" uuid,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "import_fixes_import_id_row_number_pk" PRIMARY KEY("import_id","row_number")
);
--> statement-breakpoint
DROP INDEX "import_rows_by_outcome";--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "version" integer;--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "changes" jsonb;--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "undo" text;--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "fixed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "file_id" uuid;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "header_key" text;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "plan" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "facts" jsonb;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "total_rows" integer;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "reached_row" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "forecast" jsonb;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "failure_params" jsonb;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "lease_id" uuid;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "leased_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undone_by_id" uuid;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undone_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "kept_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "import_file_parts" ADD CONSTRAINT "import_file_parts_file_id_import_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."import_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_files" ADD CONSTRAINT "import_files_uploaded_by_id_users_id_fk" FOREIGN KEY ("uploaded_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_fixes" ADD CONSTRAINT "import_fixes_import_id_imports_id_fk" FOREIGN KEY ("import_id") REFERENCES "public"."imports"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "import_fixes" ADD CONSTRAINT "import_fixes_fixed_by_id_users_id_fk" FOREIGN KEY ("fixed_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_files_to_expire" ON "import_files" USING btree ("expires_at") WHERE gone_at is null;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_file_id_import_files_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."import_files"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_undone_by_id_users_id_fk" FOREIGN KEY ("undone_by_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_rows_of_customer" ON "import_rows" USING btree ("customer_id","import_id") WHERE customer_id is not null;--> statement-breakpoint
CREATE INDEX "import_rows_left" ON "import_rows" USING btree ("import_id","row_number") WHERE undo is not null and undo <> 'undone';--> statement-breakpoint
CREATE INDEX "imports_to_work" ON "imports" USING btree ("id") WHERE state in ('checking', 'waiting', 'running', 'undoing');--> statement-breakpoint
CREATE INDEX "imports_by_header" ON "imports" USING btree ("header_key","id") WHERE header_key is not null;--> statement-breakpoint
CREATE INDEX "imports_of_file" ON "imports" USING btree ("file_id") WHERE file_id is not null;--> statement-breakpoint
CREATE INDEX "import_rows_by_outcome" ON "import_rows" USING btree ("import_id","outcome","row_number") WHERE outcome in ('duplicate', 'rejected');
--> statement-breakpoint
-- What is sent is often packed already, and is read once or twice: packing it again costs more than it saves.
ALTER TABLE "import_file_parts" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
