import { type Channel, OUTCOMES, type Outcome } from "@/db/enums";

/** Whether the other side was reached at all, the first question after a contact. */
export const REACHED = ["connected", "no_answer", "wrong_number"] as const;
export type Reached = (typeof REACHED)[number];

/** What the other side said, once reached. */
export const SAID = ["interested", "quoted", "scheduled", "refused"] as const;
export type Said = (typeof SAID)[number];

/** An outcome as the two questions ask for it. */
export function splitOutcome(outcome: Outcome | null): { reached: Reached | null; said: Said | null } {
  const reached = REACHED.find((one) => one === outcome);
  if (reached) return { reached, said: null };
  const said = SAID.find((one) => one === outcome);
  return said ? { reached: "connected", said } : { reached: null, said: null };
}

/** Whether it is being reached that counts, whatever was said: then the outcomes need not be named. */
export const isBeingReached = (outcomes: readonly Outcome[]): boolean =>
  OUTCOMES.every((one) => outcomes.includes(one) === (one !== "no_answer" && one !== "wrong_number"));

/** In which words one is reached: by a call, in person, by a message. */
export type Manner = "call" | "meet" | "write";

export function mannerOf(channel: Channel): Manner {
  if (channel === "call") return "call";
  return channel === "visit" || channel === "meeting" ? "meet" : "write";
}
