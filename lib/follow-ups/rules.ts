import type { Channel, Outcome } from "@/db/enums";
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
