import type { Role } from "@/db/enums";
import type { MineListParams, MineView } from "@/lib/customers/list-schema";
import type { MinePage, StripDay } from "@/lib/customers/types";
import type { PoolQuota } from "@/lib/quotas/types";
import type { Views } from "@/lib/views/types";

/** Whose customers a leader may look at. */
export type Scope = {
  teams: { id: string; name: string }[];
  people: { id: string; name: string; teamName: string | null }[];
};

/** Everything the page of held customers shows. */
export type MineFacts = {
  params: MineListParams;
  page: MinePage;
  counts: Record<MineView, number>;
  strip: { days: StripDay[]; total: number };
  quota: PoolQuota | null;
  pools: { id: string; name: string }[];
  /** What the filters are called that the address asks for in vain. */
  unread: readonly string[];
  /** Null for who sees only his own. */
  scope: Scope | null;
  me: string;
  role: Role;
  mayExport: boolean;
  views: Views;
};
