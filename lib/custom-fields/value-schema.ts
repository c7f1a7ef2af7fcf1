import { z } from "zod";
import { isMasked } from "@/lib/masking/mask";
import { DECIMALS, MAX_HELD, MAX_MONEY, MAX_NUMBER, MAX_TEXT } from "./limits";
import type { CustomValue, FieldFacts } from "./types";

/** PostgreSQL keeps no NUL in a text, and half of a character is none. */
const isWhole = (text: string): boolean => !text.includes("\u0000") && !/\p{Cs}/u.test(text);

const TEXT = z
  .string()
  .trim()
  .min(1)
  .max(MAX_TEXT)
  .refine((text) => isWhole(text) && !isMasked(text));

const NUMBER = z
  .number()
  .min(-MAX_NUMBER)
  .max(MAX_NUMBER)
  .refine((value) => Number(value.toFixed(DECIMALS)) === value)
  // JSON knows no -0.
  .transform((value) => value + 0);

/** Money as it is stored: whole minor units, not below zero. */
export const MONEY = z
  .int()
  .min(0)
  .max(MAX_MONEY)
  .transform((value) => value + 0);

/** A day as it is stored, YYYY-MM-DD. */
export const DATE = z.iso.date().refine((day) => day >= "1000");

/** The options that may be chosen: those in use, and those retired ones that are held already. */
function choosable(field: FieldFacts, held: CustomValue | undefined): Set<unknown> {
  const before = new Set<unknown>(Array.isArray(held) ? held : [held]);
  const open = field.options.filter(({ value, retired }) => !retired || before.has(value));
  return new Set(open.map(({ value }) => value));
}

/**
 * The validator of a field's value, by its definition: the only way a value comes to a customer. `held` is what the
 * customer has; a retired choice of it may stay. A list of choices comes out in the order of the options.
 */
export function valueSchema(field: FieldFacts, held?: CustomValue): z.ZodType<CustomValue> {
  switch (field.type) {
    case "text":
      return TEXT;
    case "number":
      return NUMBER;
    case "money":
      return MONEY;
    case "date":
      return DATE;
    case "yes_no":
      return z.boolean();
    case "choice": {
      const open = choosable(field, held);
      return z.string().refine((value) => open.has(value));
    }
    case "multiple_choice": {
      const open = choosable(field, held);
      return z
        .array(z.string().refine((value) => open.has(value)))
        .min(1)
        .max(MAX_HELD)
        .transform((values) =>
          field.options.map(({ value }) => value).filter((value) => values.includes(value)),
        );
    }
  }
}
