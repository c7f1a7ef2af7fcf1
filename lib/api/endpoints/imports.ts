import { z } from "zod";
import { IMPORT_STATES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { readBytes } from "@/lib/api/read-body";
import { receiveFile } from "@/lib/api/receive-import";
import { At, ById, Id, Paging, page } from "@/lib/api/shapes/common";
import { ImportRow } from "@/lib/api/shapes/imports";
import { beginImport, checkOf, jsonOf } from "@/lib/api/start-import";
import { DomainError } from "@/lib/errors";
import { MOST_PART_BYTES } from "@/lib/imports/limits";
import { getImport, listImportRows, listImports } from "@/lib/imports/queries";
import { closeUpload, openUpload, receivePart } from "@/lib/imports/receive-file";
import { ImportOptions, OpenUploadInput } from "@/lib/imports/schema";
import { cancelImport, pauseImport, resumeImport, runImport, undoImport } from "@/lib/imports/steer-import";

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

const Asked = {
  pool: z.string().min(1).max(100).optional().meta({ description: "The pool by its id or name." }),
  check: z
    .enum(["true", "false"])
    .optional()
    .meta({ description: "`true` only counts what would happen; /imports/{id}/run then does it." }),
};

const REFUSALS = [
  ...(["IMPORT_FILE_UNREADABLE", "IMPORT_MAPPING_INCOMPLETE", "NOT_A_MEMBER", "NOT_FOUND"] as const),
] as const;

const create = endpoint({
  id: "createImport",
  method: "post",
  path: "/imports",
  tag: "imports",
  summary: "Import a CSV, TSV or XLSX file into a pool",
  description:
    "As a form with `file`, `pool` and, as JSON, `options` and `mapping`; or the file as the body, with `pool` and `fileName` in the query; at most 20 MB, a larger one is sent in parts (/imports/files). The answer is the import; read it again until it rests. The same file again creates nothing.",
  permission: "customers.import",
  refusals: REFUSALS,
  upload: [
    ...["multipart/form-data", "text/csv", "text/tab-separated-values", "application/octet-stream"],
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ],
  status: 202,
  query: z.strictObject({ ...Asked, fileName: z.string().trim().min(1).max(255).optional() }),
  output: Import,
  location: ({ id }) => `/imports/${id}`,
  run: async ({ ctx, query, request }) => {
    const { fileId, fileName, hash, form } = await receiveFile(ctx, request, query.fileName ?? "import.csv");
    return beginImport(ctx, {
      ...{ fileId, file: { fileName, hash }, pool: form.pool ?? query.pool },
      ...{ options: jsonOf(form, "options"), mapping: jsonOf(form, "mapping") },
      check: checkOf(form, query.check),
    });
  },
});

const openFile = endpoint({
  id: "openFile",
  method: "post",
  path: "/imports/files",
  tag: "imports",
  summary: "Begin to send a large file in parts",
  permission: "customers.import",
  refusals: ["IMPORT_FILE_UNREADABLE"],
  status: 201,
  body: OpenUploadInput,
  output: z.strictObject({ fileId: Id, partBytes: z.int(), parts: z.int() }),
  run: ({ ctx, body }) => openUpload(ctx, body),
});

const sendPart = endpoint({
  id: "sendFilePart",
  method: "put",
  path: "/imports/files/{id}/parts/{part}",
  tag: "imports",
  summary: "Send one part of a file, counted from 0; the same part again takes its place",
  permission: "customers.import",
  repeating: "afresh",
  refusals: ["NOT_FOUND"],
  upload: ["application/octet-stream"],
  params: z.strictObject({ id: Id, part: z.coerce.number().int().min(0).max(100_000) }),
  output: z.strictObject({ part: z.int() }),
  run: async ({ ctx, params, request }) => {
    const bytes = await readBytes(request, MOST_PART_BYTES);
    return receivePart(ctx, { fileId: params.id, part: params.part, bytes });
  },
});

const { pool, check } = Asked;

const importFileOf = endpoint({
  id: "importFile",
  method: "post",
  path: "/imports/files/{id}/import",
  tag: "imports",
  summary: "Import a file whose every part was sent",
  permission: "customers.import",
  refusals: REFUSALS,
  status: 202,
  params: ById,
  body: z.strictObject({
    pool: pool.unwrap(),
    check,
    options: ImportOptions.optional(),
    mapping: z.record(z.string(), z.string().nullable()).optional(),
  }),
  output: Import,
  location: ({ id }) => `/imports/${id}`,
  run: async ({ ctx, params, body }) => {
    const { fileId } = await closeUpload(ctx, { fileId: params.id });
    const { pool, options, mapping } = body;
    return beginImport(ctx, {
      ...{ fileId, file: { fileId }, pool, options, mapping },
      check: body.check === "true",
    });
  },
});

const steps = {
  run: runImport,
  pause: pauseImport,
  resume: resumeImport,
  cancel: cancelImport,
  undo: undoImport,
};

const STEPS: [keyof typeof steps, string][] = [
  ["run", "Enter a file that was only tried"],
  ["pause", "Pause an import after the batch that is being written"],
  ["resume", "Let an import go on"],
  ["cancel", "End an import where it stands; what was entered stays"],
  ["undo", "Take a whole import back, as far as nothing happened to its customers since"],
];

const steering = STEPS.map(([step, summary]) =>
  endpoint({
    ...{ id: `${step}Import`, method: "post", path: `/imports/{id}/${step}`, tag: "imports", summary },
    ...{
      permission: "customers.import",
      repeating: "call",
      refusals: ["NOT_FOUND", "IMPORT_STATE", "NOT_A_MEMBER"],
    },
    params: ById,
    output: z.strictObject({ importId: Id, state: z.enum(IMPORT_STATES) }),
    run: async ({ ctx, params }) => {
      const steered = await steps[step](ctx, { importId: params.id });
      return steered;
    },
  }),
);

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
  output: page(ImportRow),
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

export const IMPORTS: Endpoint[] = [list, create, get, rows, openFile, sendPart, importFileOf, ...steering];
