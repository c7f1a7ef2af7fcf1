import { z } from "zod";
import { BULK_VERBS, SELECTION_STATES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { readSearch } from "@/lib/api/search";
import { ById, ErrorCodeShape, Id, Params, whole } from "@/lib/api/shapes/common";
import { Search } from "@/lib/api/shapes/lists";
import { advanceBulk } from "@/lib/selections/advance-bulk";
import { createSelection } from "@/lib/selections/create-selection";
import { listFailed, readBulk } from "@/lib/selections/queries";
import { CreateSelectionInput, StartBulkInput } from "@/lib/selections/schema";
import { startBulk } from "@/lib/selections/start-bulk";
import { undoBulk } from "@/lib/selections/undo-bulk";

const progress = {
  selectionId: Id,
  state: z.enum(SELECTION_STATES),
  verb: z.enum(BULK_VERBS).nullable(),
  total: z.int(),
  ok: z.int(),
  failed: z.int(),
  undone: z.int(),
};
const Progress = z.strictObject(progress).meta({
  id: "Selection",
  description: "Customers that were chosen, and how far what is done with them is.",
});

const common = { tag: "lists", permission: "selections.make" } as const;
const one = { ...common, params: ById } as const;

const select = endpoint({
  ...common,
  id: "createSelection",
  method: "post",
  path: "/selections",
  summary: "Choose all that a list holds, or some of it",
  description: "Written down now: what enters the list later is not among them.",
  refusals: ["NOT_FOUND", "NOT_A_MEMBER", "NOT_YOURS", "SELECTION_TOO_BIG"],
  status: 201,
  body: CreateSelectionInput.extend({ search: Search.default({}) }),
  output: Progress,
  location: ({ selectionId }) => `/selections/${selectionId}`,
  run: ({ ctx, body }) =>
    createSelection(ctx, { ...body, search: readSearch(body.list, body.search, "search.") }),
});

const start = endpoint({
  ...one,
  id: "startBulk",
  method: "post",
  path: "/selections/{id}/start",
  summary: "Do one thing with every customer of a selection",
  description:
    "Needs the scope of what is done too. It goes on by itself within a minute; call /advance to go on at once.",
  refusals: ["NOT_FOUND", "SELECTION_OVER", "FORBIDDEN", "SCOPE_MISSING"],
  body: StartBulkInput.shape.bulk,
  output: Progress,
  run: ({ ctx, params, body }) => startBulk(ctx, { selectionId: params.id, bulk: body }),
});

const advance = endpoint({
  ...one,
  id: "advanceBulk",
  method: "post",
  path: "/selections/{id}/advance",
  summary: "Do the next fifty of a selection, or bring the next fifty back",
  repeating: "call",
  refusals: ["NOT_FOUND"],
  output: Progress,
  run: ({ ctx, params }) => advanceBulk(ctx, { selectionId: params.id }),
});

const undo = endpoint({
  ...one,
  id: "undoBulk",
  method: "post",
  path: "/selections/{id}/undo",
  summary: "Take back what was done with a selection, as far as nothing happened since",
  refusals: ["NOT_FOUND", "SELECTION_OVER"],
  output: Progress,
  run: ({ ctx, params }) => undoBulk(ctx, { selectionId: params.id }),
});

const named = { id: Id, name: z.string() };

const read = endpoint({
  ...one,
  id: "getSelection",
  method: "get",
  path: "/selections/{id}",
  summary: "Read how far a selection is, and what was refused or kept",
  refusals: ["NOT_FOUND"],
  output: z
    .strictObject({
      ...progress,
      failures: z.array(
        z.strictObject({
          error: ErrorCodeShape,
          count: z.int(),
          customers: z.array(z.strictObject({ ...named, params: Params })),
        }),
      ),
      kept: z.strictObject({
        count: z.int(),
        customers: z.array(z.strictObject({ ...named, fields: z.string() })),
      }),
      canUndo: z.boolean(),
    })
    .meta({ id: "SelectionReport" }),
  run: ({ ctx, params }) => readBulk(ctx, { selectionId: params.id }),
});

const failed = endpoint({
  ...one,
  id: "listFailed",
  method: "get",
  path: "/selections/{id}/failed",
  summary: "List every customer of a selection that was refused, with the reason",
  refusals: ["NOT_FOUND"],
  output: whole(z.strictObject({ ...named, error: ErrorCodeShape, params: Params })),
  run: async ({ ctx, params }) => ({ data: await listFailed(ctx, { selectionId: params.id }) }),
});

export const SELECTIONS: readonly Endpoint[] = [select, start, advance, undo, read, failed];
