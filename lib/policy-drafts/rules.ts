import { DAY } from "@/lib/time";

/** How long a loosened threshold waits where no other admin could approve it. */
export const THRESHOLD_WAIT_MS = DAY;

/** Whether fewer rules would need a second admin than before; null is no approval at all. */
export const loosens = (from: number | null, to: number | null): boolean =>
  from !== null && (to === null || to > from);
