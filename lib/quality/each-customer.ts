import { sql } from "drizzle-orm";
import type { DataIssueKind, DataIssueState } from "@/db/enums";
import type { TxCtx } from "@/lib/context";
import { lockForEditor } from "@/lib/customers/require-editor";
import { DomainError } from "@/lib/errors";
import { uuids } from "@/lib/sql-values";
import type { IssueOutcome } from "./types";

type Row = { id: string; kind: DataIssueKind; state: DataIssueState; customer_id: string; name: string };

/** Issues of one customer that are to be decided together. */
export type OfCustomer = { customerId: string; name: string; issues: Row[] };

type Work = {
  /** The state that an issue has to be in: any other is CONFLICT. */
  wanted: "open" | "settled";
  /** Once for each customer that has an issue in that state, under its lock and in the actor's reach. */
  prepare: (of: OfCustomer) => Promise<void>;
  apply: (issueId: string) => Promise<void>;
};

async function read(ctx: TxCtx, issueIds: readonly string[]): Promise<Row[]> {
  return ctx.db.execute<Row>(sql`
    select i.id, i.kind, i.state, i.customer_id, c.name from data_issues i join customers c on c.id = i.customer_id
    where i.id = any (${uuids(issueIds)}) order by i.customer_id, i.id`);
}

function grouped(rows: readonly Row[]): OfCustomer[] {
  const groups = new Map<string, OfCustomer>();
  for (const row of rows) {
    const of = groups.get(row.customer_id) ?? { customerId: row.customer_id, name: row.name, issues: [] };
    of.issues.push(row);
    groups.set(row.customer_id, of);
  }
  return [...groups.values()];
}

const told = (of: OfCustomer, row: Row, error: DomainError): IssueOutcome => {
  // Of what is out of his sight nobody is told so much as the name.
  const seen = error.code !== "NOT_FOUND" && error.code !== "NOT_YOURS" && error.code !== "NOT_A_MEMBER";
  return {
    ...{ issueId: row.id, customerId: seen ? of.customerId : null, name: seen ? of.name : null },
    ...{ ok: false, error: error.code, params: error.params },
  };
};

async function ofOne(ctx: TxCtx, of: OfCustomer, work: Work): Promise<IssueOutcome[]> {
  const fits = (row: Row) => (row.state === "open") === (work.wanted === "open");
  let { issues } = of;
  try {
    await lockForEditor(ctx, of.customerId);
    // Read again under the lock: whoever writes an issue holds its customer.
    issues = await read(
      ctx,
      issues.map(({ id }) => id),
    );
    const fitting = issues.filter(fits);
    if (fitting.length > 0) await work.prepare({ ...of, issues: fitting });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return issues.map((row) => told(of, row, error));
  }
  const outcomes: IssueOutcome[] = [];
  for (const row of issues) outcomes.push(await ofIssue(of, row, fits(row), work));
  return outcomes;
}

async function ofIssue(of: OfCustomer, row: Row, fits: boolean, work: Work): Promise<IssueOutcome> {
  try {
    if (!fits) throw new DomainError("CONFLICT", { reason: "settled" });
    await work.apply(row.id);
    return { issueId: row.id, customerId: of.customerId, name: of.name, ok: true };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return told(of, row, error);
  }
}

/** Goes through issues customer by customer, ascending, each under the lock of its customer; tells the outcome of each. */
export async function eachCustomer(
  ctx: TxCtx,
  issueIds: readonly string[],
  work: Work,
): Promise<{ outcomes: IssueOutcome[]; concerned: string[] }> {
  const groups = grouped(await read(ctx, issueIds));
  const outcomes = new Map<string, IssueOutcome>();
  for (const of of groups) for (const one of await ofOne(ctx, of, work)) outcomes.set(one.issueId, one);
  const missing = (issueId: string): IssueOutcome => ({
    ...{ issueId, customerId: null, name: null, ok: false, error: "NOT_FOUND", params: {} },
  });
  return {
    outcomes: [...new Set(issueIds)].map((id) => outcomes.get(id) ?? missing(id)),
    concerned: groups.map(({ customerId }) => customerId),
  };
}
