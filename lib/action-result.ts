import type { ErrorCode, ErrorParams } from "./errors";

/** What can be wrong with one field; messages/errors.field says it. */
export const FIELD_CODES = [
  "required",
  "too_short",
  "too_long",
  "too_small",
  "too_big",
  "email",
  "date",
  "unknown",
  "taken",
  "invalid",
] as const;
export type FieldCode = (typeof FIELD_CODES)[number];

/** `limit` is the least or most characters, items or amount. */
export type FieldError = { code: FieldCode; limit?: number };
/** By the field's path, its parts joined with dots: `contacts.0.phone`; `""` is the whole. */
export type FieldErrors = Record<string, FieldError>;

export type ActionFailure = { ok: false; error: ErrorCode; params: ErrorParams; fields?: FieldErrors };
/** What every server action answers: a value, or a code with the facts its sentence needs. Never message text. */
export type ActionResult<T> = { ok: true; data: T } | ActionFailure;

/** `key` makes the call safe to repeat: the same key again gets the first answer. A UUID made where the click is. */
export type ActionOptions = { key?: string | undefined };
