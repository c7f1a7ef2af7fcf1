import { z } from "zod";
import { GRADES, ROLES, STAGES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, ErrorCodeShape, Id, Params, perName, whole } from "@/lib/api/shapes/common";
import { moveField } from "@/lib/custom-fields/move-field";
import { countFieldUse } from "@/lib/custom-fields/queries";
import { MoveFieldInput } from "@/lib/custom-fields/schema";
import { listAbsences } from "@/lib/leaves/queries";
import { listReceivers } from "@/lib/ownership/list-receivers";
import { UndoAssignmentsInput, UndoClaimsInput } from "@/lib/ownership/schema";
import { undoAssignments } from "@/lib/ownership/undo-assignments";
import { undoClaims } from "@/lib/ownership/undo-claims";
import { findMyRequest } from "@/lib/requests/queries";
import { previewDeparture } from "@/lib/users/preview-departure";
import { listLevels } from "@/lib/users/queries";

const levels = endpoint({
  id: "listLevels",
  method: "get",
  path: "/levels",
  tag: "people",
  summary: "List the levels that people have",
  permission: "users.read",
  output: whole(z.string()),
  run: async ({ ctx }) => ({ data: await listLevels(ctx) }),
});

const absences = endpoint({
  id: "listAbsences",
  method: "get",
  path: "/leaves",
  tag: "people",
  summary: "List who is on leave now, and until when",
  permission: "leaves.read",
  output: whole(z.strictObject({ userId: Id, untilOn: z.iso.date() })),
  run: async ({ ctx }) => ({ data: await listAbsences(ctx) }),
});

const room = { held: z.int(), cap: z.int().nullable(), room: z.int().nullable() };

const receivers = endpoint({
  id: "listReceivers",
  method: "get",
  path: "/pools/{id}/receivers",
  tag: "people",
  summary: "List who can be given customers of a pool, and how many",
  permission: "customers.transfer",
  params: ById,
  output: whole(
    z.strictObject({
      ...{ userId: Id, name: z.string(), teamName: z.string().nullable() },
      pools: z.array(z.strictObject({ poolId: Id, ...room })),
    }),
  ),
  run: async ({ ctx, params }) => ({ data: await listReceivers(ctx, { poolIds: [params.id] }) }),
});

const departure = endpoint({
  id: "previewDeparture",
  method: "get",
  path: "/users/{id}/departure",
  tag: "people",
  summary: "See what somebody holds, and who could take it, before you let him go",
  permission: "users.deactivate",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z
    .strictObject({
      user: z.looseObject({
        ...{ id: Id, name: z.string(), email: z.string(), role: z.enum(ROLES), teamId: Id.nullable() },
      }),
      total: z.int(),
      byPool: z.array(z.strictObject({ poolId: Id, name: z.string(), count: z.int() })),
      byStage: perName(STAGES, z.int()),
      byGrade: perName(GRADES, z.int()),
      byDue: z.strictObject({
        ...{ overdue: z.int(), day: z.int(), threeDays: z.int(), week: z.int(), later: z.int() },
        none: z.int(),
      }),
      ...{ protectedCount: z.int(), plannedCount: z.int(), liveSessions: z.int(), lastAdmin: z.boolean() },
      receivers: z.array(
        z.strictObject({
          ...{ userId: Id, name: z.string(), teamId: Id.nullable(), teamName: z.string().nullable() },
          pools: z.array(z.strictObject({ poolId: Id, name: z.string(), inBook: z.int(), ...room })),
          ...{ wouldTake: z.int(), wouldGoToPool: z.int() },
        }),
      ),
    })
    .meta({ id: "Departure" }),
  run: ({ ctx, params }) => previewDeparture(ctx, { userId: params.id }),
});

const Undone = whole(
  z.union([
    z.strictObject({ customerId: Id, ok: z.literal(true), version: z.int() }),
    z.strictObject({ customerId: Id, ok: z.literal(false), error: ErrorCodeShape, params: Params }),
  ]),
);

const undo = endpoint({
  id: "undoClaims",
  method: "post",
  path: "/claims/undo",
  tag: "ownership",
  summary: "Take back claims of the last moments, with an outcome for each",
  permission: "customers.claim",
  body: UndoClaimsInput,
  output: Undone,
  run: async ({ ctx, body }) => ({ data: await undoClaims(ctx, body) }),
});

const unassign = endpoint({
  id: "undoAssignments",
  method: "post",
  path: "/assignments/undo",
  tag: "ownership",
  summary: "Take back assignments of the last day that nobody has worked on, with an outcome for each",
  permission: "customers.assign",
  body: UndoAssignmentsInput,
  output: Undone,
  run: async ({ ctx, body }) => ({ data: await undoAssignments(ctx, body) }),
});

const request = endpoint({
  id: "getProtectionRequest",
  method: "get",
  path: "/customers/{id}/protection-requests",
  tag: "requests",
  summary: "Read your request for protection of a customer that waits",
  permission: "customers.read",
  params: ById,
  output: z.strictObject({
    request: z
      .strictObject({
        ...{ id: Id, customerId: Id, name: z.string(), ownerId: Id, ownerName: z.string() },
        ...{ days: z.int(), reason: z.string(), askedAt: At, lapsesAt: At, dueAt: At.nullable() },
      })
      .nullable(),
  }),
  run: async ({ ctx, params }) => ({ request: await findMyRequest(ctx, { customerId: params.id }) }),
});

const move = endpoint({
  id: "moveField",
  method: "put",
  path: "/fields/{id}/place",
  tag: "fields",
  summary: "Put a field before another, or last",
  permission: "fields.manage",
  repeating: "call",
  refusals: ["NOT_FOUND"],
  params: ById,
  body: MoveFieldInput.omit({ fieldId: true }),
  output: z.strictObject({ fieldIds: z.array(Id) }),
  run: ({ ctx, params, body }) => moveField(ctx, { ...body, fieldId: params.id }),
});

const use = endpoint({
  id: "countFieldUse",
  method: "get",
  path: "/fields/use",
  tag: "fields",
  summary: "Count in how many customers each field is filled",
  permission: "fields.manage",
  output: z.strictObject({ use: z.record(z.string(), z.int()) }),
  run: async ({ ctx }) => ({ use: await countFieldUse(ctx) }),
});

export const STAFF: readonly Endpoint[] = [
  ...[levels, absences, receivers, departure, undo, unassign, request, move, use],
];
