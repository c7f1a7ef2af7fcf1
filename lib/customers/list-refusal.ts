import { DomainError } from "@/lib/errors";

/** Why a list can't be narrowed as its address asks: so many guesses have been made, or it asks for too many at once. */
export type ListRefusal =
  | { kind: "often"; retryAfterSeconds: number }
  | { kind: "many"; asked: number; most: number };

/** What a screen says of a list that was refused because of its filters; null for what is no such refusal. */
export function listRefusalOf(error: unknown): ListRefusal | null {
  if (!(error instanceof DomainError)) return null;
  const { retryAfterSeconds, asked, most } = error.params;
  if (error.code === "TOO_MANY_REQUESTS" && typeof retryAfterSeconds === "number")
    return { kind: "often", retryAfterSeconds };
  if (error.code === "INVALID_INPUT" && typeof asked === "number" && typeof most === "number")
    return { kind: "many", asked, most };
  return null;
}
