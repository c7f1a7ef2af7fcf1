import type { Locale } from "@/db/enums";
import type { FieldError, FieldErrors } from "@/lib/action-result";
import type { ErrorCode, ErrorParams } from "@/lib/errors";
import { errorText } from "@/lib/i18n/error-text";
import { translatorFor } from "@/lib/i18n/translator";
import { fileRefusalText } from "@/lib/imports/reason-text";

const STATUS: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  WRONG_CREDENTIALS: 401,
  FORBIDDEN: 403,
  SCOPE_MISSING: 403,
  NOT_YOURS: 403,
  NOT_A_MEMBER: 403,
  NOT_FOUND: 404,
  NOTHING_TO_CLAIM: 404,
  METHOD_NOT_ALLOWED: 405,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  INVALID_INPUT: 422,
  OPERATION_REUSED: 422,
  REQUIRED_FIELD_MISSING: 422,
  RULE_UNWORKABLE: 422,
  WEAK_PASSWORD: 422,
  IMPORT_FILE_GONE: 410,
  EXPORT_GONE: 410,
  IMPORT_FILE_UNREADABLE: 422,
  IMPORT_MAPPING_INCOMPLETE: 422,
  CALENDAR_FILE_INVALID: 422,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
};

/** Codes that say that what the caller had seen has changed: with If-Match the condition that he made. */
const CHANGED: ReadonlySet<ErrorCode> = new Set([
  "STALE_OWNERSHIP",
  "EDITED_MEANWHILE",
  "POLICY_CHANGED",
  "DRAFT_CHANGED",
]);

/** The status of a refusal; what the state of things forbids is 409. */
export function statusOf(code: ErrorCode, params: ErrorParams = {}, conditional = false): number {
  if (code === "INVALID_INPUT" && params.problem === "json") return 400;
  if (conditional && CHANGED.has(code)) return 412;
  return STATUS[code] ?? 409;
}

/** In which words a refusal is said. */
export type Speech = { locale: Locale; timeZone: string };

type Refusal = { code: ErrorCode; params?: ErrorParams | undefined; fields?: FieldErrors | undefined };

type ProblemField = { field: string; code: FieldError["code"]; limit?: number; detail: string };

function fieldsOf({ fields = {} }: Refusal, { locale }: Speech): ProblemField[] {
  const t = translatorFor(locale, "errors");
  return Object.entries(fields).map(([field, { code, limit }]) => ({
    ...{ field, code, detail: t(`field.${code}`, { limit: limit ?? 0 }) },
    ...(limit === undefined ? {} : { limit }),
  }));
}

/** What the API says in words of its own: a program has no sign-in that ends, and of a file it says what is wrong. */
function ownSentence({ code, params }: Refusal, { locale }: Speech): string | null {
  if (code === "UNAUTHENTICATED") return translatorFor(locale, "api")("unauthenticated");
  if (code !== "IMPORT_FILE_UNREADABLE") return null;
  return fileRefusalText(translatorFor(locale, "imports"), params ?? {});
}

/** The sentence of a refusal as the interface says it. */
export const detailOf = (refusal: Refusal, speech: Speech): string =>
  ownSentence(refusal, speech) ?? errorText(translatorFor(speech.locale, "errors"), refusal, speech);

/** A refusal as problem+json (RFC 9457): the code of the interface with its facts, and its sentence in the caller's language. */
export function problemResponse(
  refusal: Refusal,
  speech: Speech,
  options: { headers?: Headers; conditional?: boolean; status?: number } = {},
): Response {
  const { code, params = {} } = refusal;
  const status = options.status ?? statusOf(code, params, options.conditional);
  const headers = new Headers(options.headers);
  headers.set("content-type", "application/problem+json");
  headers.set("content-language", speech.locale);
  if (typeof params.retryAfterSeconds === "number")
    headers.set("retry-after", String(params.retryAfterSeconds));
  if (code === "UNAUTHENTICATED") headers.set("www-authenticate", 'Bearer realm="gonghai"');
  if (code === "SCOPE_MISSING") {
    headers.set("www-authenticate", `Bearer error="insufficient_scope", scope="${params.permission}"`);
  }
  if (code === "METHOD_NOT_ALLOWED") headers.set("allow", String(params.allowed));
  const errors = fieldsOf(refusal, speech);
  const body = {
    ...{ type: `urn:gonghai:${code}`, title: code, status, code, params },
    detail: detailOf(refusal, speech),
    ...(errors.length > 0 ? { errors } : {}),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
