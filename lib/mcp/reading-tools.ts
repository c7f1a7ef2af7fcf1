import { z } from "zod";
import { GRADES } from "@/db/enums";
import { detailOf, type Speech } from "@/lib/api/problem";
import { getCustomer } from "@/lib/customers/get-customer";
import { listMine } from "@/lib/customers/list-mine";
import { listPool } from "@/lib/customers/list-pool";
import { MINE_VIEWS } from "@/lib/customers/list-schema";
import { peekCustomer } from "@/lib/customers/peek-customer";
import { searchCustomers } from "@/lib/customers/search-customers";
import type { Permit } from "@/lib/customers/types";
import { listCustomerEvents } from "@/lib/ledger/list-customer-events";
import { findPoolId, namePools } from "@/lib/pools/name-pools";
import { quotaOf } from "@/lib/quotas/queries";
import { type Tool, tool } from "./tool";

export const customerId = z.uuid().describe("The id of the customer.");
export const pool = z.string().min(1).max(100).describe("The pool, by its id or its name.");
const limit = z.int().min(1).max(50).default(20);
const cursor = z.string().max(600).optional().describe("The nextCursor of the page before.");

/** A permit with its sentence, where it is none. */
const spoken = (permit: Permit, speech: Speech) =>
  permit.ok
    ? permit
    : { ...permit, because: detailOf({ code: permit.error, params: permit.params }, speech) };

const search = tool({
  name: "search_customers",
  title: "Search customers",
  description:
    "Find customers by part of a name (two characters are enough), pinyin, a phone's last four digits or a credit code.",
  permission: "customers.read",
  hint: "reads",
  input: z.object({ query: z.string().trim().min(2).max(100) }),
  run: async (ctx, { query }) => ({ customers: await searchCustomers(ctx, { q: query }) }),
});

const get = tool({
  name: "get_customer",
  title: "Read a customer",
  description:
    "Everything about one customer that the user may see. `deadline` says when it goes back to the pool, which rule says so, what started the clock, what resets it and what pauses it. `permits` says what the user may do with it now.",
  permission: "customers.read",
  hint: "reads",
  input: z.object({ customerId }),
  run: (ctx, input) => getCustomer(ctx, input),
});

const history = tool({
  name: "customer_history",
  title: "Read a customer's ledger",
  description: "Who held the customer when, and why it changed hands; the newest first.",
  permission: "customers.read",
  hint: "reads",
  input: z.object({ customerId, limit }),
  run: async (ctx, input) => ({ events: (await listCustomerEvents(ctx, input)).rows }),
});

const pools = tool({
  name: "list_pools",
  title: "List pools",
  description: "The pools in which the user may look for customers.",
  permission: "pools.read",
  hint: "reads",
  input: z.object({}),
  run: async (ctx) => ({ pools: await namePools(ctx) }),
});

const inPool = tool({
  name: "list_pool",
  title: "List the customers of a pool",
  description: "What lies in a pool, the latest first, and of each whether the user may claim it now.",
  permission: "customers.read",
  hint: "reads",
  input: z.object({
    ...{ pool, limit, cursor },
    query: z.string().trim().min(1).max(100).optional().describe("Part of the name."),
    grade: z.enum(GRADES).optional(),
  }),
  run: async (ctx, { pool, query, grade, ...paging }, speech) => {
    const { rows, nextCursor } = await listPool(ctx, {
      ...{ pool: await findPoolId(ctx, { pool }), limit: paging.limit },
      ...(paging.cursor ? { cursor: paging.cursor } : {}),
      ...(query ? { q: query } : {}),
      ...(grade ? { grade: [grade] } : {}),
    });
    return { customers: rows.map((row) => ({ ...row, claim: spoken(row.claim, speech) })), nextCursor };
  },
});

const mine = tool({
  name: "list_my_customers",
  title: "List my customers",
  description: "The user's own customers by deadline, the most urgent first.",
  permission: "customers.read",
  hint: "reads",
  input: z.object({ limit, cursor, view: z.enum(MINE_VIEWS).default("mine") }),
  run: async (ctx, { view, limit, cursor }) => {
    const { rows, nextCursor } = await listMine(ctx, { view, limit, ...(cursor ? { cursor } : {}) });
    return { customers: rows, nextCursor };
  },
});

const quota = tool({
  name: "my_quota",
  title: "My quota",
  description: "What the user holds and may still claim, pool by pool, and when limits start anew.",
  permission: "customers.read",
  hint: "reads",
  input: z.object({ pool: pool.optional() }),
  run: async (ctx, { pool }) => ({
    quotas: (await quotaOf(ctx, pool ? await findPoolId(ctx, { pool }) : undefined)).pools,
  }),
});

const explain = tool({
  name: "explain_claim",
  title: "Explain whether I can claim it",
  description:
    "Whether the user may claim a customer now; if not, which rule says so and from when he may. Also what a claim would promise: until when he could keep it.",
  permission: "customers.read",
  hint: "reads",
  input: z.object({ customerId }),
  run: async (ctx, input, speech) => {
    const peek = await peekCustomer(ctx, input);
    if (peek.kind !== "pooled") return peek;
    const { id, name, pool, eligibility, promise } = peek;
    return { kind: "pooled", id, name, pool, claim: spoken(peek.claim, speech), eligibility, promise };
  },
});

export const READING_TOOLS: readonly Tool[] = [search, get, history, pools, inPool, mine, quota, explain];
