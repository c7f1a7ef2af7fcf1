import { type Channel, type Outcome, STAGES, type Stage, type Suspicion } from "@/db/enums";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { Sham } from "@/lib/policies/sham";
import { MINUTE } from "@/lib/time";

export type FollowUpContent = {
  channel: Channel;
  outcome: Outcome;
  note: string;
  evidence: string;
  suspicions: readonly Suspicion[];
};

/** Why a follow-up resets the clocks, or why it doesn't. */
export type Qualification =
  | { qualifies: true; because: "outcome" | "note" }
  | { qualifies: false; because: "channel" | "outcome" | "evidence" | "suspicious"; minNoteLength: number };

/** Characters that count: white space doesn't. */
export const noteLength = (note: string): number => [...note.replace(/\s/gu, "")].length;

type Rules = Pick<PolicyDocument, "qualifying" | "sham">;

/**
 * Whether a follow-up qualifies under the policy: its channel counts and has the evidence that is asked for, nothing
 * looks as if it were only written down (where that is settled), and its outcome counts or its note is long enough.
 */
export function qualify({ qualifying, sham }: Rules, content: FollowUpContent): Qualification {
  const { channels, outcomes, minNoteLength, evidenceFor } = qualifying;
  const no = (because: "channel" | "outcome" | "evidence" | "suspicious"): Qualification => ({
    ...{ qualifies: false, because, minNoteLength },
  });
  if (!channels.includes(content.channel)) return no("channel");
  if (evidenceFor.includes(content.channel) && content.evidence.trim() === "") return no("evidence");
  if (!sham.counts && content.suspicions.length > 0) return no("suspicious");
  if (outcomes.includes(content.outcome)) return { qualifies: true, because: "outcome" };
  if (minNoteLength > 0 && noteLength(content.note) >= minNoteLength)
    return { qualifies: true, because: "note" };
  return no("outcome");
}

const SHORTEST_KEY = 4;
const LONGEST_KEY = 300;
/** A note of fewer characters says hardly anything. */
const SHORT_NOTE = 10;

/** The note without case, white space and punctuation: the same for two notes that say the same. Null when too short. */
export function noteKeyOf(note: string): string | null {
  const key = note
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
  return [...key].length < SHORTEST_KEY ? null : [...key].slice(0, LONGEST_KEY).join("");
}

/** What is known beside a follow-up that is written at `at`. */
export type Beside = {
  at: Date;
  /** Whether that person has written the same within the days of the policy. */
  sameText: boolean;
  /** When that person last wrote about another customer. */
  lastElsewhereAt: Date | null;
  dueAt: Date | null;
};

/** The signs that a follow-up was only written down. */
export function suspect(
  { sameTextDays, inARowSeconds, lastMinutes }: Sham,
  { note, evidence }: Pick<FollowUpContent, "note" | "evidence">,
  { at, sameText, lastElsewhereAt, dueAt }: Beside,
): Suspicion[] {
  const since = lastElsewhereAt ? at.getTime() - lastElsewhereAt.getTime() : Number.POSITIVE_INFINITY;
  const left = dueAt ? dueAt.getTime() - at.getTime() : Number.POSITIVE_INFINITY;
  const bare = noteLength(note) < SHORT_NOTE && evidence.trim() === "";
  const signs: [Suspicion, boolean][] = [
    ["same_text", sameTextDays > 0 && sameText],
    ["in_a_row", inARowSeconds > 0 && since <= inARowSeconds * 1000],
    ["last_minute", lastMinutes > 0 && left <= lastMinutes * MINUTE && bare],
  ];
  return signs.flatMap(([sign, is]) => (is ? [sign] : []));
}

/** Whether a step of the stage is progress: nearer to a deal. Losing it is none, nor is taking up what was lost. */
export const isForward = (from: Stage, to: Stage): boolean =>
  from !== "lost" && to !== "lost" && STAGES.indexOf(to) > STAGES.indexOf(from);
