-- A day that a customer's own field holds. The text is always YYYY-MM-DD and so means the same under every setting, which
-- makes the cast fit for an index; what is no day of the calendar is null and makes nothing fail.
CREATE FUNCTION custom_day(value text) RETURNS date LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
BEGIN
  IF value ~ '^[1-9]\d{3}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))$' THEN
    RETURN value::date;
  END IF;
  IF value ~ '^[1-9]\d{3}-02-29$' AND extract(month FROM make_date(left(value, 4)::int, 2, 28) + 1) = 2 THEN
    RETURN value::date;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
-- Several choices are read and indexed as they stand.
DROP FUNCTION custom_choices(jsonb);
