import type { DataIssueKind, DataIssueState } from "@/db/enums";
import type { PoolRef } from "@/lib/customers/types";
import type { IssuePage, QualityCounts } from "@/lib/quality/types";

/** What is decided about issues. */
export type Settling = Exclude<DataIssueState, "open">;

/** Everything the page of the queue shows. */
export type QualityFacts = {
  page: IssuePage;
  counts: QualityCounts;
  kind: DataIssueKind | null;
  pool: PoolRef | null;
  /** Whether what each field counts for is his to change. */
  admin: boolean;
};
