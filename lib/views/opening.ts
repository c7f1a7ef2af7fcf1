import type { SearchParams } from "@/lib/customers/list-schema";
import type { SavedView, Views } from "./types";

const textOf = (value: SearchParams[string]): string | undefined =>
  typeof value === "string" ? value : undefined;

function addressOf(path: string, view: SavedView, pool: string | undefined): string {
  const address = new URLSearchParams(view.state);
  if (pool) address.set("pool", pool);
  address.set("saved", view.id);
  return `${path}?${address}`;
}

/**
 * Where a bare address leads: to the view that the list opens with; and one that only names a view, to what it keeps. Null
 * for any other, and for a view that isn't among the reader's.
 */
export function openingOf(path: string, search: SearchParams, { views, defaultId }: Views): string | null {
  const named = Object.keys(search).filter((key) => search[key] !== undefined);
  const pool = textOf(search.pool);
  const saved = textOf(search.saved);
  const only = saved !== undefined && named.every((key) => key === "saved" || key === "pool");
  const id = named.length === 0 ? defaultId : only ? saved : null;
  const view = views.find((one) => one.id === id);
  // A view that keeps nothing would lead here again.
  if (!view || (only && Object.keys(view.state).length === 0)) return null;
  return addressOf(path, view, pool);
}
