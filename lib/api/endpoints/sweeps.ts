import { z } from "zod";
import { GUARDED_JOBS, SWEEP_JOBS, SWEEP_STATES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { AllocationRuleRef } from "@/lib/api/shapes/allocation";
import { At, ById, Id, Named, page, Rule, whole } from "@/lib/api/shapes/common";
import { approveSweep } from "@/lib/sweeps/approve-sweep";
import { declineSweep } from "@/lib/sweeps/decline-sweep";
import { listHolds } from "@/lib/sweeps/list-holds";
import { pauseReclaims } from "@/lib/sweeps/pause-reclaims";
import { listPauses, listSweeps } from "@/lib/sweeps/queries";
import { resumeReclaims } from "@/lib/sweeps/resume-reclaims";
import { DecideSweepInput, PauseReclaimsInput, ResumeReclaimsInput } from "@/lib/sweeps/schema";
import { undoSweep } from "@/lib/sweeps/undo-sweep";

const Reasons = z.record(z.string(), z.int());

const Sweep = z
  .strictObject({
    id: Id,
    job: z.enum(SWEEP_JOBS),
    state: z.enum(SWEEP_STATES),
    startedAt: At,
    startedByName: z.string().nullable().meta({ description: "Who dealt out by hand; null for a job." }),
    own: z.boolean(),
    lastAt: At,
    moved: z.int(),
    restored: z.int(),
    parts: z.array(
      z.strictObject({
        ...{ pool: Named, rule: Rule.nullable(), allocation: AllocationRuleRef.nullable() },
        ...{ policyVersion: z.int(), moved: z.int() },
      }),
    ),
    undoableUntil: At.nullable(),
    undoneAt: At.nullable(),
    undoneByName: z.string().nullable(),
    left: Reasons,
  })
  .meta({ id: "Sweep", description: "A run of a job that moved customers by a rule." });

const list = endpoint({
  id: "listSweeps",
  method: "get",
  path: "/sweeps",
  tag: "sweeps",
  summary: "List the runs that moved customers by a rule, newest first",
  permission: "sweeps.read",
  query: z.strictObject({
    pool: Id.optional(),
    cursor: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(30),
  }),
  output: page(Sweep),
  run: async ({ ctx, query }) => {
    const { pool, cursor, limit } = query;
    const { rows, nextCursor } = await listSweeps(ctx, {
      ...{ limit },
      ...(pool ? { poolId: pool } : {}),
      ...(cursor ? { cursor } : {}),
    });
    return { data: rows, nextCursor };
  },
});

const undo = endpoint({
  id: "undoSweep",
  method: "post",
  path: "/sweeps/{id}/undo",
  tag: "sweeps",
  summary: "Put back whom a sweep took, as far as nothing happened to them since",
  permission: "sweeps.manage",
  refusals: ["NOT_FOUND", "SWEEP_RUNNING", "SWEEP_UNDO_OVER"],
  params: ById,
  output: z.looseObject({ sweepId: Id, restored: z.int(), left: z.int(), reasons: Reasons }),
  run: ({ ctx, params }) => undoSweep(ctx, { sweepId: params.id }),
});

const Hold = z
  .looseObject({
    id: Id,
    job: z.enum(GUARDED_JOBS),
    pool: Named,
    expected: z.int(),
    ceiling: z.int(),
    found: z.int(),
    heldAt: At,
    due: z.int(),
  })
  .meta({ id: "Hold", description: "A sweep that found more than was foreseen, stopped and asks." });

const holds = endpoint({
  id: "listHolds",
  method: "get",
  path: "/holds",
  tag: "sweeps",
  summary: "List the sweeps that stopped and ask",
  permission: "sweeps.read",
  output: whole(Hold),
  run: async ({ ctx }) => ({ data: await listHolds(ctx) }),
});

const approve = endpoint({
  id: "approveSweep",
  method: "post",
  path: "/holds/{id}/approve",
  tag: "sweeps",
  summary: "Let a stopped sweep go on",
  permission: "sweeps.manage",
  refusals: ["NOT_FOUND", "CONFLICT"],
  params: ById,
  body: DecideSweepInput.omit({ holdId: true }),
  output: z.strictObject({ due: z.int() }),
  run: ({ ctx, params, body }) => approveSweep(ctx, { ...body, holdId: params.id }),
});

const decline = endpoint({
  id: "declineSweep",
  method: "post",
  path: "/holds/{id}/decline",
  tag: "sweeps",
  summary: "Don't let a stopped sweep go on; the pool is paused",
  permission: "sweeps.manage",
  refusals: ["NOT_FOUND", "CONFLICT"],
  params: ById,
  body: DecideSweepInput.omit({ holdId: true }),
  output: z.strictObject({ poolId: Id }),
  run: ({ ctx, params, body }) => declineSweep(ctx, { ...body, holdId: params.id }),
});

const Pause = z
  .strictObject({
    id: Id,
    pool: Named.nullable(),
    from: At,
    note: z.string(),
    byName: z.string().nullable(),
  })
  .meta({ id: "Pause" });

const pauses = endpoint({
  id: "listPauses",
  method: "get",
  path: "/pauses",
  tag: "sweeps",
  summary: "List where nothing is taken back at present",
  permission: "sweeps.read",
  output: whole(Pause),
  run: async ({ ctx }) => ({ data: await listPauses(ctx) }),
});

const pause = endpoint({
  id: "pauseReclaims",
  method: "post",
  path: "/pauses",
  tag: "sweeps",
  summary: "Stop taking customers back, in one pool or in all",
  permission: "sweeps.manage",
  refusals: ["NOT_FOUND", "CONFLICT"],
  status: 201,
  body: PauseReclaimsInput,
  output: z.strictObject({ pauseId: Id }),
  run: ({ ctx, body }) => pauseReclaims(ctx, body),
});

const resume = endpoint({
  id: "resumeReclaims",
  method: "post",
  path: "/pauses/end",
  tag: "sweeps",
  summary: "Take customers back again; every clock stood still meanwhile",
  permission: "sweeps.manage",
  refusals: ["NOT_FOUND", "CONFLICT"],
  body: ResumeReclaimsInput,
  output: z.strictObject({ resumed: z.literal(true) }),
  run: async ({ ctx, body }) => {
    await resumeReclaims(ctx, body);
    return { resumed: true as const };
  },
});

export const SWEEPS: Endpoint[] = [list, undo, holds, approve, decline, pauses, pause, resume];
