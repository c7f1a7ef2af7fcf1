import { z } from "zod";
import {
  CHANNELS,
  CUSTOMER_STATES,
  EVENT_KINDS,
  GRADES,
  LOCALES,
  OUTCOMES,
  STAGES,
  SUSPICIONS,
} from "@/db/enums";
import { accept } from "@/lib/api/accept";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, Named, Paging, page, Rule, whole } from "@/lib/api/shapes/common";
import { fieldFacts } from "@/lib/api/shapes/customers";
import { Count, MineRow, PoolRow } from "@/lib/api/shapes/lists";
import { Quota } from "@/lib/api/shapes/people";
import { neighboursOf } from "@/lib/customers/get-customer";
import { readLoss } from "@/lib/customers/read-loss";
import { countAtRisk } from "@/lib/deadlines/count-at-risk";
import { listFlagged } from "@/lib/follow-ups/list-flagged";
import { previewFollowUp } from "@/lib/follow-ups/preview-follow-up";
import { listPlans, listRecentFollowUps } from "@/lib/follow-ups/queries";
import { RecentFollowUpsInput } from "@/lib/follow-ups/schema";
import { countUnread } from "@/lib/notifications/queries";
import { THEMES, UpdatePreferencesInput, UpdateProfileInput } from "@/lib/profile/schema";
import { updatePreferences } from "@/lib/profile/update-preferences";
import { updateProfile } from "@/lib/profile/update-profile";
import { todayOf } from "@/lib/today/queries";

const editing = { tag: "account", permission: "profile.edit" } as const;

const profile = endpoint({
  ...editing,
  id: "updateProfile",
  method: "patch",
  path: "/me",
  summary: "Change your name or language",
  body: UpdateProfileInput,
  output: z.strictObject({ name: z.string().optional(), locale: z.enum(LOCALES).optional() }),
  run: ({ ctx, body }) => updateProfile(ctx, body),
});

const preferences = endpoint({
  ...editing,
  id: "updatePreferences",
  method: "patch",
  path: "/me/preferences",
  summary: "Choose how your screens look, and whether single keys do things",
  body: UpdatePreferencesInput,
  output: z.strictObject({ theme: z.enum(THEMES).optional(), singleKeys: z.boolean().optional() }),
  run: ({ ctx, body }) => updatePreferences(ctx, body),
});

const unread = endpoint({
  tag: "account",
  id: "countUnread",
  method: "get",
  path: "/notifications/count",
  summary: "Count your unread messages",
  permission: "notifications.read",
  output: z.strictObject({ unread: z.int() }),
  run: async ({ ctx }) => ({ unread: await countUnread(ctx) }),
});

const reading = { tag: "account", permission: "customers.read" } as const;

const atRisk = endpoint({
  ...reading,
  id: "countAtRisk",
  method: "get",
  path: "/me/at-risk",
  summary: "Count your customers that are about to go back",
  output: z.strictObject({ count: z.int() }),
  run: async ({ ctx }) => ({ count: await countAtRisk(ctx) }),
});

const today = endpoint({
  ...reading,
  id: "getToday",
  method: "get",
  path: "/me/today",
  summary: "Read what you have to do today, and whom you could claim",
  output: z
    .looseObject({
      ...{ dropping: z.array(MineRow), firstContact: z.array(MineRow) },
      ...{ overdue: z.array(MineRow), planned: z.array(MineRow) },
      ...{ things: z.int(), urgent: z.int(), doneToday: z.int() },
      fresh: z.array(z.strictObject({ pool: Named, count: Count })),
      recommended: z.array(
        z.strictObject({ row: PoolRow, pool: Named, why: z.array(z.looseObject({ code: z.string() })) }),
      ),
      setUp: z
        .strictObject({ colleagues: z.boolean(), customers: z.boolean(), rules: z.boolean() })
        .nullable(),
      yesterday: z.strictObject({ followedUp: z.int(), claimed: z.int(), won: z.int() }),
      quotas: z.looseObject({ pools: z.array(Quota) }),
    })
    .meta({ id: "Today" }),
  run: ({ ctx }) => todayOf(ctx),
});

const plans = endpoint({
  ...reading,
  id: "listPlans",
  method: "get",
  path: "/me/plans",
  summary: "List your next steps in the order of their time",
  output: whole(
    z.strictObject({
      ...{ customerId: Id, name: z.string(), grade: z.enum(GRADES), version: z.int(), poolId: Id },
      ...{ nextStep: z.string().nullable(), at: At, dueAt: At.nullable() },
      ...{ protectedUntil: At.nullable(), wonAt: At.nullable() },
    }),
  ),
  run: async ({ ctx }) => ({ data: await listPlans(ctx) }),
});

const written = {
  ...{ id: Id, at: At, customerId: Id, name: z.string() },
  ...{ channel: z.enum(CHANNELS), outcome: z.enum(OUTCOMES), note: z.string(), qualifies: z.boolean() },
};

const recent = endpoint({
  ...reading,
  tag: "follow-ups",
  id: "listRecentFollowUps",
  method: "get",
  path: "/me/follow-ups",
  summary: "List the follow-ups that you wrote, newest first",
  query: z.strictObject(Paging),
  output: page(z.strictObject({ ...written, grade: z.enum(GRADES), held: z.boolean() })),
  run: async ({ ctx, query: { cursor, limit } }) => {
    const [at, id] = cursor?.split("~") ?? [];
    const before = cursor === undefined ? {} : { before: { at, id } };
    const { rows, next } = await listRecentFollowUps(ctx, accept(RecentFollowUpsInput, { ...before, limit }));
    return { data: rows, nextCursor: next ? `${next.at}~${next.id}` : null };
  },
});

const flagged = endpoint({
  tag: "follow-ups",
  id: "listFlagged",
  method: "get",
  path: "/follow-ups/flagged",
  summary: "List follow-ups that look as if they were only written down",
  permission: "users.read",
  output: whole(z.strictObject({ ...written, byName: z.string(), suspicions: z.array(z.enum(SUSPICIONS)) })),
  run: async ({ ctx }) => ({ data: await listFlagged(ctx) }),
});

const preview = endpoint({
  tag: "follow-ups",
  id: "previewFollowUp",
  method: "get",
  path: "/customers/{id}/follow-ups/preview",
  summary: "See what a follow-up would do to the deadline, and what counts as one",
  permission: "followUps.log",
  refusals: ["NOT_FOUND", "NOT_YOURS", "NOT_OWNED"],
  params: ById,
  output: z
    .looseObject({
      ...{ customerId: Id, name: z.string(), grade: z.enum(GRADES), stage: z.enum(STAGES), version: z.int() },
      contacts: z.array(
        z.strictObject({ id: Id, name: z.string().nullable(), title: z.string().nullable() }),
      ),
      qualifying: z.looseObject({ minNoteLength: z.int() }),
      ...{ dueAt: At.nullable(), ifQualifiesAt: At.nullable() },
      ...{ nextStep: z.string().nullable(), nextStepAt: At.nullable() },
      lacking: z.array(z.strictObject(fieldFacts)).meta({ description: "Own fields that are still empty." }),
    })
    .meta({ id: "FollowUpPreview" }),
  run: ({ ctx, params }) => previewFollowUp(ctx, { customerId: params.id }),
});

const loss = endpoint({
  tag: "customers",
  permission: "customers.read",
  id: "getLoss",
  method: "get",
  path: "/customers/{id}/loss",
  summary: "Read why a customer of yours is no longer yours",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z
    .strictObject({
      ...{ customerId: Id, name: z.string(), kind: z.enum(EVENT_KINDS), at: At },
      ...{ byName: z.string().nullable(), byMe: z.boolean(), reason: z.string().nullable() },
      ...{ rule: Rule.nullable(), policyVersion: z.int().nullable(), reminded: z.int() },
      ...{ unreminded: z.string().nullable(), unsentFrom: At.nullable() },
      ...{ poolName: z.string(), state: z.enum(CUSTOMER_STATES) },
    })
    .meta({ id: "Loss" }),
  run: ({ ctx, params }) => readLoss(ctx, { customerId: params.id }),
});

const neighbours = endpoint({
  tag: "customers",
  permission: "customers.read",
  id: "getNeighbours",
  method: "get",
  path: "/customers/{id}/neighbours",
  summary: "Read which of your customers come before and after one",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z.strictObject({
    neighbours: z
      .strictObject({
        ...{ previousId: Id.nullable(), nextId: Id.nullable(), position: z.int(), total: z.int() },
      })
      .nullable(),
  }),
  run: async ({ ctx, params }) => ({ neighbours: await neighboursOf(ctx, { customerId: params.id }) }),
});

const ABOUT_ME = [profile, preferences, unread, atRisk, today, plans];
export const DAY: readonly Endpoint[] = [...ABOUT_ME, recent, flagged, preview, loss, neighbours];
