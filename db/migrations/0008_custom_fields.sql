CREATE TABLE "custom_fields" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"label" text NOT NULL,
	"type" text NOT NULL,
	"options" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"required_stages" text[] DEFAULT '{}'::text[] NOT NULL,
	"position" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"edited_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone,
	CONSTRAINT "custom_fields_key_unique" UNIQUE("key"),
	CONSTRAINT "custom_fields_key_shape" CHECK ("custom_fields"."key" ~ '^f_[a-z0-9]{8}$'),
	CONSTRAINT "custom_fields_label_not_empty" CHECK (length(trim("custom_fields"."label")) > 0),
	CONSTRAINT "custom_fields_type_known" CHECK ("custom_fields"."type" in ('text', 'number', 'money', 'date', 'choice', 'multiple_choice', 'yes_no')),
	CONSTRAINT "custom_fields_options_of_choices" CHECK (jsonb_typeof("custom_fields"."options") = 'array' and (jsonb_array_length("custom_fields"."options") > 0) = ("custom_fields"."type" in ('choice', 'multiple_choice'))),
	CONSTRAINT "custom_fields_stages_known" CHECK ("custom_fields"."required_stages" <@ array['new', 'contacted', 'interested', 'proposal', 'negotiation', 'won', 'lost'])
);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "custom" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "custom_fields_in_order" ON "custom_fields" USING btree ("position","id");--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_custom_is_object" CHECK (jsonb_typeof("customers"."custom") = 'object');
--> statement-breakpoint
-- The choices of a multiple choice as an array, for a condition and for the index that serves it; nothing makes it fail.
CREATE FUNCTION custom_choices(value jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT array(SELECT jsonb_array_elements_text(CASE jsonb_typeof(value) WHEN 'array' THEN value ELSE '[]'::jsonb END))
$$;
