import { type Channel, type Outcome, STAGES, type Stage } from "@/db/enums";
import type { PolicyDocument } from "@/lib/policies/schema";

export type FollowUpContent = { channel: Channel; outcome: Outcome; note: string };

/** Why a follow-up resets the clocks, or why it doesn't. */
export type Qualification =
  | { qualifies: true; because: "outcome" | "note" }
  | { qualifies: false; because: "channel" | "outcome"; minNoteLength: number };

/** Characters that count: white space doesn't. */
export const noteLength = (note: string): number => [...note.replace(/\s/gu, "")].length;

/** Whether a follow-up qualifies under the policy: its channel counts, and its outcome does or its note is long enough. */
export function qualify(policy: Pick<PolicyDocument, "qualifying">, content: FollowUpContent): Qualification {
  const { channels, outcomes, minNoteLength } = policy.qualifying;
  if (!channels.includes(content.channel)) return { qualifies: false, because: "channel", minNoteLength };
  if (outcomes.includes(content.outcome)) return { qualifies: true, because: "outcome" };
  if (minNoteLength > 0 && noteLength(content.note) >= minNoteLength)
    return { qualifies: true, because: "note" };
  return { qualifies: false, because: "outcome", minNoteLength };
}

/** Whether a step of the stage is progress: nearer to a deal. Losing it is none, nor is taking up what was lost. */
export const isForward = (from: Stage, to: Stage): boolean =>
  from !== "lost" && to !== "lost" && STAGES.indexOf(to) > STAGES.indexOf(from);
