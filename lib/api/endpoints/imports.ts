import { z } from "zod";
import { IMPORT_STATES, ROW_OUTCOMES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, Paging, page } from "@/lib/api/shapes/common";
import { beginImport } from "@/lib/api/start-import";
import { DomainError } from "@/lib/errors";
import { getImport, listImportRows, listImports } from "@/lib/imports/queries";

const counts = {
  rows: z.int(),
  created: z.int(),
  updated: z.int(),
  duplicate: z.int(),
  rejected: z.int(),
};

export const Import = z
  .looseObject({
    id: Id,
    poolId: Id,
    poolName: z.string(),
    fileName: z.string(),
    state: z.enum(IMPORT_STATES),
    ...counts,
    startedByName: z.string().nullable(),
    startedAt: At,
    finishedAt: At.nullable(),
  })
  .meta({ id: "Import", description: "A file that is brought in. The counts add up to its rows." });

const list = endpoint({
  id: "listImports",
  method: "get",
  path: "/imports",
  tag: "imports",
  summary: "List the imports that you see, newest first",
  permission: "customers.import",
  query: z.strictObject({ cursor: Id.optional() }),
  output: page(Import),
  run: async ({ ctx, query }) => {
    const { imports, nextCursor } = await listImports(ctx, query);
    return { data: imports, nextCursor };
  },
});

const Asked = z.strictObject({
  pool: z.string().min(1).max(100).optional().meta({ description: "The pool by its id or name." }),
  fileName: z.string().trim().min(1).max(255).optional(),
});

const create = endpoint({
  id: "createImport",
  method: "post",
  path: "/imports",
  tag: "imports",
  summary: "Import a CSV, TSV or XLSX file into a pool",
  description:
    "As a form with `file`, `pool` and, as JSON, `options`; or the file as the body, with `pool` and `fileName` in the query. The answer is the import; read it again until its state is no longer running. The same file again creates nothing.",
  permission: "customers.import",
  refusals: [
    "IMPORT_FILE_UNREADABLE",
    "IMPORT_MAPPING_INCOMPLETE",
    "IMPORT_STATE",
    "NOT_A_MEMBER",
    "NOT_FOUND",
  ],
  upload: [
    ...["multipart/form-data", "text/csv", "text/tab-separated-values", "application/octet-stream"],
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ],
  status: 202,
  query: Asked,
  output: Import,
  location: ({ id }) => `/imports/${id}`,
  run: async ({ ctx, query, request }) => {
    const importId = await beginImport(ctx, request, query);
    return getImport(ctx, { importId });
  },
});

const get = endpoint({
  id: "getImport",
  method: "get",
  path: "/imports/{id}",
  tag: "imports",
  summary: "Read an import: how far it is, and its counts",
  permission: "customers.import",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: Import,
  run: ({ ctx, params }) => getImport(ctx, { importId: params.id }),
});

const Row = z
  .looseObject({
    number: z.int().meta({ description: "As a spreadsheet counts rows, from 1." }),
    outcome: z.enum(ROW_OUTCOMES),
    reasons: z.array(z.looseObject({ code: z.string() })),
    cells: z.array(z.string()),
  })
  .meta({ id: "ImportRow" });

const rows = endpoint({
  id: "listImportRows",
  method: "get",
  path: "/imports/{id}/rows",
  tag: "imports",
  summary: "List the rows that were not taken, with the reasons",
  permission: "customers.import",
  refusals: ["NOT_FOUND"],
  params: ById,
  query: z.strictObject({ outcome: z.enum(["rejected", "duplicate"]).optional(), ...Paging }),
  output: page(Row),
  run: async ({ ctx, params, query }) => {
    const { outcome, cursor, limit } = query;
    if (cursor !== undefined && !/^[1-9]\d{0,8}$/.test(cursor)) {
      throw new DomainError("INVALID_INPUT", { field: "cursor" });
    }
    const found = await listImportRows(ctx, {
      ...{ importId: params.id, outcomes: outcome ? [outcome] : ["rejected", "duplicate"], limit: limit + 1 },
      ...(cursor ? { after: Number(cursor) } : {}),
    });
    const data = found.slice(0, limit);
    return { data, nextCursor: found.length > limit ? String(data.at(-1)?.number) : null };
  },
});

export const IMPORTS: Endpoint[] = [list, create, get, rows];
