import type { DataIssueKind } from "@/db/enums";

/** Where the queue with these filters is. */
export function qualityHref({ kind, pool }: { kind: DataIssueKind | null; pool: string | null }): string {
  const search = new URLSearchParams();
  if (kind) search.set("kind", kind);
  if (pool) search.set("pool", pool);
  const query = search.toString();
  return query ? `/quality?${query}` : "/quality";
}
