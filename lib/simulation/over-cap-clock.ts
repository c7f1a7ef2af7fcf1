/** Stretches in which no clock runs, in order and apart from each other; the second instant is outside. */
export type Pauses = readonly (readonly [from: number, until: number])[];

/** Whether a rule concerns a customer: as long as nothing happens, or from each of these instants on. */
export type Concerned = boolean | readonly (readonly [from: number, is: boolean])[];

/**
 * When a clock that began at `from` and would have run out at `end` has: past the pauses, and not under a protection, nor
 * while another pause runs by then.
 */
export function pastPauses(
  from: number,
  end: number,
  pauses: Pauses | null,
  protectedUntil: number | null,
): number {
  let [due, covered] = [end, from];
  for (const [pausedFrom, pausedUntil] of pauses ?? []) {
    const begins = Math.max(pausedFrom, covered);
    if (pausedUntil <= begins || begins >= due) continue;
    due += pausedUntil - begins;
    covered = pausedUntil;
  }
  const late = Math.max(due, protectedUntil ?? due);
  return pauses?.find(([pausedFrom, pausedUntil]) => pausedFrom <= late && late < pausedUntil)?.[1] ?? late;
}

/** The first instant from the clock's end on at which the rule concerns the customer; where time changes that, outside every pause. */
export function firstConcerned(ended: number, concerned: Concerned, pauses: Pauses | null): number | null {
  if (typeof concerned === "boolean") return concerned ? ended : null;
  const isPaused = (at: number) => (pauses ?? []).some(([from, until]) => from <= at && at < until);
  const holds = (at: number) => concerned.findLast(([from]) => from <= at)?.[1] ?? false;
  const candidates = [ended, ...concerned.map(([from]) => from), ...(pauses ?? []).flat()]
    .filter((at) => at >= ended && !isPaused(at) && holds(at))
    .sort((a, b) => a - b);
  return candidates[0] ?? null;
}
