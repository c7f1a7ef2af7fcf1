import { z } from "zod";
import { VIEW_AUDIENCES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { tagOf } from "@/lib/api/etag";
import { readSearch } from "@/lib/api/search";
import { ById, Id, whole } from "@/lib/api/shapes/common";
import { List, Search } from "@/lib/api/shapes/lists";
import { DomainError } from "@/lib/errors";
import { deleteView } from "@/lib/views/delete-view";
import { editView } from "@/lib/views/edit-view";
import { pinViews } from "@/lib/views/pin-views";
import { listPins, listViews } from "@/lib/views/queries";
import { saveView } from "@/lib/views/save-view";
import { EditViewInput, PinViewsInput, SaveViewInput, SetDefaultViewInput } from "@/lib/views/schema";
import { setDefaultView } from "@/lib/views/set-default-view";

const View = z
  .strictObject({
    id: Id,
    name: z.string(),
    audience: z.enum(VIEW_AUDIENCES),
    state: z.record(z.string(), z.string()),
    revision: z.int(),
    ownerName: z.string(),
    mine: z.boolean().meta({ description: "Whether you may change it." }),
    pinned: z.boolean().meta({ description: "Whether it stands beside your navigation." }),
  })
  .meta({ id: "View", description: "Filters, order and columns of a list, kept under a name." });

const ViewRef = z.strictObject({ viewId: Id, revision: z.int() });

const views = endpoint({
  id: "listViews",
  method: "get",
  path: "/views",
  tag: "lists",
  summary: "List the saved views of a list that are yours, your team's or everybody's",
  permission: "views.read",
  query: z.strictObject({ list: List }),
  output: z.strictObject({ data: z.array(View), defaultId: Id.nullable(), commonId: Id.nullable() }),
  run: async ({ ctx, query }) => {
    const { views, ...opening } = await listViews(ctx, query);
    return { data: views, ...opening };
  },
});

const keep = { tag: "lists", permission: "views.keep" } as const;

const save = endpoint({
  ...keep,
  id: "saveView",
  method: "post",
  path: "/views",
  summary: "Save a view of a list",
  refusals: ["TOO_MANY_VIEWS"],
  status: 201,
  body: SaveViewInput.extend({ state: Search }),
  output: ViewRef,
  etag: ({ revision }) => tagOf(revision),
  run: ({ ctx, body }) => saveView(ctx, { ...body, state: readSearch(body.list, body.state, "state.") }),
});

const { viewId: _view, revision, ...edits } = EditViewInput.shape;

const edit = endpoint({
  ...keep,
  id: "editView",
  method: "patch",
  path: "/views/{id}",
  summary: "Change the name, the audience or the filters of a view",
  description: "`revision`, or If-Match, is the view as you have seen it.",
  refusals: ["NOT_FOUND", "NOT_YOURS", "EDITED_MEANWHILE"],
  ifMatch: true,
  params: ById,
  body: z.strictObject({ ...edits, revision: revision.optional() }),
  output: ViewRef,
  etag: ({ revision }) => tagOf(revision),
  run: ({ ctx, params, body, seen }) => {
    const revision = body.revision ?? seen?.version;
    if (revision === undefined) throw new DomainError("INVALID_INPUT", { field: "revision" });
    return editView(ctx, { ...body, revision, viewId: params.id });
  },
});

const remove = endpoint({
  ...keep,
  id: "deleteView",
  method: "delete",
  path: "/views/{id}",
  summary: "Take a view away",
  refusals: ["NOT_FOUND", "NOT_YOURS"],
  params: ById,
  output: z.strictObject({ viewId: Id }),
  run: ({ ctx, params }) => deleteView(ctx, { viewId: params.id }),
});

const choose = endpoint({
  ...keep,
  id: "setDefaultView",
  method: "put",
  path: "/views/default",
  summary: "Choose the view that a list opens with",
  refusals: ["NOT_FOUND"],
  body: SetDefaultViewInput,
  output: z.strictObject({ viewId: Id.nullable() }),
  run: ({ ctx, body }) => setDefaultView(ctx, body),
});

const pin = endpoint({
  ...keep,
  id: "pinViews",
  method: "put",
  path: "/views/pins",
  summary: "Set which views of a list stand beside your navigation, in order",
  refusals: ["NOT_FOUND"],
  body: PinViewsInput,
  output: z.strictObject({ viewIds: z.array(Id) }),
  run: ({ ctx, body }) => pinViews(ctx, body),
});

const pins = endpoint({
  id: "listPins",
  method: "get",
  path: "/views/pins",
  tag: "lists",
  summary: "List the views that stand beside your navigation",
  permission: "views.read",
  output: whole(
    z.strictObject({ id: Id, list: List, name: z.string(), state: z.record(z.string(), z.string()) }),
  ),
  run: async ({ ctx }) => ({ data: await listPins(ctx) }),
});

export const VIEWS: readonly Endpoint[] = [views, save, edit, remove, choose, pin, pins];
