import type { Ctx } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { authorize } from "@/lib/permissions";
import { requirePerson } from "@/lib/require-person";
import type { Stretch } from "./customer-types";
import { TIMELINE_KINDS, type TimelineInput, type TimelineKind, TimelineParams } from "./list-schema";
import { type Placed, readDealItems, readEdits, readFollowUps, type Window } from "./read-activity";
import { readCustomer, type SeenCustomer } from "./read-customer";
import { readHistory } from "./read-history";
import { readOwnActivity } from "./read-own-activity";
import { readOwnershipEvents } from "./read-ownership-events";
import { cursorAt, readPlace } from "./timeline-cursor";
import type { Timeline, TimelineItem } from "./timeline-types";

const READERS: Record<TimelineKind, (ctx: Ctx, seen: SeenCustomer, window: Window) => Promise<Placed[]>> = {
  follow_up: readFollowUps,
  deal: readDealItems,
  activity: readOwnActivity,
  ownership: readOwnershipEvents,
  edit: readEdits,
};

/** The newest first; at one instant by rank, and within a kind in the order it was read. */
function newestFirst(a: Placed, b: Placed): number {
  return b.item.at.getTime() - a.item.at.getTime() || b.place.rank - a.place.rank;
}

/** The stretch that an entry belongs to: what its row says, else the last that had begun. */
function stretchOf(item: TimelineItem, stretches: readonly Stretch[]): string | null {
  if (item.stretchId) return item.stretchId;
  const begun = (one: Stretch) =>
    item.kind === "ownership" ? one.version <= item.version : one.from <= item.at;
  return stretches.find(begun)?.id ?? null;
}

function planOf(seen: SeenCustomer): Timeline["plan"] {
  const { nextStepAt } = seen.instants;
  return nextStepAt ? { nextStep: seen.facts.nextStep, nextStepAt } : null;
}

/**
 * One page of everything that happened to a customer, newest first, as one stream: follow-ups, deals, what it did of itself, edits, and the
 * ledger with the proof of each reclaim; each entry names the stretch of history that it belongs to.
 */
export async function getTimeline(
  ctx: Ctx,
  input: { customerId: string } & TimelineInput,
): Promise<Timeline> {
  authorize(ctx.actor, "customers.read");
  requirePerson(ctx.actor);
  const { kinds, cursor, limit } = TimelineParams.parse(input);
  const after = cursor ? readPlace(cursor) : null;
  const seen = await readCustomer(ctx, input.customerId);
  if (seen.sight === "taken") throw new DomainError("NOT_FOUND");
  const wanted = kinds.length > 0 ? kinds : TIMELINE_KINDS;
  const [stretches, ...read] = await Promise.all([
    readHistory(ctx, seen.facts.id),
    ...wanted.map((kind) => READERS[kind](ctx, seen, { after, limit: limit + 1 })),
  ]);
  const all = read.flat().sort(newestFirst);
  const shown = all.slice(0, limit);
  const last = all.length > limit ? shown.at(-1) : undefined;
  const items = shown.map(({ item }) => ({ ...item, stretchId: stretchOf(item, stretches) }));
  const named = new Set(items.map((item) => item.stretchId));
  return {
    plan: after || seen.sight !== "full" ? null : planOf(seen),
    items,
    stretches: stretches.filter((one) => named.has(one.id)),
    nextCursor: last ? cursorAt(last.place) : null,
  };
}
