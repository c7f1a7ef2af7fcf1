import type { HeldCustomer } from "@/lib/deadlines/held-customers";
import { type Deadline, deadlinesOf, type GraceByRule } from "@/lib/deadlines/rules";
import { addDays, dayOf, startOfDay } from "@/lib/time";
import type { PolicyDocument } from "./schema";
import type { PolicyPreview, PreviewDeadline, PreviewExample, PreviewPerson } from "./types";

const FORECAST_DAYS = 14;
const EXAMPLES = 20;
/** How many candidates for an example are kept before the best are picked. */
const CANDIDATES = 400;

export type PersonFacts = { name: string; ownCap: number | null };

export type PreviewFacts = {
  now: Date;
  timeZone: string;
  noticeUntil: Date;
  inForce: { document: PolicyDocument; grace: GraceByRule };
  draft: { document: PolicyDocument; grace: GraceByRule };
  people: ReadonlyMap<string, PersonFacts>;
};

type Change = {
  held: HeldCustomer;
  was: Deadline | undefined;
  becomes: Deadline | undefined;
  wasHit: boolean;
  isHit: boolean;
  earlier: boolean;
};

/** Counts that grow customer by customer; in memory are a line for each person and a few hundred examples. */
export type PreviewTally = {
  facts: PreviewFacts;
  held: number;
  graced: number;
  hits: { hit: number; was: number; added: number; spared: number };
  deadlines: PolicyPreview["deadlines"];
  people: Map<string, PreviewPerson & { wasCounted: number }>;
  days: { day: string; startsAt: number; due: number; was: number }[];
  candidates: Change[];
};

/** An empty tally for a draft. */
export function startTally(facts: PreviewFacts): PreviewTally {
  const days = Array.from({ length: FORECAST_DAYS + 1 }, (_, n) => {
    const at = startOfDay(addDays(facts.now, n, facts.timeZone), facts.timeZone);
    return { day: dayOf(at, facts.timeZone), startsAt: at.getTime(), due: 0, was: 0 };
  });
  return {
    ...{ facts, held: 0, graced: 0, hits: { hit: 0, was: 0, added: 0, spared: 0 } },
    deadlines: { earlier: 0, later: 0, same: 0, started: 0, ended: 0 },
    ...{ people: new Map(), days, candidates: [] },
  };
}

function changeOf({ inForce, draft, timeZone, noticeUntil }: PreviewFacts, held: HeldCustomer): Change {
  const [was] = deadlinesOf(inForce.document, { ...held.clock, grace: inForce.grace }, timeZone);
  const [becomes] = deadlinesOf(draft.document, { ...held.clock, grace: draft.grace }, timeZone);
  return {
    ...{ held, was, becomes },
    wasHit: was !== undefined && was.dueAt <= noticeUntil,
    isHit: becomes !== undefined && becomes.dueAt <= noticeUntil,
    earlier: becomes !== undefined && (was === undefined || becomes.dueAt < was.dueAt),
  };
}

function moveOf({ was, becomes }: Change): keyof PolicyPreview["deadlines"] {
  if (!was || !becomes) return was ? "ended" : becomes ? "started" : "same";
  const difference = becomes.dueAt.getTime() - was.dueAt.getTime();
  return difference === 0 ? "same" : difference < 0 ? "earlier" : "later";
}

function foresee(tally: PreviewTally, deadline: Deadline | undefined, column: "due" | "was"): void {
  if (!deadline) return;
  const at = Math.max(deadline.dueAt.getTime(), tally.facts.now.getTime());
  const next = tally.days.findIndex((day) => day.startsAt > at);
  const day = tally.days[next - 1];
  if (day) day[column] += 1;
}

function lineOf({ facts, people }: PreviewTally, userId: string) {
  let line = people.get(userId);
  if (!line) {
    const known = facts.people.get(userId);
    line = {
      ...{ userId, name: known?.name ?? "", held: 0, hit: 0, was: 0, earlier: 0, counted: 0, wasCounted: 0 },
      ...{ cap: known?.ownCap ?? facts.draft.document.holdingCap, overCap: false, wasOverCap: false },
    };
    people.set(userId, line);
  }
  return line;
}

function countPerson(tally: PreviewTally, { held, isHit, wasHit, earlier }: Change): void {
  const line = lineOf(tally, held.ownerId);
  const { inForce, draft } = tally.facts;
  line.held += 1;
  if (isHit) line.hit += 1;
  if (wasHit) line.was += 1;
  if (earlier) line.earlier += 1;
  if (!held.clock.wonAt || draft.document.won.countsTowardsCap) line.counted += 1;
  if (!held.clock.wonAt || inForce.document.won.countsTowardsCap) line.wasCounted += 1;
}

/** What says most comes first: newly hit, then hit, then nearer, then spared; the nearest deadline of each. */
function best(candidates: readonly Change[]): Change[] {
  const weight = (one: Change) => (one.isHit ? (one.wasHit ? 1 : 0) : one.earlier ? 2 : 3);
  const due = (one: Change) => (one.becomes ?? one.was)?.dueAt.getTime() ?? 0;
  return candidates
    .toSorted((a, b) => weight(a) - weight(b) || due(a) - due(b) || (a.held.id < b.held.id ? -1 : 1))
    .slice(0, EXAMPLES);
}

/** Takes one held customer into account. */
export function tallyCustomer(tally: PreviewTally, held: HeldCustomer): void {
  const change = changeOf(tally.facts, held);
  const { isHit, wasHit } = change;
  tally.held += 1;
  if (change.becomes?.graceUntil) tally.graced += 1;
  if (isHit) tally.hits.hit += 1;
  if (wasHit) tally.hits.was += 1;
  if (isHit && !wasHit) tally.hits.added += 1;
  if (wasHit && !isHit) tally.hits.spared += 1;
  tally.deadlines[moveOf(change)] += 1;
  foresee(tally, change.was, "was");
  foresee(tally, change.becomes, "due");
  countPerson(tally, change);
  if (!change.earlier && !(wasHit && !isHit)) return;
  tally.candidates.push(change);
  if (tally.candidates.length > CANDIDATES) tally.candidates = best(tally.candidates);
}

const told = (deadline: Deadline | undefined): PreviewDeadline =>
  deadline
    ? {
        rule: deadline.rule,
        dueAt: deadline.dueAt.toISOString(),
        graceUntil: deadline.graceUntil?.toISOString() ?? null,
      }
    : null;

function peopleOf({ facts, people }: PreviewTally): PreviewPerson[] {
  const lines = [...people.values()].map(({ wasCounted, ...line }) => {
    const capBefore = facts.people.get(line.userId)?.ownCap ?? facts.inForce.document.holdingCap;
    const overCap = line.cap !== null && line.counted > line.cap;
    return { ...line, overCap, wasOverCap: capBefore !== null && wasCounted > capBefore };
  });
  return lines
    .filter((line) => line.hit > 0 || line.was > 0 || line.earlier > 0 || line.overCap || line.wasOverCap)
    .sort((a, b) => b.hit - a.hit || b.earlier - a.earlier || (a.userId < b.userId ? -1 : 1));
}

function exampleOf(facts: PreviewFacts, { held, was, becomes }: Change): PreviewExample {
  const { id: customerId, name, ownerId: userId } = held;
  const userName = facts.people.get(userId)?.name ?? "";
  return { customerId, name, userId, userName, was: told(was), becomes: told(becomes) };
}

/** What was counted, as the preview tells it. */
export function readTally(tally: PreviewTally) {
  const { facts, held, graced, hits, deadlines, days } = tally;
  return {
    ...{ held, graced, ...hits, deadlines },
    forecast: days.slice(0, FORECAST_DAYS).map(({ day, due, was }) => ({ day, due, was })),
    people: peopleOf(tally),
    examples: best(tally.candidates).map((one) => exampleOf(facts, one)),
  } satisfies Partial<PolicyPreview>;
}
