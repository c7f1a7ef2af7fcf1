import { z } from "zod";
import { EXPORT_FORMATS, EXPORT_STATES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { readSearch } from "@/lib/api/search";
import { At, ById, Id, Named, page, SameHands } from "@/lib/api/shapes/common";
import { List, Search } from "@/lib/api/shapes/lists";
import { decideExport } from "@/lib/exports/decide-export";
import { fileOf } from "@/lib/exports/file";
import { openExport } from "@/lib/exports/open-export";
import { getExport, getExportRules, listExports } from "@/lib/exports/queries";
import { requestExport } from "@/lib/exports/request-export";
import { DecideExportInput, RequestExportInput, SetExportRulesInput } from "@/lib/exports/schema";
import { setExportRules } from "@/lib/exports/set-export-rules";
import { DEFAULT_LOCALE } from "@/lib/i18n/locales";

const Export = z
  .strictObject({
    id: Id,
    user: Named,
    list: List,
    search: z.record(z.string(), z.string()),
    format: z.enum(EXPORT_FORMATS),
    state: z.enum(EXPORT_STATES),
    ready: z.boolean().meta({ description: "The file is there to be fetched." }),
    expected: z.int(),
    rowCount: z.int(),
    byteCount: z.int(),
    failure: z.string().nullable(),
    askedAt: At,
    decidedBy: z.string().nullable(),
    decidedAt: At.nullable(),
    finishedAt: At.nullable(),
    expiresAt: At.nullable(),
    downloadCount: z.int(),
    fileHash: z.string().nullable(),
    mayDecide: z.boolean(),
    sameHands: SameHands.nullable(),
  })
  .meta({ id: "Export", description: "A list as a file, as whoever asked for it sees it." });

const ExportState = { exportId: Id, state: z.enum(EXPORT_STATES) };

const ask = endpoint({
  id: "requestExport",
  method: "post",
  path: "/exports",
  tag: "lists",
  summary: "Ask for a list as a CSV or XLSX file",
  description:
    "Written within a minute, masked as on screen; read it until it is `ready`. Above the number that the organisation sets somebody else has to agree first.",
  permission: "customers.export",
  refusals: ["NOT_FOUND", "NOT_A_MEMBER", "NOT_YOURS", "EXPORT_EMPTY"],
  status: 202,
  body: RequestExportInput.extend({
    search: Search.default({}),
    locale: RequestExportInput.shape.locale
      .optional()
      .meta({ description: "The language of the file; yours where none is named." }),
  }),
  output: z.strictObject({ ...ExportState, expected: z.int() }),
  location: ({ exportId }) => `/exports/${exportId}`,
  run: ({ ctx, use, body: { locale = use.locale ?? DEFAULT_LOCALE, ...body } }) =>
    requestExport(ctx, { ...body, locale, search: readSearch(body.list, body.search, "search.") }),
});

const exportsOf = { tag: "lists", permission: "exports.read" } as const;

const list = endpoint({
  ...exportsOf,
  id: "listExports",
  method: "get",
  path: "/exports",
  summary: "List exports, newest first",
  query: z.strictObject({ whose: z.enum(["own", "all"]).default("own"), cursor: Id.optional() }),
  output: page(Export),
  run: async ({ ctx, query: { whose, cursor } }) => {
    const { rows, nextCursor } = await listExports(ctx, { whose, ...(cursor ? { cursor } : {}) });
    return { data: rows, nextCursor };
  },
});

const get = endpoint({
  ...exportsOf,
  id: "getExport",
  method: "get",
  path: "/exports/{id}",
  summary: "Read how far an export is",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: Export,
  run: ({ ctx, params }) => getExport(ctx, { exportId: params.id }),
});

const file = endpoint({
  id: "downloadExport",
  method: "get",
  path: "/exports/{id}/file",
  tag: "lists",
  summary: "Fetch the file of an export of yours",
  permission: "customers.export",
  refusals: ["NOT_FOUND", "EXPORT_GONE"],
  download: ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  params: ById,
  output: z.unknown(),
  run: async ({ ctx, use, params }) => fileOf(await openExport(ctx, { exportId: params.id }), use.timeZone),
});

const decide = endpoint({
  id: "decideExport",
  method: "post",
  path: "/exports/{id}/decide",
  tag: "lists",
  summary: "Allow or decline somebody's export",
  permission: "exports.decide",
  refusals: ["NOT_FOUND", "OWN_EXPORT", "NOT_A_SECOND_PERSON", "CONFLICT"],
  params: ById,
  body: DecideExportInput.omit({ exportId: true }),
  output: z.strictObject(ExportState),
  run: ({ ctx, params, body }) => decideExport(ctx, { ...body, exportId: params.id }),
});

const Rules = z.strictObject({
  approvalAbove: z.int().nullable().meta({ description: "Null: nobody has to agree." }),
});

const rules = endpoint({
  ...exportsOf,
  id: "getExportRules",
  method: "get",
  path: "/exports/rules",
  summary: "Read from how many customers on an export needs a second person",
  output: Rules,
  run: ({ ctx }) => getExportRules(ctx),
});

const setRules = endpoint({
  id: "setExportRules",
  method: "put",
  path: "/exports/rules",
  tag: "lists",
  summary: "Say from how many customers on an export needs a second person",
  description: "Whoever raises the number, or switches it off, is himself held to the former for a day.",
  permission: "exports.manage",
  body: SetExportRulesInput,
  output: Rules,
  run: ({ ctx, body }) => setExportRules(ctx, body),
});

export const EXPORTS: readonly Endpoint[] = [ask, list, get, file, decide, rules, setRules];
