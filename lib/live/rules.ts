import type { LiveEvent, Viewer } from "./types";

/** Whether the event concerns a pool that the person sees, or somebody whose customers he sees. */
export function concerns(viewer: Viewer, event: LiveEvent): boolean {
  if (event.owners.some((id) => viewer.peopleIds.includes(id))) return true;
  if (event.kind === "notified") return false;
  return viewer.seesAll || event.pools.some((id) => viewer.poolIds.includes(id));
}

/** Reads an announcement; null when it is none. */
export function parseAnnouncement(payload: string): Omit<LiveEvent, "names"> | null {
  try {
    const raw = JSON.parse(payload) as Partial<LiveEvent>;
    if (typeof raw.kind !== "string") return null;
    return {
      kind: raw.kind,
      at: String(raw.at ?? ""),
      customers: raw.customers ?? null,
      pools: raw.pools ?? [],
      owners: raw.owners ?? [],
    };
  } catch {
    return null;
  }
}
