import { z } from "zod";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { ById, Id, Named, whole } from "@/lib/api/shapes/common";
import { ImportRow } from "@/lib/api/shapes/imports";
import { fixRows } from "@/lib/imports/fix-rows";
import { previewFile } from "@/lib/imports/preview-file";
import { listTargetPools } from "@/lib/imports/queries";
import { FixRowsInput, PreviewInput } from "@/lib/imports/schema";

const common = { tag: "imports", permission: "customers.import" } as const;

const preview = endpoint({
  ...common,
  id: "previewFile",
  method: "post",
  path: "/imports/files/{id}/preview",
  summary: "See how a file is read: its encoding, header and first rows, and the mapping that is proposed",
  repeating: "afresh",
  refusals: ["NOT_FOUND", "IMPORT_FILE_UNREADABLE", "IMPORT_FILE_GONE"],
  params: ById,
  body: PreviewInput.omit({ fileId: true }),
  output: z
    .looseObject({
      ...{ fileId: Id, fileName: z.string(), byteCount: z.int(), format: z.string() },
      ...{ encoding: z.string().nullable(), delimiter: z.string().nullable() },
      ...{ sheet: z.string().nullable(), sheets: z.array(z.string()), headerRow: z.int() },
      header: z.array(z.string()),
      proposals: z.array(
        z.looseObject({
          ...{ column: z.int(), header: z.string(), field: z.string().nullable(), confidence: z.number() },
        }),
      ),
      rows: z.array(z.looseObject({ number: z.int(), cells: z.array(z.string()) })),
    })
    .meta({ id: "FilePreview" }),
  run: ({ ctx, params, body }) => previewFile(ctx, { ...body, fileId: params.id }),
});

const fix = endpoint({
  ...common,
  id: "fixRows",
  method: "post",
  path: "/imports/{id}/rows",
  summary: "Set right the cells of rows that were not taken; only these are accounted for anew",
  refusals: ["NOT_FOUND", "IMPORT_STATE", "NOT_A_MEMBER"],
  params: ById,
  body: FixRowsInput.omit({ importId: true }),
  output: whole(ImportRow),
  run: async ({ ctx, params, body }) => ({ data: await fixRows(ctx, { ...body, importId: params.id }) }),
});

const pools = endpoint({
  ...common,
  id: "listTargetPools",
  method: "get",
  path: "/imports/pools",
  summary: "List the pools into which you may import",
  output: whole(Named),
  run: async ({ ctx }) => ({ data: (await listTargetPools(ctx)).map(({ id, name }) => ({ id, name })) }),
});

export const IMPORT_ROWS: readonly Endpoint[] = [preview, fix, pools];
