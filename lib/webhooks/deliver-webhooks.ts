import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Dispatcher } from "undici";
import { type Ctx, inTx } from "@/lib/context";
import { authorize } from "@/lib/permissions";
import { instant } from "@/lib/sql-values";
import { addMs } from "@/lib/time";
import { secretsOf } from "./endpoint-secret";
import { guardedAgent } from "./guarded-agent";
import {
  closeLane,
  type Head,
  type Lane,
  LEASE_MS,
  lockLane,
  nextDueAt,
  readHead,
  renewLease,
  takeLanes,
} from "./lanes";
import { DEADLINE_MS, type Posted, post } from "./post";
import { KEEP } from "./rules";
import { settle } from "./settle";
import { signedHeaders } from "./sign";
import { toldData } from "./told-data";

const AT_ONCE = 16;
/** A receiver that hangs holds so many of them and no more. */
const AT_ONCE_PER_ENDPOINT = 4;
const RUN_BUDGET_MS = 50_000;
/** What is due so soon is waited for; the rest is for the next run. */
const LINGER_MS = 6_000;
const LOOK_AGAIN_MS = 250;
const MESSAGES_PER_LEASE = 50;
const FORGOTTEN_AT_A_TIME = 2_000;

export type DeliverOptions = {
  dispatcher?: Dispatcher;
  /** From 0 to 1, for the jitter of retries. */
  dice?: () => number;
  budgetMs?: number;
  lingerMs?: number;
  deadlineMs?: number;
};

type Counts = { delivered: number; failed: number; given_up: number };
type Run = {
  ctx: Ctx;
  /** The instant of the run, moving on with the time that it takes. */
  at: () => Ctx;
  counts: Counts;
  options: Required<Pick<DeliverOptions, "dispatcher" | "dice" | "deadlineMs">>;
};

const notSent = (error: string): Posted => ({ status: null, durationMs: 0, answer: "", error, askedMs: 0 });

/** Why nothing is sent to an endpoint at all, whatever is true of its address; null when it is. */
export function refusalToSend(url: string, secrets: readonly string[]): Posted | null {
  if (secrets.length === 0) return notSent("secret_unreadable");
  // Entered while that was allowed.
  return new URL(url).protocol === "https:" || allowsPrivate() ? null : notSent("not_https");
}

/** What is sent: the same at every attempt but for its signature. */
export const bodyOf = ({ kind, at, data }: Pick<Head, "kind" | "at" | "data">): string =>
  JSON.stringify({ type: kind, timestamp: new Date(at).toISOString(), data: toldData(data) });

function send({ at, options }: Run, lane: Lane, head: Head): Promise<Posted> {
  const { now } = at();
  const secrets = secretsOf(lane.endpointId, head, now);
  const refusal = refusalToSend(head.url, secrets);
  if (refusal) return Promise.resolve(refusal);
  const body = bodyOf(head);
  const headers = signedHeaders(secrets, { id: head.messageId, at: now, body });
  return post(head.url, { headers, body }, { ...options, now });
}

/** Sends what is due in a lane, one after another, as long as it goes well and the lease is ours. */
async function workLane(run: Run, lane: Lane): Promise<void> {
  const { ctx, at, counts, options } = run;
  let leasedAt = performance.now();
  for (let n = 0; n < MESSAGES_PER_LEASE; n++) {
    const head = await readHead(ctx.db, lane);
    if (!head) break;
    // What this process slept through counts against its lease too.
    if (performance.now() - leasedAt > LEASE_MS - DEADLINE_MS - 5_000) {
      leasedAt = performance.now();
      if (!(await renewLease(ctx.db, lane))) return;
    }
    const posted = await send(run, lane, head);
    leasedAt = performance.now();
    const settled = await settle(at(), lane, head, posted, options.dice());
    counts[settled === "again" ? "failed" : settled] += 1;
    if (settled !== "delivered") return;
  }
  await inTx(at(), async (ctx) => {
    if (await lockLane(ctx.db, lane)) await closeLane(ctx.db, lane, ctx.now);
  });
}

/** Forgets what is older than a month, delivered or not. */
async function forget(ctx: Ctx): Promise<void> {
  await ctx.db.execute(sql`
    delete from webhook_messages where id in (
      select id from webhook_messages where at < ${instant(addMs(ctx.now, -KEEP))} order by at limit ${FORGOTTEN_AT_A_TIME})`);
}

/** Takes lanes and works them until nothing is due soon, or the time is up; then waits for those on their way. */
async function work(run: Run, budgetMs: number, lingerMs: number): Promise<void> {
  const started = performance.now();
  const onTheWay = new Set<Promise<void>>();
  const inFlight = new Map<string, number>();
  let broken: unknown;
  const start = (lane: Lane) => {
    const change = (by: number) => inFlight.set(lane.endpointId, (inFlight.get(lane.endpointId) ?? 0) + by);
    change(1);
    const working = workLane(run, lane)
      .catch((error: unknown) => {
        broken = error;
      })
      .finally(() => {
        change(-1);
        onTheWay.delete(working);
      });
    onTheWay.add(working);
  };
  while (performance.now() - started < budgetMs && broken === undefined) {
    const room = { total: AT_ONCE - onTheWay.size, perEndpoint: AT_ONCE_PER_ENDPOINT, inFlight };
    const lanes = room.total > 0 ? await takeLanes(run.ctx.db, run.at().now, room) : [];
    for (const lane of lanes) start(lane);
    if (lanes.length > 0) continue;
    if (onTheWay.size > 0) {
      await Promise.race([...onTheWay, sleep(LOOK_AGAIN_MS)]);
      continue;
    }
    const next = await nextDueAt(run.ctx.db);
    const wait = next === null ? Number.POSITIVE_INFINITY : next.getTime() - run.at().now.getTime();
    if (wait > lingerMs) break;
    await sleep(Math.max(50, wait));
  }
  await Promise.all(onTheWay);
  if (broken !== undefined) throw broken;
}

/**
 * Sends webhooks: each at least once with the same id, those of one customer to one endpoint one after another in their
 * order. A worker that dies leaves a lease that ends within half a minute; nothing is skipped, whatever order
 * transactions commit in, because what is due is a state of a row.
 */
export async function deliverWebhooks(ctx: Ctx, options: DeliverOptions = {}): Promise<Counts> {
  authorize(ctx.actor, "jobs.run");
  const counts: Counts = { delivered: 0, failed: 0, given_up: 0 };
  const started = performance.now();
  const at = () => ({ ...ctx, now: addMs(ctx.now, performance.now() - started) });
  const { dice = Math.random, deadlineMs = DEADLINE_MS } = options;
  await forget(ctx);
  const agent = options.dispatcher
    ? null
    : guardedAgent({ allowPrivate: allowsPrivate(), timeoutMs: DEADLINE_MS });
  const dispatcher = options.dispatcher ?? agent;
  try {
    if (dispatcher) {
      const run = { ctx, at, counts, options: { dispatcher, dice, deadlineMs } };
      await work(run, options.budgetMs ?? RUN_BUDGET_MS, options.lingerMs ?? LINGER_MS);
    }
  } finally {
    await agent?.destroy();
  }
  return counts;
}

/** Whether http and one's own network are let through, as for development. */
export const allowsPrivate = (): boolean => /^(1|true)$/.test(process.env.WEBHOOKS_ALLOW_PRIVATE ?? "");
