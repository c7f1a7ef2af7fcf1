import type { z } from "zod";
import { fieldErrors } from "@/lib/field-errors";
import { InvalidFields } from "./caller";

/** Reads what a caller gave by a schema; INVALID_INPUT with what is wrong where. */
export function accept<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new InvalidFields(fieldErrors(read.error, value));
}
