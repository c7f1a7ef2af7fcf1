import { sql } from "drizzle-orm";
import { actorId, type Ctx, type TxCtx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { lockReps } from "@/lib/ledger/lock-reps";
import { moveCustomers } from "@/lib/ledger/move-customers";
import { once } from "@/lib/operations";
import { authorize } from "@/lib/permissions";
import { readInstant, uuids } from "@/lib/sql-values";
import { addMs } from "@/lib/time";
import { AS_ASSIGNED, ASSIGN_UNDO_MS, ASSIGNED_UNDER } from "./as-assigned";
import { reaches } from "./reach";
import type { UndoAssignmentsInput } from "./schema";
import { tellUnassigned } from "./tell-unassigned";
import type { UndoOutcome } from "./undo-claims";

type Row = {
  id: string;
  version: number;
  owner_id: string | null;
  team_id: string | null;
  pool_name: string;
  name: string;
  held_since: string | null;
  as_assigned: boolean;
};

const readRows = (ctx: TxCtx, ids: readonly string[], lock: boolean) =>
  ctx.db.execute<Row>(sql`
    select c.id, c.version, c.owner_id, o.team_id, po.name as pool_name, c.name, c.held_since, (${AS_ASSIGNED}) as as_assigned
    from customers c join pools po on po.id = c.pool_id left join users o on o.id = c.owner_id
    where c.id = any (${uuids(ids)}) order by c.id ${lock ? sql`for no key update of c` : sql``}`);

/** Why this assignment stays; null when it can be taken back. */
function refusal(ctx: TxCtx, row: Row | undefined, version: number): DomainError | null {
  if (!row) return new DomainError("NOT_FOUND");
  if (row.version !== version || !row.owner_id) return new DomainError("STALE_OWNERSHIP");
  if (!reaches(ctx.actor, { ownerId: row.owner_id, ownerTeamId: row.team_id }))
    return new DomainError("NOT_YOURS");
  const since = readInstant(row.held_since);
  const over = !since || addMs(since, ASSIGN_UNDO_MS) < ctx.now;
  return over || !row.as_assigned ? new DomainError("UNDO_EXPIRED") : null;
}

/**
 * Takes assignments back within a day, as if they had not been: the customers lie in their pools as before, no return
 * and no cool-down is counted, and their owners are told once. What its owner has worked on, or anybody has changed
 * since, stays: UNDO_EXPIRED, STALE_OWNERSHIP. An outcome for each.
 */
export async function undoAssignments(ctx: Ctx, input: UndoAssignmentsInput): Promise<UndoOutcome[]> {
  authorize(ctx.actor, "customers.assign");
  return once(ctx, "undoAssignments", input, async (ctx) => {
    const asked = new Map(input.assignments.map(({ customerId, version }) => [customerId, version]));
    const ids = [...asked.keys()].sort();
    const before = await readRows(ctx, ids, false);
    await lockReps(ctx, [...before.map((row) => row.owner_id), actorId(ctx.actor)]);
    const rows = new Map((await readRows(ctx, ids, true)).map((row) => [row.id, row]));
    const refused = new Map(ids.map((id) => [id, refusal(ctx, rows.get(id), asked.get(id) ?? 0)]));
    const going = ids.filter((id) => !refused.get(id));
    const moved =
      going.length === 0
        ? []
        : await moveCustomers(ctx, {
            kind: "assign_undone",
            where: sql`c.id = any (${uuids(going)}) and ${AS_ASSIGNED}`,
            policyId: ASSIGNED_UNDER,
          });
    const versions = new Map(moved.map(({ id, version }) => [id, version]));
    await tellUnassigned(
      ctx,
      [...rows.values()].flatMap(({ id, name, owner_id, pool_name }) =>
        versions.has(id) && owner_id ? [{ id, name, ownerId: owner_id, poolName: pool_name }] : [],
      ),
    );
    return ids.map((customerId): UndoOutcome => {
      const version = versions.get(customerId);
      if (version !== undefined) return { customerId, ok: true, version };
      const { code, params } = refused.get(customerId) ?? new DomainError("CONFLICT");
      return { customerId, ok: false, error: code, params };
    });
  });
}
