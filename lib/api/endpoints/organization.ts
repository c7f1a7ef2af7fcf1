import { z } from "zod";
import { CALENDAR_REGIONS, DAY_KINDS, THRESHOLD_STATES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, Named, SameHands } from "@/lib/api/shapes/common";
import { declareYear } from "@/lib/calendar/declare-year";
import { importCalendarYear } from "@/lib/calendar/import-calendar-year";
import {
  DeclareYearInput,
  ImportCalendarYearInput,
  SeedCalendarInput,
  SetCalendarDayInput,
  SetCalendarRegionInput,
  SetRestDaysInput,
} from "@/lib/calendar/schema";
import { seedCalendar } from "@/lib/calendar/seed-calendar";
import { setCalendarDay } from "@/lib/calendar/set-calendar-day";
import { setCalendarRegion } from "@/lib/calendar/set-calendar-region";
import { setRestDays } from "@/lib/calendar/set-rest-days";
import { editOrganization } from "@/lib/organization/edit-organization";
import { getOrganization } from "@/lib/organization/queries";
import { EditOrganizationInput } from "@/lib/organization/schema";
import { decideThresholdChange } from "@/lib/policy-drafts/decide-threshold-change";
import { getApprovalSettings } from "@/lib/policy-drafts/queries";
import { DecideThresholdChangeInput, SetApprovalThresholdInput } from "@/lib/policy-drafts/schema";
import { setApprovalThreshold } from "@/lib/policy-drafts/set-approval-threshold";

const tag = "organization" as const;

const get = endpoint({
  tag,
  id: "getOrganization",
  method: "get",
  path: "/organization",
  summary: "Read the organisation: its name, zone and currency",
  permission: "pools.read",
  output: z
    .strictObject({ id: Id, name: z.string(), timeZone: z.string(), currency: z.string() })
    .meta({ id: "Organization" }),
  run: ({ ctx }) => getOrganization(ctx),
});

const edit = endpoint({
  tag,
  id: "editOrganization",
  method: "put",
  path: "/organization",
  summary: "Change the organisation's name, zone or currency",
  description: "With another zone every deadline is computed anew.",
  permission: "organization.edit",
  body: EditOrganizationInput,
  output: z.strictObject({ zoneChanged: z.boolean() }),
  run: async ({ ctx, body }) => ({ zoneChanged: (await editOrganization(ctx, body)).zoneChanged }),
});

const Threshold = z.int().nullable().meta({ description: "Null: never." });

const Change = z
  .strictObject({
    ...{ id: Id, askedAt: At, askedBy: Named.nullable(), from: Threshold, to: Threshold },
    state: z.enum(THRESHOLD_STATES),
    effectiveAt: At.nullable(),
    ...{ settledAt: At.nullable(), settledBy: Named.nullable() },
  })
  .meta({ id: "ThresholdChange" });

const approval = endpoint({
  tag,
  id: "getApprovalSettings",
  method: "get",
  path: "/organization/approval",
  summary: "Read from how many customers on new rules need a second admin",
  permission: "policies.publish",
  output: z
    .strictObject({
      ...{ threshold: Threshold, admins: z.int() },
      ...{ waiting: Change.nullable(), sameHands: SameHands.nullable(), changes: z.array(Change) },
    })
    .meta({ id: "ApprovalSettings" }),
  run: ({ ctx }) => getApprovalSettings(ctx),
});

const setApproval = endpoint({
  tag,
  id: "setApprovalThreshold",
  method: "put",
  path: "/organization/approval",
  summary: "Say from how many customers on new rules need a second admin",
  description: "More customers, or never, waits until another admin agrees.",
  permission: "organization.edit",
  body: SetApprovalThresholdInput,
  output: z.strictObject({ threshold: Threshold, waits: z.boolean(), effectiveAt: At.nullable() }),
  run: ({ ctx, body }) => setApprovalThreshold(ctx, body),
});

const decideChange = endpoint({
  tag,
  id: "decideThresholdChange",
  method: "post",
  path: "/organization/approval/changes/{id}/decide",
  summary: "Agree to a change of that number, decline it, or withdraw one's own",
  permission: "organization.edit",
  refusals: ["REQUEST_OVER", "OWN_CHANGE", "NOT_A_SECOND_PERSON"],
  params: ById,
  body: DecideThresholdChangeInput.omit({ changeId: true }),
  output: z.strictObject({ state: z.enum(THRESHOLD_STATES), threshold: Threshold }),
  run: ({ ctx, params, body }) => decideThresholdChange(ctx, { ...body, changeId: params.id }),
});

const calendar = { tag, permission: "calendar.edit" } as const;
const Year = z.int();

const region = endpoint({
  ...calendar,
  id: "setCalendarRegion",
  method: "put",
  path: "/calendar/region",
  summary: "Choose whose public holidays the working calendar follows",
  body: SetCalendarRegionInput,
  output: z.strictObject({ region: z.enum(CALENDAR_REGIONS), seeded: z.array(Year) }),
  run: async ({ ctx, body }) => {
    const { region, seeded } = await setCalendarRegion(ctx, body);
    return { region, seeded };
  },
});

const rest = endpoint({
  ...calendar,
  id: "setRestDays",
  method: "put",
  path: "/calendar/rest-days",
  summary: "Choose the weekly rest days, 1 to 7 from Monday on",
  body: SetRestDaysInput,
  output: z.strictObject({ restDays: z.array(z.int()) }),
  run: async ({ ctx, body }) => ({ restDays: (await setRestDays(ctx, body)).restDays }),
});

const day = endpoint({
  ...calendar,
  id: "setCalendarDay",
  method: "put",
  path: "/calendar/days",
  summary: "Make a day a holiday or a workday, or give it back to its weekday",
  body: SetCalendarDayInput,
  output: z.strictObject({ day: z.iso.date(), kind: z.enum(DAY_KINDS).nullable() }),
  run: async ({ ctx, body }) => {
    const { day, kind } = await setCalendarDay(ctx, body);
    return { day, kind };
  },
});

const declare = endpoint({
  ...calendar,
  id: "declareYear",
  method: "put",
  path: "/calendar/years",
  summary: "Confirm that the days off of a year are as announced, or take that back",
  body: DeclareYearInput,
  output: z.strictObject({ year: Year, declared: z.boolean() }),
  run: async ({ ctx, body }) => {
    const { year, declared } = await declareYear(ctx, body);
    return { year, declared };
  },
});

const bring = endpoint({
  ...calendar,
  id: "importCalendarYear",
  method: "post",
  path: "/calendar/imports",
  summary: "Bring in the days off of a year as CSV",
  refusals: ["CALENDAR_FILE_INVALID"],
  body: ImportCalendarYearInput,
  output: z.strictObject({ year: Year, holidays: z.int(), workdays: z.int(), kept: z.int() }),
  run: async ({ ctx, body }) => {
    const { refreshed: _, ...brought } = await importCalendarYear(ctx, body);
    return brought;
  },
});

const seed = endpoint({
  ...calendar,
  id: "seedCalendar",
  method: "post",
  path: "/calendar/seed",
  summary: "Take years from the package of public holidays",
  refusals: ["CONFLICT"],
  body: SeedCalendarInput,
  output: z.strictObject({
    ...{ region: z.enum(CALENDAR_REGIONS), seeded: z.array(Year), declared: z.array(Year) },
  }),
  run: async ({ ctx, body }) => {
    const { refreshed: _, ...seeded } = await seedCalendar(ctx, body);
    return seeded;
  },
});

export const ORGANIZATION: readonly Endpoint[] = [
  ...[get, edit, approval, setApproval, decideChange, region, rest, day, declare, bring, seed],
];
