/** Adds the id, or takes it out. */
export function toggled(selection: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** Adds every id between the anchor and `id`, both included; without an anchor only `id`. */
export function extended(
  selection: ReadonlySet<string>,
  order: readonly string[],
  anchor: string | null,
  id: string,
): ReadonlySet<string> {
  const to = order.indexOf(id);
  const from = anchor === null ? to : order.indexOf(anchor);
  if (to < 0) return selection;
  const [start, end] = from < 0 ? [to, to] : [Math.min(from, to), Math.max(from, to)];
  return new Set([...selection, ...order.slice(start, end + 1)]);
}

/** Without the ids that are no longer in the list; the same set when nothing left. */
export function pruned(selection: ReadonlySet<string>, order: readonly string[]): ReadonlySet<string> {
  const present = new Set(order);
  const kept = [...selection].filter((id) => present.has(id));
  return kept.length === selection.size ? selection : new Set(kept);
}

/** The id `step` rows further, stopping at the ends; the first row when none is in hand. */
export function moved(order: readonly string[], current: string | null, step: number): string | null {
  const at = current === null ? -1 : order.indexOf(current);
  if (at < 0) return (step > 0 ? order[0] : order.at(-1)) ?? null;
  return order[Math.min(order.length - 1, Math.max(0, at + step))] ?? null;
}
