/** The closed lists of the business. Import-free, so that views may use them too. */
export const CUSTOMER_STATES = ["pooled", "owned", "invalid", "merged"] as const;
export type CustomerState = (typeof CUSTOMER_STATES)[number];

export const GRADES = ["A", "B", "C"] as const;
export type Grade = (typeof GRADES)[number];

export const STAGES = ["new", "contacted", "interested", "proposal", "negotiation", "won", "lost"] as const;
export type Stage = (typeof STAGES)[number];

export const INTENTS = ["high", "medium", "low", "unknown"] as const;
export type Intent = (typeof INTENTS)[number];

export const ROLES = ["rep", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const CHANNELS = ["call", "visit", "wechat", "email", "meeting", "other"] as const;
export type Channel = (typeof CHANNELS)[number];

export const OUTCOMES = [
  "connected",
  "no_answer",
  "wrong_number",
  "refused",
  "interested",
  "quoted",
  "scheduled",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of a request for protection. */
export const REQUEST_ANSWERS = ["approved", "declined", "withdrawn", "lapsed"] as const;
export type RequestAnswer = (typeof REQUEST_ANSWERS)[number];

/** The undoing events that keep what they gave back from being taken again at once. */
export const PROTECTED_AFTER = ["reclaim_undone", "merge_resumed"] as const;
export type ProtectedAfter = (typeof PROTECTED_AFTER)[number];

/** What a customer does of itself. */
export const ACTIVITY_KINDS = ["visit", "page_view", "enquiry"] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What makes a follow-up look as if it had only been written down. */
export const SUSPICIONS = ["same_text", "in_a_row", "last_minute"] as const;
export type Suspicion = (typeof SUSPICIONS)[number];

/** Every kind of ledger event; lib/ledger/rules.ts says which transition each one is. */
export const EVENT_KINDS = [
  "created",
  "claimed",
  "claim_undone",
  "assigned",
  "assign_undone",
  "transferred",
  "released",
  "reclaimed",
  "reclaim_undone",
  "departed",
  "protected",
  "unprotected",
  "invalidated",
  "restored",
  "moved",
  "merged",
  "merge_undone",
  "merge_returned",
  "merge_reversed",
  "merge_resumed",
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export const RELEASE_REASONS = [
  "no_budget",
  "no_need",
  "unreachable",
  "chose_competitor",
  "not_my_field",
  "too_many_customers",
  "other",
] as const;
export type ReleaseReason = (typeof RELEASE_REASONS)[number];

export const INVALID_REASONS = [
  "wrong_number",
  "closed_down",
  "duplicate",
  "not_a_customer",
  "unwanted",
  "to_marketing",
  "other",
] as const;
export type InvalidReason = (typeof INVALID_REASONS)[number];

/** What the fields that an organisation adds may hold. */
export const FIELD_TYPES = [
  "text",
  "number",
  "money",
  "date",
  "choice",
  "multiple_choice",
  "yes_no",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export const NOTIFICATION_KINDS = [
  "deadline_near",
  "reclaimed",
  "assigned",
  "transferred_in",
  "transferred_out",
  "handed_over",
  "protection_ended",
  "import_finished",
  "policy_published",
  "approval_asked",
  "draft_approved",
  "draft_unscheduled",
  "threshold_asked",
  "threshold_settled",
  "sweep_held",
  "reclaim_undone",
  "assign_undone",
  "pool_cleaned_up",
  "follow_up_flagged",
  "protection_asked",
  "protection_answered",
  "merged",
  "merge_undone",
  "export_asked",
  "enquiry_received",
  "data_digest",
  "webhook_paused",
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** What became of a change of the number above which a second admin approves. */
export const THRESHOLD_STATES = ["waiting", "in_force", "declined", "withdrawn"] as const;
export type ThresholdState = (typeof THRESHOLD_STATES)[number];

/** What somebody is given by which he comes in or decides. */
export const ACCESS_KINDS = ["account", "role", "password", "address", "reactivation"] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

export const LOCALES = ["zh-CN", "zh-TW", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** `checking` and `checked` are a dry run, of which nothing is left; `cancelled` keeps what was entered before. */
export const IMPORT_STATES = [
  "checking",
  "checked",
  "waiting",
  "running",
  "paused",
  "cancelled",
  "finished",
  "failed",
  "undoing",
  "undone",
] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const ROW_OUTCOMES = ["created", "updated", "duplicate", "rejected"] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** How a customer came into a pool, for the statistics: `created` events split by whether an import made them. */
export const STAT_SOURCES = [
  "created",
  "imported",
  "released",
  "reclaimed",
  "departed",
  "restored",
  "moved_in",
] as const;
export type StatSource = (typeof STAT_SOURCES)[number];

/** How a customer leaves a pool, for the statistics; a claim that was undone is none. */
export const STAT_EXITS = ["claimed", "assigned", "invalidated", "moved_out"] as const;
export type StatExit = (typeof STAT_EXITS)[number];

/** Everything that is counted per day. `discarded` is marked invalid by its holder; `won` is a tenure's first deal. */
export const STAT_MEASURES = [
  ...STAT_SOURCES,
  ...STAT_EXITS,
  "transferred",
  "discarded",
  "follow_up",
  "qualified",
  "first_contact",
  "won",
] as const;
export type StatMeasure = (typeof STAT_MEASURES)[number];

/** What became of a stay in a pool: still there, gone from it otherwise, or taken and then so. */
export const STAT_FATES = [
  "waiting",
  "gone",
  "held",
  "won",
  "released",
  "reclaimed",
  "departed",
  "discarded",
] as const;
export type StatFate = (typeof STAT_FATES)[number];

/** The jobs whose runs are recorded as sweeps. */
export const SWEEP_JOBS = ["reclaim-due", "clean-up-pools", "allocate-pools"] as const;
export type SweepJob = (typeof SWEEP_JOBS)[number];

/** A sweep that was killed is `cut_off`; what it left was for the next one to take. */
export const SWEEP_STATES = ["running", "finished", "cut_off", "undoing", "undone"] as const;
export type SweepState = (typeof SWEEP_STATES)[number];

/** Why an undo left a customer where it is. */
export const LEFT_REASONS = [
  "claimed",
  "invalidated",
  "moved",
  "owner_left",
  "not_member",
  "pool_closed",
  "over_cap",
  "worked_on",
] as const;
export type LeftReason = (typeof LEFT_REASONS)[number];

/** The jobs that the guard stops. */
export const GUARDED_JOBS = ["reclaim-due", "clean-up-pools"] as const satisfies readonly SweepJob[];
export type GuardedJob = (typeof GUARDED_JOBS)[number];

/** What became of a sweep that stopped and asked. */
export const HOLD_STATES = ["waiting", "approved", "declined"] as const;
export type HoldState = (typeof HOLD_STATES)[number];

/** Whose public holidays the working calendar follows; `none` follows nobody's. */
export const CALENDAR_REGIONS = ["cn", "tw", "hk", "none"] as const;
export type CalendarRegion = (typeof CALENDAR_REGIONS)[number];

/** What makes a day other than its weekday says: off, or worked to make up for a holiday. */
export const DAY_KINDS = ["holiday", "workday"] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** Where a day of the calendar comes from: a package of public holidays, an official list, an admin's own hand. */
export const DAY_SOURCES = ["package", "import", "admin"] as const;
export type DaySource = (typeof DAY_SOURCES)[number];

/** What becomes of a pair of customers that may be one. */
export const PAIR_STATES = ["open", "merged", "dismissed"] as const;
export type PairState = (typeof PAIR_STATES)[number];

/** Why two customers may be one. */
export const DUPLICATE_REASONS = [
  "identity",
  "credit_code",
  "name",
  "brand",
  "similar_name",
  "phone",
  "email",
  "domain",
  "address",
  "similar_address",
  "contact",
  "asked",
  /** Somebody created the one though he was told of the other; his reason stands with the pair. */
  "created_anyway",
] as const;
export type DuplicateReason = (typeof DUPLICATE_REASONS)[number];

/** What may be wrong with the data of a customer. Duplicates are pairs and have a desk of their own. */
export const DATA_ISSUE_KINDS = ["wrong_number", "gone", "unreachable", "bad_phone", "reported"] as const;
export type DataIssueKind = (typeof DATA_ISSUE_KINDS)[number];

/** What became of it: `fixed` by an edit, by a conversation or by hand; `invalidated` with the customer. */
export const DATA_ISSUE_STATES = ["open", "fixed", "dismissed", "invalidated"] as const;
export type DataIssueState = (typeof DATA_ISSUE_STATES)[number];

/** The lists that people keep views of, select in and export. */
export const LISTS = ["pool", "mine"] as const;
export type ListName = (typeof LISTS)[number];

/** Who finds a view among his: whoever made it, a team, or everybody. */
export const VIEW_AUDIENCES = ["own", "team", "everyone"] as const;
export type ViewAudience = (typeof VIEW_AUDIENCES)[number];

/** How far what is done with a selection has come. */
export const SELECTION_STATES = ["open", "running", "finished", "undoing", "undone"] as const;
export type SelectionState = (typeof SELECTION_STATES)[number];

/** What is done with many customers at once. */
export const BULK_VERBS = ["claim", "release", "assign", "transfer", "move", "edit"] as const;
export type BulkVerb = (typeof BULK_VERBS)[number];

/** What became of one customer of a selection. */
export const ITEM_OUTCOMES = ["ok", "failed", "undone", "kept"] as const;
export type ItemOutcome = (typeof ITEM_OUTCOMES)[number];

/** How far an export has come. */
export const EXPORT_STATES = ["asked", "queued", "running", "done", "failed", "declined"] as const;
export type ExportState = (typeof EXPORT_STATES)[number];

export const EXPORT_FORMATS = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];
