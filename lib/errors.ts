/** What can go wrong, as codes. The interface turns a code and its params into words (messages/errors). */
export const ERROR_CODES = [
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "SCOPE_MISSING",
  "NOT_FOUND",
  "INVALID_INPUT",
  "CONFLICT",
  "INTERNAL",
  "TOO_MANY_REQUESTS",
  "BAD_ORIGIN",
  "METHOD_NOT_ALLOWED",
  "UNSUPPORTED_MEDIA_TYPE",
  "TOO_LARGE",
  "ALREADY_CLAIMED",
  "NOT_IN_POOL",
  "NOTHING_TO_CLAIM",
  "NOT_OWNED",
  "NOT_YOURS",
  "STALE_OWNERSHIP",
  "NOT_A_MEMBER",
  "HOLDING_CAP_REACHED",
  "DAILY_LIMIT_REACHED",
  "WEEKLY_LIMIT_REACHED",
  "COOLING_DOWN",
  "FROZEN",
  "AWAITS_DECISION",
  "PROTECTED",
  "PROTECTION_LIMIT_REACHED",
  "REQUESTS_OFF",
  "REQUEST_WAITING",
  "REQUESTS_USED",
  "REQUEST_OVER",
  "NOT_PROTECTED",
  "UNDO_EXPIRED",
  "DUPLICATE_CUSTOMER",
  "DUPLICATE_NAME",
  "DUPLICATE_EMAIL",
  "USER_INACTIVE",
  "LAST_ADMIN",
  "POLICY_CHANGED",
  "APPROVAL_NEEDED",
  "OWN_DRAFT",
  "DRAFT_CHANGED",
  "POOL_NOT_EMPTY",
  "POOL_IS_TARGET",
  "RULE_UNWORKABLE",
  "EDITED_MEANWHILE",
  "REQUIRED_FIELD_MISSING",
  "FIELD_LIMIT_REACHED",
  "FIELD_IS_ASKED",
  "OPERATION_REUSED",
  "WEAK_PASSWORD",
  "ALREADY_SET_UP",
  "WRONG_CREDENTIALS",
  "CALENDAR_FILE_INVALID",
  "LEAVE_OVERLAPS",
  "LEAVE_OVER",
  "SWEEP_RUNNING",
  "SWEEP_UNDO_OVER",
  "IMPORT_FILE_UNREADABLE",
  "IMPORT_MAPPING_INCOMPLETE",
  "IMPORT_RUNNING",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export type ErrorParams = Record<string, string | number | boolean | null>;

/** The one way a verb says no: a code and the facts its sentence needs. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  constructor(
    readonly code: ErrorCode,
    readonly params: ErrorParams = {},
  ) {
    super(code);
  }
}
