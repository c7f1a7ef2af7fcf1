import type { CustomerState, EventKind } from "@/db/enums";
import type { Ctx } from "@/lib/context";
import { CSV_BOM, csvRows } from "@/lib/csv";
import { authorize } from "@/lib/permissions";
import type { AllocationBrief } from "@/lib/policies/allocation-rule";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import { eachEvent } from "./queries";
import type { LedgerInput } from "./schema";
import type { LedgerRow } from "./types";

/** The columns of an exported ledger, in their order. */
export const LEDGER_COLUMNS = [
  "at",
  "kind",
  "customer",
  "customerId",
  "version",
  "fromState",
  "toState",
  "fromOwner",
  "toOwner",
  "fromPool",
  "toPool",
  "actor",
  "reason",
  "note",
  "rule",
  "policyVersion",
  "dueAt",
] as const;
export type LedgerColumn = (typeof LEDGER_COLUMNS)[number];

/** The words of the interface's language; without them the codes themselves are written. */
export type LedgerWords = {
  heading: (column: LedgerColumn) => string;
  kind: (kind: EventKind) => string;
  state: (state: CustomerState) => string;
  reason: (reason: string) => string;
  rule: (rule: RuleBrief) => string;
  allocation: (rule: AllocationBrief) => string;
  job: (job: string) => string;
  instant: (at: Date) => string;
};

export const CODES: LedgerWords = {
  heading: (column) => column,
  kind: (kind) => kind,
  state: (state) => state,
  reason: (reason) => reason,
  rule: (rule) => rule.id,
  allocation: (rule) => rule.id,
  job: (job) => job,
  instant: (at) => at.toISOString(),
};

function cellsOf(row: LedgerRow, words: LedgerWords): (string | number | null)[] {
  const dueAt = typeof row.facts?.dueAt === "string" ? new Date(row.facts.dueAt) : null;
  const cells: Record<LedgerColumn, string | number | null> = {
    at: words.instant(row.at),
    kind: words.kind(row.kind),
    customer: row.customer.name,
    customerId: row.customer.id,
    version: row.version,
    fromState: row.fromState && words.state(row.fromState),
    toState: words.state(row.toState),
    fromOwner: row.fromOwner?.name ?? null,
    toOwner: row.toOwner?.name ?? null,
    fromPool: row.fromPool?.name ?? null,
    toPool: row.toPool.name,
    actor: row.actor?.name ?? (row.job && words.job(row.job)),
    reason: row.reason && words.reason(row.reason),
    note: row.note,
    rule: row.rule ? words.rule(row.rule) : row.allocation && words.allocation(row.allocation),
    policyVersion: row.policyVersion,
    dueAt: dueAt && words.instant(dueAt),
  };
  return LEDGER_COLUMNS.map((column) => cells[column]);
}

async function* lines(
  events: AsyncGenerator<LedgerRow[]>,
  words: LedgerWords,
): AsyncGenerator<string, void, undefined> {
  yield CSV_BOM + csvRows([LEDGER_COLUMNS.map(words.heading)]);
  for await (const page of events) yield csvRows(page.map((row) => cellsOf(row, words)));
}

/** The filtered ledger as a CSV, in pieces as they are read, as far as the actor may see it; never a formula, never a phone. */
export function exportEvents(
  ctx: Ctx,
  input: LedgerInput,
  words: LedgerWords = CODES,
): AsyncGenerator<string> {
  authorize(ctx.actor, "ledger.read");
  return lines(eachEvent(ctx, input), words);
}
