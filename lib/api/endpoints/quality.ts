import { z } from "zod";
import { CHANNELS, CUSTOMER_STATES, DATA_ISSUE_KINDS, GRADES, OUTCOMES } from "@/db/enums";
import { accept } from "@/lib/api/accept";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, ErrorCodeShape, Id, Named, Params, page, perName, whole } from "@/lib/api/shapes/common";
import { countIssues } from "@/lib/quality/count-issues";
import { listIssues } from "@/lib/quality/list-issues";
import { getQualitySettings } from "@/lib/quality/queries";
import { readCompleteness } from "@/lib/quality/read-completeness";
import { reopenIssues } from "@/lib/quality/reopen-issues";
import { reportCustomer } from "@/lib/quality/report-customer";
import { COMPLETENESS_FIELDS } from "@/lib/quality/rules";
import {
  ReopenIssuesInput,
  ReportCustomerInput,
  SetQualitySettingsInput,
  SettleIssuesInput,
} from "@/lib/quality/schema";
import { setQualitySettings } from "@/lib/quality/set-quality-settings";
import { settleIssues } from "@/lib/quality/settle-issues";

const Kind = z.enum(DATA_ISSUE_KINDS);
const common = { tag: "quality" } as const;

const Proof = z.discriminatedUnion("kind", [
  z.strictObject({
    ...{ kind: z.literal("follow_up"), id: Id, at: At, byName: z.string() },
    ...{ channel: z.enum(CHANNELS), outcome: z.enum(OUTCOMES), note: z.string() },
  }),
  z.strictObject({ kind: z.literal("report"), id: Id, at: At, byName: z.string(), note: z.string() }),
  z.strictObject({ kind: z.literal("phone"), id: Id, name: z.string().nullable(), phone: z.string() }),
]);

const Issue = z
  .strictObject({
    id: Id,
    kind: Kind,
    foundAt: At,
    foundByName: z.string().nullable().meta({ description: "Null when the audit found it." }),
    customer: z.strictObject({
      ...{ id: Id, name: z.string(), grade: z.enum(GRADES), state: z.enum(CUSTOMER_STATES) },
      ...{ pool: Named, owner: Named.nullable() },
    }),
    proofs: z.array(Proof).meta({ description: "What speaks for it, masked as on screen." }),
  })
  .meta({ id: "Issue", description: "Something that is wrong with the data of a customer." });

const list = endpoint({
  ...common,
  id: "listIssues",
  method: "get",
  path: "/issues",
  summary: "List what is wrong with the data of customers",
  permission: "quality.read",
  query: z.strictObject({
    kind: Kind.optional(),
    pool: Id.optional(),
    customer: Id.optional(),
    cursor: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(Issue),
  run: async ({ ctx, query: { kind, pool, customer, cursor, limit } }) => {
    const { rows, nextCursor } = await listIssues(ctx, {
      ...{ limit },
      ...(kind ? { kind } : {}),
      ...(pool ? { poolId: pool } : {}),
      ...(customer ? { customerId: customer } : {}),
      ...(cursor ? { cursor } : {}),
    });
    return { data: rows, nextCursor };
  },
});

const count = endpoint({
  ...common,
  id: "countIssues",
  method: "get",
  path: "/issues/count",
  summary: "Read how good the data of each pool is",
  permission: "quality.read",
  output: z
    .strictObject({
      pools: z.array(
        z.strictObject({
          ...{ pool: Named, customers: z.int(), completeness: z.number().nullable(), reachable: z.int() },
          ...{ open: z.partialRecord(Kind, z.int()), duplicates: z.int() },
        }),
      ),
      countedAt: At.nullable(),
    })
    .meta({ id: "Quality" }),
  run: ({ ctx }) => countIssues(ctx),
});

const report = endpoint({
  ...common,
  id: "reportCustomer",
  method: "post",
  path: "/customers/{id}/issues",
  summary: "Say what is wrong with the data of a customer",
  description: "`fresh` is false when it had been said already. `reported` needs a note.",
  permission: "quality.report",
  refusals: ["NOT_FOUND", "NOT_YOURS", "NOT_IN_POOL"],
  params: ById,
  body: z.strictObject({
    ...{ kind: ReportCustomerInput.shape.kind, note: ReportCustomerInput.shape.note },
  }),
  output: z.strictObject({ issueId: Id, fresh: z.boolean() }),
  run: ({ ctx, params, body }) =>
    reportCustomer(ctx, accept(ReportCustomerInput, { ...body, customerId: params.id })),
});

const Outcomes = whole(
  z.union([
    z.strictObject({ issueId: Id, customerId: Id, name: z.string(), ok: z.literal(true) }),
    z.strictObject({
      ...{ issueId: Id, customerId: Id.nullable(), name: z.string().nullable(), ok: z.literal(false) },
      ...{ error: ErrorCodeShape, params: Params },
    }),
  ]),
);

const settle = endpoint({
  ...common,
  id: "settleIssues",
  method: "post",
  path: "/issues/settle",
  summary: "Settle issues: mended, not true, or the customer is invalid; with an outcome for each",
  permission: "quality.settle",
  body: SettleIssuesInput,
  output: Outcomes,
  run: async ({ ctx, body }) => ({ data: await settleIssues(ctx, body) }),
});

const reopen = endpoint({
  ...common,
  id: "reopenIssues",
  method: "post",
  path: "/issues/reopen",
  summary: "Open settled issues again, with an outcome for each",
  permission: "quality.settle",
  body: ReopenIssuesInput,
  output: Outcomes,
  run: async ({ ctx, body }) => ({ data: await reopenIssues(ctx, body) }),
});

const completeness = endpoint({
  ...common,
  id: "getCompleteness",
  method: "get",
  path: "/customers/{id}/completeness",
  summary: "Read how complete the data of a customer is, and what is missing",
  permission: "customers.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z
    .strictObject({
      completeness: z.number().meta({ description: "From 0 to 100." }),
      missing: z.array(z.strictObject({ field: z.enum(COMPLETENESS_FIELDS), weight: z.number() })),
      issues: z.array(z.strictObject({ id: Id, kind: Kind, foundAt: At, mine: z.boolean() })),
    })
    .meta({ id: "Completeness" }),
  run: ({ ctx, params }) => readCompleteness(ctx, { customerId: params.id }),
});

const Settings = z
  .strictObject({
    weights: perName(COMPLETENESS_FIELDS, z.int()),
    goneAfter: z.int().meta({ description: "After so many unanswered attempts a customer counts as gone." }),
  })
  .meta({ id: "QualitySettings" });

const settings = endpoint({
  ...common,
  id: "getQualitySettings",
  method: "get",
  path: "/quality/settings",
  summary: "Read what each field counts for in the completeness",
  permission: "quality.read",
  output: Settings,
  run: ({ ctx }) => getQualitySettings(ctx),
});

const setSettings = endpoint({
  ...common,
  id: "setQualitySettings",
  method: "put",
  path: "/quality/settings",
  summary: "Say what each field counts for in the completeness",
  permission: "quality.manage",
  body: SetQualitySettingsInput,
  output: Settings,
  run: ({ ctx, body }) => setQualitySettings(ctx, body),
});

export const QUALITY: readonly Endpoint[] = [
  ...[list, count, report, settle, reopen, completeness, settings, setSettings],
];
