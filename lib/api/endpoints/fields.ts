import { z } from "zod";
import { CALENDAR_REGIONS, DAY_KINDS } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, whole } from "@/lib/api/shapes/common";
import { fieldFacts } from "@/lib/api/shapes/customers";
import { getCalendarYear } from "@/lib/calendar/queries";
import { CalendarYearInput } from "@/lib/calendar/schema";
import { addField } from "@/lib/custom-fields/add-field";
import { editField } from "@/lib/custom-fields/edit-field";
import { listFields } from "@/lib/custom-fields/queries";
import { reopenField } from "@/lib/custom-fields/reopen-field";
import { retireField } from "@/lib/custom-fields/retire-field";
import { AddFieldInput, EditFieldInput } from "@/lib/custom-fields/schema";
import { DomainError } from "@/lib/errors";
import { cancelLeave } from "@/lib/leaves/cancel-leave";
import { listLeaves } from "@/lib/leaves/queries";
import { recordLeave } from "@/lib/leaves/record-leave";
import { RecordLeaveInput } from "@/lib/leaves/schema";

const Field = z
  .strictObject({ ...fieldFacts, position: z.int(), createdAt: At, retiredAt: At.nullable() })
  .meta({ id: "Field", description: "A field that the organisation has added to its customers." });
const FieldId = z.strictObject({ fieldId: Id });

const list = endpoint({
  id: "listFields",
  method: "get",
  path: "/fields",
  tag: "fields",
  summary: "List the fields that the organisation has added",
  permission: "customers.read",
  output: whole(Field),
  run: async ({ ctx }) => ({ data: await listFields(ctx) }),
});

const add = endpoint({
  id: "addField",
  method: "post",
  path: "/fields",
  tag: "fields",
  summary: "Add a field",
  permission: "fields.manage",
  refusals: ["DUPLICATE_NAME", "FIELD_LIMIT_REACHED"],
  status: 201,
  body: AddFieldInput,
  output: z.strictObject({ fieldId: Id, key: z.string() }),
  run: ({ ctx, body }) => addField(ctx, body),
});

const edit = endpoint({
  id: "editField",
  method: "put",
  path: "/fields/{id}",
  tag: "fields",
  summary: "Change a field; its type never changes",
  permission: "fields.manage",
  refusals: ["NOT_FOUND", "DUPLICATE_NAME"],
  params: ById,
  body: EditFieldInput.omit({ fieldId: true }),
  output: FieldId,
  run: async ({ ctx, params, body }) => ({
    fieldId: (await editField(ctx, { ...body, fieldId: params.id })).fieldId,
  }),
});

const retire = endpoint({
  id: "retireField",
  method: "post",
  path: "/fields/{id}/retire",
  tag: "fields",
  summary: "Retire a field: it is read and no longer filled",
  permission: "fields.manage",
  repeating: "call",
  refusals: ["NOT_FOUND", "FIELD_IS_ASKED"],
  params: ById,
  output: FieldId,
  run: ({ ctx, params }) => retireField(ctx, { fieldId: params.id }),
});

const reopen = endpoint({
  id: "reopenField",
  method: "post",
  path: "/fields/{id}/reopen",
  tag: "fields",
  summary: "Fill a retired field again",
  permission: "fields.manage",
  repeating: "call",
  refusals: ["NOT_FOUND", "FIELD_LIMIT_REACHED", "DUPLICATE_NAME"],
  params: ById,
  output: FieldId,
  run: ({ ctx, params }) => reopenField(ctx, { fieldId: params.id }),
});

const Day = z.looseObject({ day: z.iso.date(), kind: z.enum(DAY_KINDS), name: z.string().nullable() });

const calendar = endpoint({
  id: "getCalendar",
  method: "get",
  path: "/calendar",
  tag: "organization",
  summary: "Read a year of the working calendar",
  permission: "calendar.read",
  query: z.strictObject({ year: z.coerce.number().int().min(1900).max(2200).optional() }),
  output: z
    .looseObject({
      year: z.int(),
      region: z.enum(CALENDAR_REGIONS),
      today: z.iso.date(),
      restDays: z.array(z.int()),
      days: z.array(Day),
      declared: z.boolean(),
      undeclaredYears: z.array(z.int()),
    })
    .meta({ id: "CalendarYear" }),
  run: ({ ctx, query }) => {
    const asked = CalendarYearInput.safeParse(query);
    if (!asked.success) throw new DomainError("INVALID_INPUT", { field: "year" });
    return getCalendarYear(ctx, asked.data);
  },
});

const Leave = z
  .strictObject({
    id: Id,
    userId: Id,
    fromOn: z.iso.date(),
    untilOn: z.iso.date(),
    note: z.string(),
    state: z.enum(["ahead", "running", "over"]),
    recordedBy: z.string().nullable(),
    endedAt: At.nullable(),
  })
  .meta({ id: "Leave" });

const LeaveId = z.strictObject({ leaveId: Id });
const onlyId = ({ leaveId }: { leaveId: string }) => ({ leaveId });

const leaves = endpoint({
  id: "listLeaves",
  method: "get",
  path: "/users/{id}/leaves",
  tag: "people",
  summary: "List the leave of a person",
  permission: "leaves.read",
  refusals: ["NOT_FOUND", "NOT_YOURS"],
  params: ById,
  output: whole(Leave),
  run: async ({ ctx, params }) => ({ data: await listLeaves(ctx, { userId: params.id }) }),
});

const addLeave = endpoint({
  id: "recordLeave",
  method: "post",
  path: "/users/{id}/leaves",
  tag: "people",
  summary: "Record leave: the clocks of the person stand still",
  permission: "leaves.record",
  refusals: ["NOT_FOUND", "NOT_YOURS", "LEAVE_OVERLAPS"],
  status: 201,
  params: ById,
  body: z.strictObject({
    fromOn: z.iso.date(),
    untilOn: z.iso.date(),
    note: z.string().max(2000).default(""),
  }),
  output: LeaveId,
  run: async ({ ctx, params, body }) => {
    const asked = RecordLeaveInput.safeParse({ ...body, userId: params.id });
    if (!asked.success) throw new DomainError("INVALID_INPUT", { field: "untilOn" });
    return onlyId(await recordLeave(ctx, asked.data));
  },
});

const endLeave = endpoint({
  id: "cancelLeave",
  method: "delete",
  path: "/leaves/{id}",
  tag: "people",
  summary: "Cancel leave that is ahead, or cut short what is running",
  permission: "leaves.record",
  refusals: ["NOT_FOUND", "NOT_YOURS", "LEAVE_OVER"],
  params: ById,
  output: LeaveId,
  run: async ({ ctx, params }) => onlyId(await cancelLeave(ctx, { leaveId: params.id })),
});

export const FIELDS: Endpoint[] = [
  ...[list, add, edit, retire, reopen, calendar, leaves, addLeave, endLeave],
];
