import { z } from "zod";
import { CUSTOMER_STATES, GRADES, INTENTS, PAIR_STATES, STAGES } from "@/db/enums";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, ErrorCodeShape, Id, Params, whole } from "@/lib/api/shapes/common";
import { Contact, FieldWithValue } from "@/lib/api/shapes/customers";
import { Reasons, Score } from "@/lib/api/shapes/duplicates";
import { decidePairs } from "@/lib/duplicates/decide-pairs";
import { mergeCustomers } from "@/lib/duplicates/merge-customers";
import { mergePairs } from "@/lib/duplicates/merge-pairs";
import { countPairs, getAutoMerge, getPair, listMerges, listPairs } from "@/lib/duplicates/queries";
import {
  DecidePairsInput,
  MergeCustomersInput,
  MergePairsInput,
  SetAutoMergeInput,
} from "@/lib/duplicates/schema";
import { setAutoMerge } from "@/lib/duplicates/set-auto-merge";
import { foreseeUndo, undoMerge } from "@/lib/duplicates/undo-merge";

const desk = { tag: "duplicates", permission: "duplicates.read" } as const;
const two = <S extends z.ZodType>(item: S) => z.tuple([item, item]);

const Pair = z
  .strictObject({
    id: Id,
    score: Score,
    certain: z.boolean(),
    reasons: Reasons,
    names: two(z.string()),
    owners: two(z.string().nullable()),
    askedBy: z.string().nullable(),
    foundAt: At,
  })
  .meta({ id: "Pair", description: "Two customers that may be one." });

const pairs = endpoint({
  ...desk,
  id: "listPairs",
  method: "get",
  path: "/duplicates",
  summary: "List the pairs on the desk, the surest first",
  query: z.strictObject({ cursor: Id.optional() }),
  output: z.strictObject({
    ...{ data: z.array(Pair), nextCursor: z.string().nullable() },
    ...{ total: z.int(), certain: z.int() },
  }),
  run: async ({ ctx, query }) => {
    const { rows, ...rest } = await listPairs(ctx, { cursor: query.cursor ?? null });
    return { ...rest, data: rows };
  },
});

const count = endpoint({
  ...desk,
  id: "countPairs",
  method: "get",
  path: "/duplicates/count",
  summary: "Count the pairs on the desk",
  output: z.strictObject({ total: z.int(), certain: z.int() }),
  run: ({ ctx }) => countPairs(ctx),
});

const text = z.string().nullable();
const Side = z
  .strictObject({
    ...{ id: Id, name: z.string(), state: z.enum(CUSTOMER_STATES), ownerName: text, poolName: z.string() },
    ...{ won: z.boolean(), createdAt: At, lastFollowUpAt: At.nullable() },
    ...{ followUps: z.int(), deals: z.int(), contacts: z.array(Contact) },
    ...{ creditCode: text, externalId: text },
    ...{ grade: z.enum(GRADES), stage: z.enum(STAGES), intent: z.enum(INTENTS) },
    ...{ industry: text, region: text, source: text, website: text, address: text, note: text },
    ...{
      tags: z.array(z.string()),
      expectedValue: z.int().nullable(),
      contractEndsOn: z.iso.date().nullable(),
    },
    custom: z.array(FieldWithValue),
  })
  .meta({ id: "PairSide", description: "One of the two, masked as on screen." });

const pair = endpoint({
  ...desk,
  id: "getPair",
  method: "get",
  path: "/duplicates/{id}",
  summary: "Read a pair, side by side",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: z
    .looseObject({
      ...{ id: Id, score: Score, certain: z.boolean(), state: z.enum(PAIR_STATES), reasons: Reasons },
      asked: z.looseObject({ by: z.string(), at: At, note: z.string() }).nullable(),
      suggestedId: Id.meta({ description: "Which of them is kept when nobody chooses." }),
      sides: two(Side),
    })
    .meta({ id: "PairDetail" }),
  run: ({ ctx, params }) => getPair(ctx, { pairId: params.id }),
});

const merging = { tag: "duplicates", permission: "duplicates.merge" } as const;

const Merge = z.strictObject({
  ...{ mergeId: Id, keptId: Id, name: z.string(), mergedName: z.string(), fields: z.array(z.string()) },
});

const decide = endpoint({
  ...merging,
  id: "decidePairs",
  method: "post",
  path: "/duplicates/decide",
  summary: "Say of pairs that they are two customers, or not now, or put them back",
  body: DecidePairsInput,
  output: z.strictObject({ pairIds: z.array(Id) }),
  run: ({ ctx, body }) => decidePairs(ctx, body),
});

const mergeMany = endpoint({
  ...merging,
  id: "mergePairs",
  method: "post",
  path: "/duplicates/merge",
  summary: "Merge pairs as the desk suggests, with an outcome for each",
  body: MergePairsInput,
  output: whole(
    z.union([
      z.strictObject({ pairId: Id, ok: z.literal(true), merge: Merge }),
      z.strictObject({ pairId: Id, ok: z.literal(false), error: ErrorCodeShape, params: Params }),
    ]),
  ),
  run: async ({ ctx, body }) => ({ data: await mergePairs(ctx, body) }),
});

const merge = endpoint({
  ...merging,
  id: "mergeCustomers",
  method: "post",
  path: "/merges",
  summary: "Make two customers one; for seven days it can be taken back",
  refusals: ["NOT_FOUND", "NOT_YOURS", "NOT_MERGEABLE", "ALREADY_MERGED", "STALE_OWNERSHIP"],
  status: 201,
  body: MergeCustomersInput,
  output: Merge,
  run: ({ ctx, body }) => mergeCustomers(ctx, body),
});

const merges = endpoint({
  ...desk,
  id: "listMerges",
  method: "get",
  path: "/merges",
  summary: "List the merges, newest first",
  output: whole(
    z
      .strictObject({
        ...{ id: Id, keptId: Id, keptName: z.string(), otherName: z.string(), by: z.string().nullable() },
        ...{ automatic: z.boolean(), mergedAt: At, undoneAt: At.nullable(), undoableUntil: At.nullable() },
      })
      .meta({ id: "Merge" }),
  ),
  run: async ({ ctx }) => ({ data: await listMerges(ctx) }),
});

const Count = z.int().min(0);

const Undone = z
  .strictObject({
    ...{
      keptId: Id,
      keptName: z.string(),
      customerId: Id,
      name: z.string(),
      back: z.array(z.string()),
      edited: z.array(z.string()),
    },
    ...{ stays: z.strictObject({ followUps: Count, deals: Count }), contacts: Count, contactsGone: Count },
    ...{
      lostOwner: ErrorCodeShape.nullable(),
      ownerName: z.string().nullable(),
      poolName: z.string().nullable(),
    },
    ...{ dueAt: At.nullable(), heldUntil: At.nullable() },
  })
  .meta({ id: "UndoneMerge" });

const undoing = {
  ...merging,
  refusals: ["NOT_FOUND", "NOT_YOURS", "MERGE_UNDO_OVER", "MERGE_UNDO_BLOCKED", "STALE_OWNERSHIP"],
  params: ById,
  output: Undone,
} as const;

const foresee = endpoint({
  ...undoing,
  id: "foreseeUndo",
  method: "get",
  path: "/merges/{id}/undo",
  summary: "Read what the undo of a merge would make of the two customers",
  run: ({ ctx, params }) => foreseeUndo(ctx, { mergeId: params.id }),
});

const undo = endpoint({
  ...undoing,
  id: "undoMerge",
  method: "post",
  path: "/merges/{id}/undo",
  summary: "Make two customers again of one, as they were; what was done since stays with the kept one",
  run: ({ ctx, params }) => undoMerge(ctx, { mergeId: params.id }),
});

const Auto = z.strictObject({ on: z.boolean() });

const auto = endpoint({
  ...desk,
  id: "getAutoMerge",
  method: "get",
  path: "/merges/automatic",
  summary: "Read whether what is certain merges by itself",
  output: Auto,
  run: ({ ctx }) => getAutoMerge(ctx),
});

const setAuto = endpoint({
  tag: "duplicates",
  id: "setAutoMerge",
  method: "put",
  path: "/merges/automatic",
  summary: "Let what is certain merge by itself, in the pools, or stop that",
  permission: "duplicates.manage",
  body: SetAutoMergeInput,
  output: Auto,
  run: ({ ctx, body }) => setAutoMerge(ctx, body),
});

export const MERGE_DESK: readonly Endpoint[] = [
  ...[pairs, count, pair, decide, mergeMany, merge, merges, foresee, undo, auto, setAuto],
];
