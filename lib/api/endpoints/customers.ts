import { z } from "zod";
import { GRADES, STAGES } from "@/db/enums";
import { endpoint } from "@/lib/api/endpoint";
import { tagOf } from "@/lib/api/etag";
import { pageOfCustomers } from "@/lib/api/list-customers";
import { At, ById, Id, Paging, page, Rule, whole } from "@/lib/api/shapes/common";
import { Contact, Customer, CustomerSummary, Event } from "@/lib/api/shapes/customers";
import { TimelineItem } from "@/lib/api/shapes/timeline";
import { createCustomer } from "@/lib/customers/create-customer";
import { editCustomer } from "@/lib/customers/edit-customer";
import { getCustomer } from "@/lib/customers/get-customer";
import { getTimeline } from "@/lib/customers/get-timeline";
import { TIMELINE_KINDS } from "@/lib/customers/list-schema";
import { markChurnRisk } from "@/lib/customers/mark-churn-risk";
import { revealContacts } from "@/lib/customers/reveal-contacts";
import {
  CreateCustomerInput,
  EditCustomerInput,
  MarkChurnRiskInput,
  SearchInput,
} from "@/lib/customers/schema";
import { searchCustomers } from "@/lib/customers/search-customers";
import { DomainError } from "@/lib/errors";
import { listCustomerEvents } from "@/lib/ledger/list-customer-events";
import { findPoolId, firstPoolId } from "@/lib/pools/name-pools";

const Words = z.string().trim().min(1).max(100).optional().meta({
  description: "Several may stand with commas between.",
});

const Filters = z.strictObject({
  pool: z.string().min(1).max(100).optional().meta({ description: "A pool by its id or name." }),
  owner: z
    .union([z.enum(["none", "me"]), z.uuid()])
    .optional()
    .meta({
      description: "`none` lists what lies in the pools, `me` yours, an id somebody's; absent all you see.",
    }),
  q: z.string().trim().min(1).max(100).optional().meta({ description: "Part of the name." }),
  grade: z.enum(GRADES).optional(),
  stage: z.enum(STAGES).optional(),
  ...{ region: Words, industry: Words, source: Words },
  tag: z.string().trim().min(1).max(40).optional(),
  ...Paging,
});

const listCustomers = endpoint({
  id: "listCustomers",
  method: "get",
  path: "/customers",
  tag: "customers",
  summary: "List customers",
  description:
    "Held customers that you see and those in your pools, oldest first. The order is that of ids, which nothing changes: whoever is in the list all the while that you read its pages comes exactly once, whatever is claimed, moved or edited meanwhile. Contacts are masked as on screen.",
  permission: "customers.read",
  refusals: ["NOT_FOUND", "NOT_YOURS", "NOT_A_MEMBER"],
  query: Filters,
  output: page(CustomerSummary),
  run: async ({ ctx, query: { pool, ...asked } }) =>
    pageOfCustomers(ctx, {
      ...asked,
      pool: pool === undefined ? undefined : await findPoolId(ctx, { pool }),
    }),
});

const Created = z.strictObject({
  id: Id,
  name: z.string(),
  version: z.int(),
  dueAt: At.nullable(),
  rule: Rule.nullable(),
});

const createOne = endpoint({
  id: "createCustomer",
  method: "post",
  path: "/customers",
  tag: "customers",
  summary: "Create a customer",
  description:
    "Into a pool, the first of yours where none is named; with `into: mine` into your hands, under the rules of that pool. With `likely: refuse` one that is likely there already is refused until `reason` says why it is another; a reason puts the pair on the merge desk.",
  permission: "customers.create",
  refusals: [
    "DUPLICATE_CUSTOMER",
    "LIKELY_DUPLICATE",
    "REQUIRED_FIELD_MISSING",
    "NOT_A_MEMBER",
    "HOLDING_CAP_REACHED",
  ],
  status: 201,
  body: CreateCustomerInput.omit({ poolId: true }).extend({
    into: CreateCustomerInput.shape.into.default("pool"),
    pool: z.string().min(1).max(100).optional().meta({ description: "A pool by its id or name." }),
  }),
  output: Created,
  location: ({ id }) => `/customers/${id}`,
  run: async ({ ctx, body: { pool, ...customer } }) => {
    const poolId = pool === undefined ? await firstPoolId(ctx) : await findPoolId(ctx, { pool });
    const { customerId: id, ...created } = await createCustomer(ctx, { ...customer, poolId });
    return { id, ...created };
  },
});

const getOne = endpoint({
  id: "getCustomer",
  method: "get",
  path: "/customers/{id}",
  tag: "customers",
  summary: "Read a customer, with its deadline explained",
  description: "ETag is what If-Match takes. Contacts are masked as on screen.",
  permission: "customers.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: Customer,
  etag: ({ version, editedAt }) => tagOf(version, editedAt),
  run: ({ ctx, params }) => getCustomer(ctx, { customerId: params.id }),
});

const { customerId: _id, editedAt: _seen, version: _version, changes, ...edits } = EditCustomerInput.shape;

const editOne = endpoint({
  id: "editCustomer",
  method: "patch",
  path: "/customers/{id}",
  tag: "customers",
  summary: "Edit a customer",
  description:
    "Only what is named changes. With If-Match nothing is written when somebody else has edited it since: 412. A new phone that another customer has is refused as when one is created, and with `likely: refuse` so are contacts that make it likely another, until `reason` says why it is not.",
  permission: "customers.edit",
  refusals: [
    ...(["NOT_FOUND", "NOT_YOURS", "EDITED_MEANWHILE", "DUPLICATE_CUSTOMER"] as const),
    ...(["LIKELY_DUPLICATE", "REQUIRED_FIELD_MISSING"] as const),
  ],
  ifMatch: true,
  params: ById,
  body: z.strictObject({ ...changes.unwrap().shape, ...edits }),
  output: z.strictObject({ customerId: Id, editedAt: At, fields: z.array(z.string()) }),
  run: ({ ctx, params, body, seen }) => {
    const { custom, contacts, likely, reason, ...changes } = body;
    return editCustomer(ctx, {
      ...{ customerId: params.id, changes, custom, contacts, likely, reason },
      ...(seen ? { version: seen.version } : {}),
      ...(seen?.editedAt ? { editedAt: seen.editedAt } : {}),
    });
  },
});

const revealOne = endpoint({
  id: "revealContacts",
  method: "post",
  path: "/customers/{id}/contacts/reveal",
  tag: "customers",
  summary: "Show the contacts of a customer unmasked",
  description: "Who looked is recorded. Your first look ends the undo of your claim.",
  permission: "contacts.reveal",
  repeating: "afresh",
  refusals: ["NOT_FOUND", "NOT_YOURS", "NOT_OWNED"],
  params: ById,
  output: z.strictObject({ customerId: Id, contacts: z.array(Contact) }),
  run: ({ ctx, params }) => revealContacts(ctx, { customerId: params.id }),
});

const contactsOf = endpoint({
  id: "listContacts",
  method: "get",
  path: "/customers/{id}/contacts",
  tag: "customers",
  summary: "List the contacts of a customer, masked as on screen",
  permission: "customers.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  output: whole(Contact),
  run: async ({ ctx, params }) => ({
    data: (await getCustomer(ctx, { customerId: params.id })).contacts,
  }),
});

const { customerId: _churned, version: _churnVersion, ...churn } = MarkChurnRiskInput.shape;

const markOne = endpoint({
  id: "markChurnRisk",
  method: "put",
  path: "/customers/{id}/churn-risk",
  tag: "customers",
  summary: "Mark a customer as one that may leave, or take the mark off",
  permission: "customers.edit",
  refusals: ["NOT_FOUND", "NOT_YOURS", "STALE_OWNERSHIP"],
  ifMatch: true,
  params: ById,
  body: z.strictObject(churn),
  output: z.strictObject({ customerId: Id, churnRiskAt: At.nullable(), changed: z.boolean() }),
  run: ({ ctx, params, body, seen }) =>
    markChurnRisk(ctx, { ...body, customerId: params.id, ...(seen ? { version: seen.version } : {}) }),
});

const timelineOf = endpoint({
  id: "getTimeline",
  method: "get",
  path: "/customers/{id}/timeline",
  tag: "customers",
  summary: "Read everything that happened to a customer, newest first",
  permission: "customers.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  query: z.strictObject({ kind: z.enum(TIMELINE_KINDS).optional(), ...Paging }),
  output: page(TimelineItem),
  run: async ({ ctx, params, query }) => {
    const { kind, cursor, limit } = query;
    const { items, nextCursor } = await getTimeline(ctx, {
      ...{ customerId: params.id, limit, kinds: kind ? [kind] : [] },
      ...(cursor ? { cursor } : {}),
    });
    return { data: items, nextCursor };
  },
});

const eventsOf = endpoint({
  id: "listCustomerEvents",
  method: "get",
  path: "/customers/{id}/events",
  tag: "customers",
  summary: "Read the ledger of a customer, newest first",
  permission: "customers.read",
  refusals: ["NOT_FOUND"],
  params: ById,
  query: z.strictObject(Paging),
  output: page(Event),
  run: async ({ ctx, params, query }) => {
    const before = query.cursor === undefined ? undefined : Number(query.cursor);
    if (before !== undefined && !(Number.isInteger(before) && before > 0 && before < 2 ** 31)) {
      throw new DomainError("INVALID_INPUT", { field: "cursor" });
    }
    const { rows, nextCursor } = await listCustomerEvents(ctx, {
      ...{ customerId: params.id, limit: query.limit },
      ...(before ? { before } : {}),
    });
    return { data: rows, nextCursor: nextCursor === null ? null : String(nextCursor) };
  },
});

const Hit = z.strictObject({
  id: Id,
  name: z.string(),
  grade: z.enum(GRADES).nullable(),
  place: z.enum(["mine", "held", "pool", "taken", "invalid"]),
  ownerName: z.string().nullable(),
  poolName: z.string(),
  formerName: z
    .string()
    .nullable()
    .meta({ description: "Of one that was merged into it, where that was what matched." }),
  match: z.string(),
  contactName: z.string().nullable(),
});

const search = endpoint({
  id: "searchCustomers",
  method: "get",
  path: "/search",
  tag: "customers",
  summary: "Find customers by name, pinyin, phone or credit code",
  description: "What is masked for you matches only as a whole.",
  permission: "customers.read",
  query: SearchInput,
  output: whole(Hit),
  run: async ({ ctx, query }) => ({ data: await searchCustomers(ctx, query) }),
});

export const CUSTOMERS = [
  ...[listCustomers, createOne, getOne, editOne, contactsOf, revealOne, markOne, timelineOf, eventsOf],
  search,
];
