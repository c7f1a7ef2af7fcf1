type Offer = { run: () => void };

let current: Offer | null = null;

/** Makes `run` what U and ⌘Z do, until it is cleared or another offer comes. */
export function offerUndo(run: () => void): Offer {
  current = { run };
  return current;
}

/** Withdraws an offer; one that has been replaced is left alone. */
export function clearUndo(offer: Offer): void {
  if (current === offer) current = null;
}

/** Undoes the last undoable step; false when there is none. */
export function undoLast(): boolean {
  const offer = current;
  current = null;
  offer?.run();
  return offer !== null;
}
